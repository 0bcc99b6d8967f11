"""The way in: `ingress-lint` and `python -m ingress_lint`."""

from __future__ import annotations

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line."""
    # What is imported and read stays to the end: to look through it again and again would only cost time.
    gc.set_threshold(50_000, 20, 100)
    from ingress_lint.cli import main as run

    run()


if __name__ == "__main__":
    main()
