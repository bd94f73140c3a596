# make report   renders the sample reviews into out/
# make test     runs the tests
# Both set up what they need in .venv first; all it takes is Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check

# The tests start the command hundreds of times: it is compiled once and kept, whatever the
# environment says. An empty value is the same as none.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help report test lint clean
.DELETE_ON_ERROR:

help:
	@echo "make report   render the sample reviews in data/ into out/"
	@echo "make test     run the tests"
	@echo "make lint     check style and types"
	@echo "make clean    remove .venv and what was built from it; out/ stays"
	@echo "PYTHON=...    the Python to set up with, 3.11 or newer: make report PYTHON=python3.12"

report: $(READY)
	@$(BIN)/python -m docgen render data -d all -o out
	@echo "The reports are in out/."

test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

lint: $(READY)
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m mypy

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A .venv that was moved, or whose Python is gone, is made anew.
$(READY): pyproject.toml constraints.txt
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "$(PYTHON) is not there: install Python 3.11 or newer, or name it: make report PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$("$(PYTHON)" -V) is too old: name Python 3.11 or newer: make report PYTHON=python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "python3-venv is missing: apt install python3-venv (Debian, Ubuntu)" >&2; exit 1; }
	@$(PIP) --version >/dev/null 2>&1 || { echo "Setting up $(VENV) ..."; "$(PYTHON)" -m venv --clear $(VENV); }
	@$(PIP) install -q -c constraints.txt hatchling
	@$(PIP) install -q -c constraints.txt --no-build-isolation -e ".[dev]"
	@touch $(READY)
