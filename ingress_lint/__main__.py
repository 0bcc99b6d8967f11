"""The way in: `ingress-lint` and `python -m ingress_lint`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line."""
    # What is imported and read stays to the end: to look through it again and again would only cost time.
    gc.set_threshold(200_000, 50, 100)
    try:
        from ingress_lint.cli import main as run

        run()
    except KeyboardInterrupt:  # before anything could catch it
        sys.exit(130)
    except SystemExit as end:
        if type(end.code) is int and _nobody_waits():
            _leave(end.code)
        raise


def _nobody_waits() -> bool:
    """Whether nothing is to be done at the end: by exit handlers, threads, profilers, plugins or an interactive user."""
    import atexit
    import threading

    handlers: int = getattr(atexit, "_ncallbacks", lambda: 1)()
    plugged = "ingress_lint.plugins" in sys.modules
    return not (handlers or plugged or sys.flags.inspect or _is_watched()) and threading.active_count() == 1


def _is_watched() -> bool:
    """Whether a profiler, a debugger or the like looks on; since Python 3.12 they have other ways as well."""
    if sys.version_info >= (3, 12) and any(sys.monitoring.get_tool(number) for number in range(6)):
        return True
    return sys.getprofile() is not None or sys.gettrace() is not None


def _leave(code: int) -> None:
    """End without taking the interpreter apart, which takes longer than linting a file."""
    with suppress(OSError, ValueError):
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
