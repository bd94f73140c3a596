"""Locks of the system on an open file: they end with the process, whatever ended it."""

from __future__ import annotations

import errno
import os
import sys

_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_FAR = 1 << 30
"""The byte that Windows locks: far behind the text, since it lets nobody read what is locked."""


def take(descriptor: int) -> bool:
    """Lock the file until it is closed; False when another has it, or where there are no locks."""
    return _try(descriptor, shared=False) == 0


def is_taken(descriptor: int) -> bool:
    """Return true when another descriptor has locked the file; False where nobody can tell."""
    answer = _try(descriptor, shared=True)
    if answer == 0:
        _release(descriptor)
    return answer in _BUSY


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int, *, shared: bool) -> int:  # noqa: ARG001 - there are no shared ones
        """Return 0, or the number of the error."""
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno or errno.EINVAL
        return 0

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(descriptor: int, *, shared: bool) -> int:
        """Return 0, or the number of the error."""
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno or errno.EINVAL
        return 0

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
