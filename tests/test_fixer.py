"""The fixer: what it applies, what it refuses and why, and that neither order nor repetition matters."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping

import pytest

from ingress_lint.documents import read
from ingress_lint.engine import Result
from ingress_lint.finding import Change, Diagnostic, Edit, Fix, Location, Severity, Suppression
from ingress_lint.fixer import MAX_ROUNDS, Outcome, apply_once, repair
from ingress_lint.model import Document
from ingress_lint.source import Source, Span
from ingress_lint.verification import comments, differences, edited
from tests.fixing import PATH, fixed, lint, repaired

TEXT = "a: 1 # c\nb: 2\nc:\n- 3\n---\na: 4\n"
REPORT = frozenset({PATH})


def source_of(text: str = TEXT) -> tuple[Source, list[Document]]:
    source = Source(PATH, text)
    return source, [document for document, _ in read(source).documents]


def replacement(source: Source, old: str, new: str, *changes: Change, safe: bool = True) -> Fix:
    """A fix that puts a text in the place of the first occurrence of another one."""
    at = source.text.index(old)
    return Fix(f"{old} to {new}", (Edit(source, Span(at, at + len(old)), new),), safe, changes)


def diagnostic(source: Source, *fixes: Fix, suppression: Suppression | None = None) -> Diagnostic:
    place = (Location(source, Span(0, 1), "", None),)
    return Diagnostic("rule", "group", Severity.ERROR, "message", place, None, (), fixes, "", suppression)


def once(source: Source, *fixes: Fix, unsafe: bool = False) -> tuple[str, list[str]]:
    """The text after one round, and the reasons of refusals."""
    fresh, _, refused = apply_once([diagnostic(source, fix) for fix in fixes], REPORT, unsafe=unsafe)
    return fresh[0][1].text if fresh else source.text, [found.reason for found in refused]


def test_applies_what_does_what_it_says() -> None:
    source, (first, second) = source_of()
    fixes = (
        replacement(source, "1", "5", Change(first, ("a",), 5)),
        replacement(source, "4", "x", Change(second, ("a",), "x")),
    )
    assert once(source, *fixes) == (TEXT.replace("1", "5").replace("4", "x"), [])


REFUSED: dict[str, Callable[[Source, list[Document]], Fix]] = {
    "it would also change `a`": lambda s, d: replacement(s, "1", "5"),
    "it would also change `b`": lambda s, d: replacement(s, "2", "6", Change(d[0], ("a",), 1)),
    "it would also change `a` of another object (document 2)": lambda s, d: replacement(
        s, "4", "6", Change(d[0], ("b",), 2)
    ),
    "it would also change `a`, but": lambda s, d: replacement(s, "1", '"1"', Change(d[0], ("a",), 1)),
    "the result could not be read: ": lambda s, d: replacement(s, "2", "[", Change(d[0], ("b",), [])),
    "objects would appear or vanish": lambda s, d: replacement(s, "---", "", Change(d[0], ("a",), 4)),
    "a comment would be lost": lambda s, d: replacement(s, "1 # c", "5", Change(d[0], ("a",), 5)),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_refuses_what_does_anything_else(reason: str) -> None:
    source, documents = source_of()
    text, reasons = once(source, REFUSED[reason](source, documents))
    assert text == TEXT
    assert len(reasons) == 1
    assert reasons[0].startswith(reason.partition(", but")[0])


def test_one_bad_fix_does_not_stop_the_others() -> None:
    source, (first, _) = source_of()
    bad = replacement(source, "2", "6")
    good = replacement(source, "1", "5", Change(first, ("a",), 5))
    assert once(source, bad, good) == (TEXT.replace("1", "5"), ["it would also change `b`"])


def test_text_that_cannot_be_read_must_stand() -> None:
    source, documents = source_of("a: 1\n---\n[ # broken\n---\nb: 2\n")
    good = replacement(source, "1", "5", Change(documents[0], ("a",), 5))
    assert once(source, good)[0] == source.text.replace("1", "5")
    assert once(source, replacement(source, "broken", "whole")) == (
        source.text,
        ["text that could not be read would change"],
    )


def test_a_fix_without_changes_may_touch_comments_and_blanks() -> None:
    source, _ = source_of()
    assert once(source, replacement(source, " # c", "")) == (TEXT.replace(" # c", ""), [])


def test_unsafe_fixes_are_for_those_who_ask() -> None:
    source, (first, _) = source_of()
    unsafe = replacement(source, "1", "5", Change(first, ("a",), 5), safe=False)
    safe = replacement(source, "1", "6", Change(first, ("a",), 6))
    found = [diagnostic(source, unsafe, safe)]
    assert apply_once(found, REPORT, unsafe=False)[0][0][1].text == TEXT.replace("1", "6")
    assert apply_once(found, REPORT, unsafe=True)[0][0][1].text == TEXT.replace("1", "5")


def test_suppressed_findings_are_left_alone() -> None:
    source, (first, _) = source_of()
    fix = replacement(source, "1", "5", Change(first, ("a",), 5))
    found = [diagnostic(source, fix, suppression=Suppression("comment", "reason"))]
    assert apply_once(found, REPORT, unsafe=True) == ([], [], [])


def test_files_out_of_bounds_are_left_alone() -> None:
    source, (first, _) = source_of()
    other = Source("other.yaml", TEXT)
    fix = replacement(source, "1", "5", Change(first, ("a",), 5))
    two = fix._replace(edits=(*fix.edits, Edit(other, Span(0, 0), "")))
    assert once(source, two) == (TEXT, ["it edits more than one file"])
    _, _, refused = apply_once([diagnostic(source, fix)], frozenset({"other.yaml"}), unsafe=True)
    assert refused[0].reason == "it edits a file that is not among the files to report on"
    source.exact = False
    assert once(source, fix)[1] == ["the file holds bytes that are no text in its encoding"]


def test_fixes_that_meet_wait_for_the_next_round() -> None:
    source, (first, _) = source_of()
    one = replacement(source, "1 ", "5 ", Change(first, ("a",), 5))
    for other in (
        replacement(source, "1", "6", Change(first, ("a",), 6)),
        replacement(source, " # c", " # d"),
        replacement(source, "2", "7", Change(first, (), {"a": 1, "b": 7, "c": [3]})),
    ):
        fresh, applied, refused = apply_once([diagnostic(source, one), diagnostic(source, other)], REPORT, unsafe=True)
        assert len(fresh) == len(applied) == 1
        assert not refused


def test_a_refused_fix_does_not_stand_in_the_way() -> None:
    source, (first, _) = source_of()
    bad = replacement(source, ": 1 ", ": 6 ")
    good = replacement(source, "1 ", "5 ", Change(first, ("a",), 5))
    fresh, applied, refused = apply_once([diagnostic(source, bad), diagnostic(source, good)], REPORT, unsafe=True)
    assert [found.fix for found in applied] == [good]
    assert [found.fix for found in refused] == [bad]
    assert fresh[0][1].text == TEXT.replace("1", "5")


def test_equal_fixes_count_once() -> None:
    source, (first, _) = source_of()
    fix = replacement(source, "1", "5", Change(first, ("a",), 5))
    _, applied, refused = apply_once([diagnostic(source, fix)] * 3, REPORT, unsafe=True)
    assert (len(applied), refused) == (1, [])


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    rounds = []

    def relint(replaced: Mapping[str, Source]) -> Result:
        source = replaced.get(PATH) or Source(PATH, TEXT)
        rounds.append(source.text)
        document = read(source).documents[0][0]
        old, new = ("1", "5") if "1" in source.text else ("5", "1")
        return Result((diagnostic(source, replacement(source, old, new, Change(document, ("a",), int(new)))),), ())

    outcome = repair(relint({}), relint, REPORT, unsafe=True)
    assert len(rounds) == MAX_ROUNDS + 1
    assert outcome.sources == ()


MANIFEST = """\
apiVersion: networking.k8s.io/v1  # v
kind: ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: nginx  # class
    example.com/on: yes
    example.com/size: 10
