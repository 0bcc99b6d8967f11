"""Rule pages: from the docstring of a rule to examples and to text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint.checks import Rule
from ingress_lint.records import Record

_FENCE = re.compile(r"^```(yaml[^\n]*)\n(.*?)^```$\n?", re.MULTILINE | re.DOTALL)
_EXPECT = re.compile(r"#\s*expect:\s*([\w ,-]+?)\s*$", re.MULTILINE)
_RULE_WIDTH = 76


class Example(Record):
    """A manifest of a page. `fixed` is true for what a fix makes of the example before.

    `start` and `end` are offsets of the whole fence in the page.
    """

    text: str
    fixed: bool
    start: int
    end: int

    @property
    def expected(self) -> tuple[tuple[int, str], ...]:
        """Pairs of a 1-based line of the text and the rule that must report it."""
        lines = enumerate(self.text.split("\n"), 1)
        marked = ((number, _EXPECT.search(line)) for number, line in lines)
        return tuple((n, rule.strip()) for n, found in marked if found for rule in found.group(1).split(","))


def examples(page: str) -> Iterator[Example]:
    """The manifests of a page in order."""
    for found in _FENCE.finditer(page):
        yield Example(found.group(2), "fixed" in found.group(1).split(), found.start(), found.end())


def readable(rule: Rule) -> str:
    """A page for a terminal: a head of facts, the prose, and manifests indented under what they show."""
    page = rule.page.strip() + "\n"
    parts, at = [], 0
    for example in examples(page):
        parts += [page[at : example.start], f"{_caption(example, rule.id)}\n\n{_manifest(example)}"]
        at = example.end
    return f"{_head(rule)}\n\n{''.join((*parts, page[at:])).rstrip()}\n"


def _head(rule: Rule) -> str:
    rows = [
        ("group", rule.group or "none"),
        ("severity", rule.severity.label),
        ("default", "on" if rule.default else "off; runs when it is selected by name"),
        *(("option", f"{name} = {_plain(value)}") for name, value in rule.options.items()),
    ]
    return "\n".join((rule.id, "-" * min(len(rule.id), _RULE_WIDTH), *(f"{name:<10}{value}" for name, value in rows)))


def _plain(value: object) -> str:
    """A default as the configuration spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(map(str, value))}]"
    return str(value)


def _caption(example: Example, name: str) -> str:
    if example.fixed:
        return "After the fix:"
    return "Reported:" if any(rule == name for _, rule in example.expected) else "Accepted:"


def _manifest(example: Example) -> str:
    text = _EXPECT.sub(r"# <- \1", example.text)
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())
