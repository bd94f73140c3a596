"""The runner: `python -m tests.fuzz KIND --count 50000 --seed 1`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as pytest has it

from fuzz.run import main

if __name__ == "__main__":
    main()
