"""Everything that is derived from the rules and kept in the tree: `python -m tests.generated` renews it."""

from __future__ import annotations

from pathlib import Path

from ingress_lint import packs
from ingress_lint.cli.settled import schema_text
from tests import rule_pages

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write the index of the rules, their pages, and the schema of the configuration."""
    pack = packs.ours()
    index = Path(pack.directory) / packs.INDEX
    index.write_text("".join(f"{line}\n" for line in packs.index_lines(pack)), encoding="utf-8")
    rule_pages.main()
    schema = ROOT / "schemas" / "config-v1.json"
    schema.write_text(schema_text(packs.registry()), encoding="utf-8")


if __name__ == "__main__":
    main()
