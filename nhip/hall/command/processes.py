"""What Linux offers to processes that belong together."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1


def die_with_parent(sign: int = signal.SIGTERM) -> None:
    """Ask the kernel to signal this process when its parent dies, whatever killed the parent."""
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, sign)
    if os.getppid() != parent:  # it died in between
        os.kill(os.getpid(), sign)