spec:
  rule:
    - host: shop.example.com
      http:
        paths:
          - path: cart  # relative
            pathtype: prefix
            backend:
              serviceName: web
              servicePort: 80
          - path: /a
            service:
              name: web
              port: http
          - path: /b
            pathType: Exact
            backend:
              name: web
              port: {number: "80"}
---
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: {name: old}
spec:
  backend: {serviceName: web, servicePort: 80}
"""

REPAIRED = """\
apiVersion: networking.k8s.io/v1  # v
kind: Ingress
metadata:
  name: shop
  annotations:
    example.com/on: "yes"
    example.com/size: "10"
spec:
  ingressClassName: nginx  # class
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart  # relative
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /a
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http
          - path: /b
            pathType: Exact
            backend:
              service:
                name: web
                port: {number: 80}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: old}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
"""


def test_many_faults_in_several_rounds() -> None:
    assert fixed(MANIFEST, ["api"]) == REPAIRED
    assert comments(MANIFEST) == comments(REPAIRED)


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# end"])
def test_line_breaks_and_the_end_of_the_file_are_kept(eol: str, end: str) -> None:
    before, after = ((text.rstrip() + end).replace("\n", eol) for text in (MANIFEST, REPAIRED))
    assert fixed(before, ["api"]) == after


def test_fixing_twice_changes_nothing() -> None:
    outcome = repaired(REPAIRED, ["api"])
    assert (outcome.sources, outcome.applied, outcome.refused) == ((), (), ())


def one_by_one(text: str, select: Iterable[str], seed: int) -> str:
    """Apply single fixes in random order until there are none left."""
    random_order = random.Random(seed)
    source = Source(PATH, text)
    for _ in range(200):
        found = [d for d in lint(source, select).diagnostics if d.fixes]
        random_order.shuffle(found)
        for choice in found:
            fresh, _, _ = apply_once([choice], REPORT, unsafe=True)
            if fresh:
                source = fresh[0][1]
                break
        else:
            return source.text
    raise AssertionError("no end")


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_fixes_does_not_matter(seed: int) -> None:
    assert one_by_one(MANIFEST, ["api"], seed) == REPAIRED


def test_the_order_of_diagnostics_does_not_matter() -> None:
    found = list(lint(Source(PATH, MANIFEST), ["api"]).diagnostics)
    texts = set()
    for seed in range(6):
        random.Random(seed).shuffle(found)
        texts.add(apply_once(found, REPORT, unsafe=True)[0][0][1].text)
    assert len(texts) == 1


def test_safe_fixes_leave_decisions_to_people() -> None:
    outcome: Outcome = repaired(MANIFEST, ["api"], unsafe=False)
    text = outcome.sources[0][1].text
    assert "path: cart" in text
    assert "kubernetes.io/ingress.class: nginx" in text
    assert "- path: /a\n            backend:" in text
    assert {d.rule for d in outcome.result.diagnostics} >= {"class-annotation-deprecated", "path-type-missing"}


def test_unused_suppressions_go() -> None:
    text = REPAIRED.replace("name: shop", "name: shop  # ingress-lint: ignore[host-invalid] gone")
    assert fixed(text, ["default"], unsafe=False).startswith(REPAIRED.partition("spec:")[0])


def test_edits_in_any_order() -> None:
    source = Source(PATH, "abc")
    edits = [Edit(source, Span(3, 3), "d"), Edit(source, Span(0, 1), ""), Edit(source, Span(1, 1), "x")]
    assert edited("abc", edits) == "xbcd"


def test_differences_tell_types_apart() -> None:
    assert list(differences({"a": [1, True]}, {"a": [True, 1]})) == [("a", 0), ("a", 1)]
    assert list(differences({"a": 1}, {"b": 1})) == [("a",), ("b",)]
    assert list(differences([1], [1, 2])) == [()]
    assert not list(differences({"a": 1.5, "b": None}, {"b": None, "a": 1.5}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: '# no' # yes\n", ["# yes"]),
        ("a: |\n  # no\nb: x#no\n", []),
        ("# 1\na: 1 #2\n\n  #3\n---\n# 4\nb: 2", ["# 1", "#2", "#3", "# 4"]),
        ("{a: 1, # x\r\n b: [2 # y\r\n]}", ["# x", "# y"]),
        ("a: &k # x\n  b: 1\n", ["# x"]),
        ('{"a": "# no"}', []),
    ],
)
def test_comments(text: str, found: list[str]) -> None:
    assert sorted(comments(text).elements()) == sorted(found)


@pytest.mark.parametrize(
    ("before", "after", "safe"),
    [
        (
            "spec:\n  service: {name: web, port: {number: 80}}\n",
            "spec:\n  defaultBackend:\n    service: {name: web, port: {number: 80}}\n",
            True,
        ),
        (
            "spec:\n  defaultBackend:\n    name: web\n    port:\n      number: 80\n",
            "spec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        number: 80\n",
            True,
        ),
        (
            "  ingressClassName: nginx # c\nspec:\n  defaultBackend: {service: {name: web, port: {number: 80}}}\n",
            "spec:\n  ingressClassName: nginx # c\n  defaultBackend: {service: {name: web, port: {number: 80}}}\n",
            False,
        ),
        (
            "spec:\n  defaultBackend: {service: {name: web, port: 80}}\n",
            "spec:\n  defaultBackend: {service: {name: web, port: {number: 80}}}\n",
            True,
        ),
        ("spec:\n  defaultBackend: {service: {name: web, port: '80'}}\n", "", True),
    ],
)
def test_fields_at_the_wrong_level(before: str, after: str, safe: bool) -> None:
    head = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n"
    assert fixed(head + before, ["api"], unsafe=True) == head + (after or before)
    assert fixed(head + before, ["api"], unsafe=False) == head + ((after if safe else "") or before)
