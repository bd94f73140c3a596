"""A program that we start ends with us, and so does all it starts itself, whatever ends us."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_WATCH = 'read -r _; kill -s KILL -- "-$1"'
"""For a shell: wait until the other end of the pipe is gone, then end a group of processes."""
_KILL_ON_CLOSE = 0x2000
_LIMITS = 9
"""Which information of a job Windows is given: its extended limits."""


@contextmanager
def ending_with_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process and its children should this one die; it leads a session of its own.

    A shell holds the other end of a pipe that closes when we end, killed or not; on Windows the
    process is put into a job that ends with our handle of it.
    """
    if sys.platform == "win32":
        job = _job_of(ctypes.WinDLL("kernel32", use_last_error=True), process)
        try:
            yield
        finally:
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(job))
        return
    watcher = _watcher(process.pid)
    try:
        yield
    finally:
        if watcher is not None:
            with watcher:  # closes the pipe when the shell is gone and can do nothing any more
                watcher.kill()


def _watcher(group: int) -> subprocess.Popen[bytes] | None:
    """Start the shell that watches over a group of processes; None where there is none."""
    with suppress(OSError):
        return subprocess.Popen(
            ("/bin/sh", "-c", _WATCH, "docgen", str(group)),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    return None


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def _job_of(kernel: ctypes.CDLL, process: subprocess.Popen[bytes]) -> int:
    """Put a process into a new job of Windows that ends with the returned handle; 0 if it cannot.

    Without one the process ends by itself, a little later.
    """
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = int(kernel.CreateJobObjectW(None, None) or 0)
    limits = _Limits(LimitFlags=_KILL_ON_CLOSE)
    handle = ctypes.c_void_p(job)
    size = ctypes.sizeof(limits)
    kernel.SetInformationJobObject(handle, _LIMITS, ctypes.byref(limits), size)
    kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(int(getattr(process, "_handle", 0))))
    return job
