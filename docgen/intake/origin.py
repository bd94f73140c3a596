"""Which review a report was made of: the one with the id of its store, among those around it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docgen.bounds.reading import is_folder
from docgen.errors import DocgenError
from docgen.output.manifest import FOLDER
from docgen.review.file import find_reviews
from docgen.review.head import load_head
from docgen.review.lines import holds_lines

_NOT_FOUND = "no review with the id {id!r} lies {where}; name its folder too"
_SEVERAL = "several reviews have the id {id!r}: {files}; name the one that is meant"


class Origins:
    """The reviews of some folders by their ids, each folder read once."""

    def __init__(self, places: Iterable[Path] = ()) -> None:
        """Look in `places`, files and folders; without any, around each report."""
        self._places = tuple(places)
        self._known: dict[Path, dict[str, list[Path]]] = {}

    def of(self, report: Path, review_id: str) -> Path | str:
        """Return the review of that id, or why there is no telling which it is."""
        places = self._places or (around(report),)
        found = [file for place in places for file in self._in(place).get(review_id, ())]
        found = list(dict.fromkeys(found))
        if len(found) == 1:
            return found[0]
        if found:
            return _SEVERAL.format(id=review_id, files=", ".join(map(str, found)))
        where = "among those named" if self._places else f"in {places[0]} or below"
        return _NOT_FOUND.format(id=review_id, where=where)

    def _in(self, place: Path) -> dict[str, list[Path]]:
        if place not in self._known:
            known: dict[str, list[Path]] = {}
            for file in find_reviews(place) if is_folder(place) else [place]:
                if not holds_lines(file):  # a line of many is none that an edit can go back to
                    known.setdefault(_id_of(file), []).append(file)
            self._known[place] = known
        return self._known[place]


def around(report: Path) -> Path:
    """Return the folder to look in: the one that holds the output folder of a report."""
    own = report.absolute().parent
    out = next((above for above in (own, *own.parents) if (above / FOLDER).is_dir()), own)
    here = Path.cwd()
    return Path() if out.parent == here else out.parent


def _id_of(file: Path) -> str:
    """Return the id of a review; of one that cannot be read, its name."""
    try:
        return str(load_head(file).get("id") or "").strip() or file.stem
    except DocgenError:
        return file.stem
