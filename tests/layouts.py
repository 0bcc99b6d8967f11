"""Manifests in every layout: values written as YAML or JSON by the throw of dice."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from ingress_lint.layout import is_plain

_COMMENTS = ("# note", "#", "# a: b", "# - {x}", "# 'quoted'", "# ünïcode", "#!")


class Writer:
    """Writes one manifest; the dice decide on indentation, flow style, quotes, comments, anchors and order."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.step = dice.choice((2, 2, 4, 3))
        self.flush = dice.random() < 0.5
        self.blanks = dice.choice((1, 1, 1, 3))
        self.comments = dice.choice((0, 0.2, 0.5))
        self.flow = dice.choice((0, 0.1, 0.4))
        self.quotes = dice.choice((0, 0.3))
        self.anchors: list[tuple[str, Any]] = []
        self.anchored = dice.random() < 0.3

    def chance(self, probability: float) -> bool:
        return self.dice.random() < probability

    def text(self, value: dict[str, Any]) -> str:
        """The manifest; without a final line break now and then."""
        if self.chance(0.2):
            return self.json(value)
        lines = [*self.margin(0), *self.mapping(value, 0)]
        return "\n".join(lines) + self.dice.choice(("\n", "\n", "", "\n\n# the end\n"))

    def json(self, value: dict[str, Any]) -> str:
        indent = self.dice.choice((None, 2, 4, "\t"))
        dense = (",", ":") if indent is None and self.chance(0.5) else None
        return json.dumps(self.shuffled(value), indent=indent, separators=dense, ensure_ascii=False) + "\n"

    def shuffled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.shuffled(item) for item in value]
        if not isinstance(value, dict):
            return value
        keys = list(value)
        if self.chance(0.5):
            self.dice.shuffle(keys)
        return {key: self.shuffled(value[key]) for key in keys}

    def margin(self, indent: int) -> Iterator[str]:
        """Comments and blank lines of their own."""
        while self.chance(self.comments):
            place = indent if self.chance(0.8) else 0
            yield self.dice.choice(("", " " * place + self.dice.choice(_COMMENTS)))

    def tail(self) -> str:
        """A comment behind something."""
        blanks = " " * self.dice.choice((1, 1, 2, 5))
        return blanks + self.dice.choice(_COMMENTS) if self.chance(self.comments) else ""

    def mapping(self, value: dict[str, Any], indent: int) -> Iterator[str]:
        entries = list(value.items())
        if self.chance(0.4):
            self.dice.shuffle(entries)
        for number, (key, item) in enumerate(entries):
            if number:
                yield from self.margin(indent)
            yield from self.entry(f"{' ' * indent}{self.scalar(key)}:", item, indent)

    def entry(self, head: str, item: Any, indent: int) -> Iterator[str]:
        known = next((name for name, shared in self.anchors if shared == item), "")
        mark = ""
        if known and self.chance(0.7):
            yield f"{head} *{known}{self.tail()}"
            return
        if self.anchored and not known and isinstance(item, dict) and "serviceName" in item:
            mark = f" &b{len(self.anchors)}"
            self.anchors.append((mark[2:], item))
        if not isinstance(item, dict | list):
            yield from self.value(head, item, indent)
        elif not item or self.chance(self.flow):
            yield from self.inline(head + mark, item, indent)
        elif isinstance(item, dict):
            yield f"{head}{mark}{self.tail()}"
            yield from self.mapping(item, indent + self.step)
        else:
            yield f"{head}{mark}{self.tail()}"
            yield from self.sequence(item, indent + (0 if self.flush else self.step))

    def value(self, head: str, item: Any, indent: int) -> Iterator[str]:
        if isinstance(item, str) and is_plain(item) and self.chance(0.05):
            yield f"{head} {self.dice.choice(('>-', '|-'))}"
            yield f"{' ' * (indent + self.step)}{item}"
        else:
            yield f"{head} {self.scalar(item)}{self.tail()}"

    def sequence(self, items: list[Any], indent: int) -> Iterator[str]:
        blanks = self.blanks if self.flush or self.blanks == 1 else 1
        for number, item in enumerate(items):
            if number:
                yield from self.margin(indent)
            if isinstance(item, dict) and item and not self.chance(self.flow):
                lines = list(self.mapping(item, indent + 1 + blanks))
                yield f"{' ' * indent}-{' ' * blanks}{lines[0].lstrip()}"
                yield from lines[1:]
            else:
                yield f"{' ' * indent}- {self.inline_text(item)}{self.tail()}"

    def inline(self, head: str, item: Any, indent: int) -> Iterator[str]:
        if isinstance(item, dict) and item and self.chance(0.3):
            yield f"{head} {{"
            inner = " " * (indent + self.step)
            rows = [f"{inner}{self.pair(key, value)}" for key, value in item.items()]
            yield from (f"{row}{',' if number < len(rows) else ''}{self.tail()}" for number, row in enumerate(rows, 1))
            yield f"{' ' * indent}}}{self.tail()}"
        else:
            yield f"{head} {self.inline_text(item)}{self.tail()}"

    def pair(self, key: str, value: Any) -> str:
        return f"{self.scalar(key)}: {self.inline_text(value)}"

    def inline_text(self, item: Any) -> str:
        if isinstance(item, list):
            return f"[{', '.join(map(self.inline_text, item))}]"
        if not isinstance(item, dict):
            return self.scalar(item)
        pad = self.dice.choice(("", " "))
        inner = ", ".join(self.pair(key, value) for key, value in item.items())
        return f"{{{pad}{inner}{pad}}}" if item else "{}"

    def scalar(self, value: Any) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        if is_plain(value) and not self.chance(self.quotes):
            return value
        return f"'{value}'" if self.chance(0.5) and "'" not in value else json.dumps(value, ensure_ascii=False)
