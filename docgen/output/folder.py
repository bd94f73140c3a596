"""Folders held by their handles: what is asked of one happens in it, and no link leads out.

Where the system gives no such handles (Windows) a path is looked at before it is used.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from docgen.errors import SaveError
from docgen.model.tongue import marked, say

HELD = {os.open, os.mkdir, os.rename, os.stat, os.unlink} <= os.supports_dir_fd
"""True where a folder is held by its handle."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_FILE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
"""For every file: bytes as they are, no terminal taken, no waiting for a pipe's other end."""
_JUNCTION = 0xA0000003
"""The tag of a folder on Windows that stands for another one."""
_WAY_OUT = marked("remove it, or choose another folder to write to")


class Folder:
    """One folder; names are looked up in it, whatever its path leads to by then."""

    def __init__(self, path: Path, handle: int | None = None) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def at(cls, path: Path, *, make: bool = False) -> Folder:
        """Open the folder at `path`, following links: whoever named it chose them.

        Raises OSError when it is missing, unless it is to be made, or no folder.
        """
        if make:
            path.mkdir(parents=True, exist_ok=True)
        if HELD:
            return cls(path, os.open(path, _FOLDER))
        if not path.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return cls(path)

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def below(self, names: Sequence[str], *, make: bool = False) -> Folder:
        """Open a folder below this one; a link on the way must stay within this one.

        Raises SaveError for a link that leads out; OSError when the folder is missing, unless it
        is to be made, or no folder.
        """
        if not HELD:
            return Folder.at(self.path.joinpath(*self._within(names)), make=make)
        try:
            return self._walk(names, make=make)
        except OSError:
            if self._link_on(names) is None:
                raise
        return self._walk(self._within(names), make=make)

    def own(self, name: str, *, make: bool = False) -> Folder:
        """Open the folder `name` in this one; raises SaveError when it is a link, else OSError."""
        self.refuse_link(name)
        return self._walk([name], make=make) if HELD else Folder.at(self.path / name, make=make)

    def entries(self) -> Iterator[os.DirEntry[str]]:
        """Yield what stands in the folder, links as links."""
        with os.scandir(self.path if self._handle is None else self._handle) as found:
            yield from found

    def status(self, name: str) -> os.stat_result | None:
        """Return what the system says of a file, or of a link itself; None when there is none."""
        with suppress(FileNotFoundError, NotADirectoryError):
            return os.stat(self._name(name), dir_fd=self._handle, follow_symlinks=False)
        return None

    def refuse_link(self, name: str) -> None:
        """Raise SaveError when a link stands under that name."""
        if is_link(self.status(name)):
            raise SaveError(self.path / name, f"{_leads_to(self.path / name)}; {say(_WAY_OUT)}")

    def open_file(self, name: str, flags: int, *, follow: bool = False) -> int:
        """Return a descriptor of an ordinary file, which O_CREAT among the flags makes.

        Raises SaveError for a link, unless it is to be followed, and for a pipe or a device;
        OSError for all else, IsADirectoryError for a folder.
        """
        if not follow:
            self.refuse_link(name)
        flags |= _FILE | (0 if follow else _NO_LINK)
        descriptor = os.open(self._name(name), flags, 0o666, dir_fd=self._handle)
        return _ordinary(descriptor, self.path / name)

    def new_file(self, name: str, mode: int = 0o666) -> int:
        """Return a descriptor of a new file; raises FileExistsError also where a link stands."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK | _FILE
        return os.open(self._name(name), flags, mode, dir_fd=self._handle)

    def rename(self, name: str, new: str) -> None:
        """Give a file another name in this folder; what had that name is gone."""
        source, target = self._name(name), self._name(new)
        os.replace(source, target, src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def publish(self, name: str, new: str) -> None:
        """Give a file another name in this folder; raises FileExistsError when it is taken."""
        source, target = self._name(name), self._name(new)
        if os.name == "nt":
            os.rename(source, target)  # noqa: PTH104 - a rename replaces nothing there
            return
        try:
            os.link(source, target, src_dir_fd=self._handle, dst_dir_fd=self._handle)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if self.status(new) is not None:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from None
            self.rename(name, new)
        else:
            self.remove(name)

    def remove(self, name: str) -> None:
        """Remove a file, or a link itself; no harm where there is none."""
        with suppress(FileNotFoundError):
            os.unlink(self._name(name), dir_fd=self._handle)

    def _name(self, name: str) -> str:
        """Return what the system is asked for: the name alone, or a path without a handle."""
        return name if self._handle is not None else str(self.path / name)

    def _walk(self, names: Sequence[str], *, make: bool) -> Folder:
        """Open folder after folder; a link on the way is an OSError."""
        assert self._handle is not None
        folder, handle = self.path, os.dup(self._handle)
        for name in names:
            try:
                inner = _step(handle, name, make=make)
            finally:
                os.close(handle)
            folder, handle = folder / name, inner
        return Folder(folder, handle)

    def _within(self, names: Sequence[str]) -> Sequence[str]:
        """Return the way without links; raises SaveError when it leads out of this folder."""
        here, there = self.path.resolve(), self.path.joinpath(*names).resolve()
        if there.is_relative_to(here):
            return there.relative_to(here).parts
        link = self._link_on(names) or self.path.joinpath(*names)
        raise SaveError(
            link,
            say(
                "{link}, outside of {path}; {way_out}",
                link=_leads_to(link),
                path=self.path,
                way_out=say(_WAY_OUT),
            ),
        )

    def _link_on(self, names: Sequence[str]) -> Path | None:
        """Return the first link on the way."""
        path = self.path
        for name in names:
            path = path / name
            with suppress(OSError):
                if is_link(path.lstat()):
                    return path
        return None


def open_ordinary(path: Path | str) -> int:
    """Return a descriptor to read an ordinary file by, following links.

    Raises SaveError for a pipe or a device; OSError for all else, IsADirectoryError for a folder.
    """
    return _ordinary(os.open(path, os.O_RDONLY | _FILE), path)


def _ordinary(descriptor: int, path: Path | str) -> int:
    """Return the descriptor if it is one of an ordinary file; else close it and raise."""
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise SaveError(path, say("is no ordinary file; remove it"))


def _step(handle: int, name: str, *, make: bool) -> int:
    """Return the handle of a folder in the one of that handle."""
    try:
        return os.open(name, _FOLDER | _NO_LINK, dir_fd=handle)
    except FileNotFoundError:
        if not make:
            raise
    with suppress(FileExistsError):  # another process may have been quicker
        os.mkdir(name, dir_fd=handle)
    return os.open(name, _FOLDER | _NO_LINK, dir_fd=handle)


def is_link(status: os.stat_result | None) -> bool:
    """Return true for a link of any kind; on Windows a junction is one."""
    if status is None:
        return False
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _leads_to(link: Path) -> str:
    """Return where a link leads, in words."""
    try:
        return say("is a link to {target}", target=link.readlink())
    except OSError:
        return say("is a link")
