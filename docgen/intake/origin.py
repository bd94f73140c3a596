"""Which review a report was made of: the one with the id of its store, among those around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.bounds.reading import is_folder, read_bytes
from docgen.errors import DocgenError
from docgen.model.tongue import say
from docgen.output.manifest import FOLDER
from docgen.review.found import find_reviews, id_of
from docgen.review.head import load_head, plain_head
from docgen.review.lines import holds_lines

_OF_REVIEWS = (b"pack:", b"unit:", b"criteria:", b'"unit"')
"""What stands in every review, whatever else does."""


class Origins:
    """The reviews of some folders by their ids, each folder read once."""

    def __init__(self, places: Iterable[Path] = ()) -> None:
        """Look in `places`, files and folders; without any, around each report."""
        self._places = tuple(places)
        self._known: dict[Path, dict[str, list[Path]]] = {}

    def of(self, report: Path, review_id: str) -> Path | str:
        """Return the review of that id, or why there is no telling which it is.

        Without places to look in it is looked for from the current folder down, then in the
        report's own folder, then in the one that holds its output folder.
        """
        places = [self._places] if self._places else [(folder,) for folder in _around(report)]
        for some in places:
            found = [file for place in some for file in self._in(place).get(review_id, ())]
            found = list(dict.fromkeys(found))
            if len(found) > 1:
                names = ", ".join(map(str, found))
                return say(
                    "several reviews are called {review}: {names}; name the one it is of",
                    review=review_id,
                    names=names,
                )
            if found:
                return found[0]
        return say(
            "its review {review} is not found; name the file, or the folder it lies in",
            review=review_id,
        )

    def _in(self, place: Path) -> dict[str, list[Path]]:
        if place not in self._known:
            known: dict[str, list[Path]] = {}
            for file in find_reviews(place) if is_folder(place) else [place]:
                if not holds_lines(file):  # no edit can go back into one of many lines
                    known.setdefault(_id_of(file), []).append(file)
            self._known[place] = known
        return self._known[place]


def _around(report: Path) -> Iterator[Path]:
    """Yield where to look, in this order; never far above: others keep reviews there."""
    yield Path()
    own = report.absolute().parent
    yield own
    out = next((above for above in (own, *own.parents) if (above / FOLDER).is_dir()), None)
    if out is not None:  # a report that was sent lies in a folder of downloads: not all above it
        yield out.parent


def _id_of(file: Path) -> str:
    """Return the id of a review; of one that cannot be read, its name."""
    try:
        content = read_bytes(file)
        if not any(word in content for word in _OF_REVIEWS):
            return id_of(file)  # somebody else's file, of which a folder may hold thousands
        if file.suffix.lower() != ".json" and (found := plain_head(content)):
            return found[0] or id_of(file)
        return str(load_head(file).get("id") or "").strip() or id_of(file)
    except DocgenError:
        return id_of(file)
