"""The program in the built folder: the command line, and the workers that it starts."""

from __future__ import annotations

import multiprocessing

from docgen.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
