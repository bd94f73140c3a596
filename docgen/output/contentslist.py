"""Contents lists in PDFs: LibreOffice makes them anew before it prints, by a macro of ours.

Converting from the command line prints a contents list as the Word file has it, which is the prompt
to update it. So what holds one is converted by a macro, in a profile that has no other.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from docgen.output.officemacro import CALL_SEVERAL, LIBRARY, MACRO, MODULE

_BODY = "word/document.xml"
_LIST = re.compile(rb'<w:instrText[^>]*>\s*TOC\b|w:instr="\s*TOC\b')
_LARGEST = 100 * 2**20
_OFFICE = "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
_PROFILE = {
    "registrymodifications.xcu": (
        f'{_HEAD}<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" '
        'oor:op="fuse"><value>true</value></prop></item></oor:items>'
    ),
    "basic/script.xlc": (
        f'{_HEAD}<!DOCTYPE library:libraries PUBLIC "{_OFFICE}" "libraries.dtd">'
        f"<library:libraries {_LIBRARY}>"
        '<library:library library:name="Standard" library:link="false"/></library:libraries>'
    ),
    "basic/Standard/script.xlb": LIBRARY,
    f"basic/Standard/{MODULE}.xba": MACRO,
}
"""What LibreOffice needs to find the macro: a profile that it takes for one of its own."""


def holds_contents_list(file: Path) -> bool:
    """Return whether a Word file has a contents list in its text; false for what is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(_BODY).file_size > _LARGEST:
                return False
            return _LIST.search(archive.read(_BODY)) is not None
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError):
        return False


def write_profile(folder: Path) -> None:
    """Write a profile with the macro into a folder."""
    for name, text in _PROFILE.items():
        file = folder / "user" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def macro_call(work: Path, files: Sequence[Path]) -> str:
    """Return what to ask LibreOffice for: PDFs beside `files`, which are numbers in `work`."""
    numbers = ",".join(file.stem for file in files)
    return CALL_SEVERAL.format(folder=work.as_uri(), numbers=numbers)
