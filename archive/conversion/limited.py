"""Becomes another program under limits: limited.py <memory> <processor seconds> <largest file> <program> <argument>…

Run by itself, so that nothing of ours is loaded between fork and exec. Whoever started it takes it along when it dies.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
NICER = 10  # pages and letters go first

if __name__ == "__main__":
    memory, seconds, largest = (int(number) for number in sys.argv[1:4])
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, largest),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.nice(NICER)
    os.execv(sys.argv[4], sys.argv[4:])  # noqa: S606 - never a shell
