"""Limit the memory of this process."""

import sys
from pathlib import Path


def limit_memory(more: int) -> None:
    """Let this process ask for so many bytes of memory and no more. Linux alone holds to such a limit."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + more
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
