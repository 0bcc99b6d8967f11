"""An example of a plugin: a pack of rules with its index, a catalogue of annotations, and an output format."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from ingress_lint import Pack, hookimpl


def tally(run, out: TextIO) -> None:
    """One line: how many findings there are."""
    out.write(f"{len(run.counted)} findings\n")


@hookimpl
def ingress_lint_packs() -> Sequence[Pack]:
    """The rules of this package."""
    return [Pack(Path(__file__).parent / "rules", "acme_ingress_rules.rules")]


@hookimpl
def ingress_lint_reporters() -> dict[str, Callable[..., None]]:
    """The formats of this package."""
    return {"acme-tally": tally}


@hookimpl
def ingress_lint_catalogues() -> Sequence[Path]:
    """What our own controller makes of annotations."""
    return [Path(__file__).parent / "catalogues"]
