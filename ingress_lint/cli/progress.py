"""How far a long run is: a line on a terminal that goes away again."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TextIO

AFTER, EVERY = 1.0, 0.1
"""Seconds of work before anything is shown, and between two changes."""


class Progress:
    """Shows how many manifests of how many are read; without a stream it shows nothing."""

    def __init__(self, out: TextIO | None) -> None:
        self.out = out
        self.begin = self.last = monotonic()
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        """Take note that another piece is done."""
        now = monotonic()
        if self.out is not None and now - self.begin > AFTER and now - self.last > EVERY:
            self.last = now
            self._show(f"reading manifests: {done:,} of {total:,}")

    def reading_is_done(self) -> None:
        """Say what takes the time now, if it has been long already."""
        if self.out is not None and monotonic() - self.begin > AFTER:
            self._show("applying rules")

    def clear(self) -> None:
        """Leave the line as it was."""
        if self.shown:
            self._show("")
            self.shown = False

    def _show(self, text: str) -> None:
        if self.out is not None:
            self.out.write(f"\r\x1b[K{text}")
            self.out.flush()
            self.shown = True


def progress(*, quiet: bool) -> Progress:
    """What shows how far a run is: on a terminal only, and not where a terminal is a pretence (CI, hooks)."""
    pretence = any(os.environ.get(name) for name in ("CI", "PRE_COMMIT")) or os.environ.get("TERM") == "dumb"
    shown = sys.stderr is not None and sys.stderr.isatty() and not quiet and not pretence
    return Progress(sys.stderr if shown else None)
