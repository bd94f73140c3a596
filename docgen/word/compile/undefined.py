"""A value that is absent: it notes each use and goes on as if it were empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from jinja2.runtime import ChainableUndefined, Undefined

from docgen.bounds.templates import STEPS_OF_A_NOTE
from docgen.word.compile.absence import absent_in_words
from docgen.word.render.budget import spend

Note = Callable[[str], None]


class RecordingUndefined(Undefined):
    """Stands for a name or key that does not exist; every use is noted, none fails."""

    __slots__ = ()
    _docgen_absent: ClassVar[bool] = True
    note: ClassVar[Note]
    silent: ClassVar[type[Undefined]]
    """The class of what hangs on an absent value: its absence was noted already."""

    def _note(self) -> None:
        spend(STEPS_OF_A_NOTE)
        type(self).note(absent_in_words(str(self._undefined_message)))

    def _go_on(self, *_: Any, **__: Any) -> Any:
        self._note()
        return type(self).silent()

    def __str__(self) -> str:
        self._note()
        return ""

    __html__ = __str__

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    __hash__ = __len__

    def __bool__(self) -> bool:
        self._note()
        return False

    def __eq__(self, _: object) -> bool:
        self._note()
        return False

    def __ne__(self, _: object) -> bool:
        self._note()
        return True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._go_on()

    __lt__ = __le__ = __gt__ = __ge__ = __eq__  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _go_on
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _go_on
    __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _go_on
    __getitem__ = __call__ = _go_on


class BlankUndefined(ChainableUndefined):
    """Stands for a name that does not exist where such names print nothing."""

    __slots__ = ()
    _docgen_absent: ClassVar[bool] = True


def recorder(note: Note) -> type[Undefined]:
    """Return a class of absent values that tell `note` of each use."""

    def say_nothing(_: str) -> None:
        """Say nothing a second time."""

    silent = _kind("Silent", say_nothing)
    silent.silent = silent
    recording = _kind("RecordingUndefined", note)
    recording.silent = silent
    return recording


def _kind(name: str, note: Note) -> type[RecordingUndefined]:
    return type(name, (RecordingUndefined,), {"__slots__": (), "note": staticmethod(note)})
