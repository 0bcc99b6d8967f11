"""The generated pages of the rules in `docs/rules/`: `python -m tests.rule_pages` writes them."""

from __future__ import annotations

import re
from pathlib import Path

from ingress_lint import packs
from ingress_lint.checks import Rule

DOCS = Path(__file__).parents[1] / "docs" / "rules"


def page(rule: Rule) -> str:
    """The page of one rule: head, what its docstring says, options."""
    default = "on by default" if rule.default else "off by default"
    options = "".join(f"| `{name}` | `{value!r}` |\n" for name, value in rule.options.items())
    table = f"\n## Options\n\n| option | default |\n|---|---|\n{options}" if options else ""
    body = rule.page.strip().partition("\n")[2].strip()
    marks = re.sub(r"[ \t]*# expect: ([\w, -]+)$", r"  # <- \1", body, flags=re.MULTILINE)
    return f"# {rule.id}\n\n**{rule.summary}**\n\n{rule.group} · {rule.severity.label} · {default}\n\n{marks}\n{table}"


def pages() -> dict[Path, str]:
    """Every file of the folder with its text: one page a rule, and the list of them."""
    registry = packs.registry()
    rules = sorted((registry.load(name) for name in registry.cards), key=lambda rule: (rule.group, rule.id))
    found = {DOCS / rule.group / f"{rule.id}.md": page(rule) for rule in rules}
    rows = (
        f"| [{rule.id}]({rule.group}/{rule.id}.md) | {rule.severity.label} | {'on' if rule.default else 'off'} | {rule.summary} |"
        for rule in rules
    )
    head = "# Rules\n\nGenerated from the rule files.\n\n| rule | severity | default | what good manifests do |\n|---|---|---|---|\n"
    return {DOCS / "README.md": head + "\n".join(rows) + "\n", **found}


def main() -> None:
    """Write the pages and remove those of rules that are gone."""
    wanted = pages()
    for file in DOCS.rglob("*.md"):
        if file not in wanted:
            file.unlink()
    for file, text in wanted.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
