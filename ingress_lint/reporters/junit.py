"""JUnit XML: a suite for each file, a failed case for each finding, a passed one for each clean file."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from ingress_lint.finding import Diagnostic
from ingress_lint.reporters import Out, Problem, Run

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 text can hold, not even escaped."""


def report(run: Run, out: Out) -> None:
    """One document; suppressed findings are skipped cases, what failed is an error."""
    by_path: dict[str, list[Diagnostic]] = {item.document.source.path: [] for item, _ in run.project.report.subjects}
    for found in run.result.diagnostics:
        by_path.setdefault(found.source.path, []).append(found)
    problems = [problem for problem in run.problems() if problem.fatal]
    counts: dict[str, str | int] = {
        "tests": sum(len(found) or 1 for found in by_path.values()) + len(problems),
        "failures": len(run.counted),
        "errors": len(problems),
    }
    out.write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="ingress-lint"{_attributes(counts)}>\n')
    for path in sorted(by_path):
        _suite(run, path, by_path[path], out)
    if problems:
        _errors(run, problems, out)
    out.write("</testsuites>\n")


def _suite(run: Run, path: str, found: list[Diagnostic], out: Out) -> None:
    name = run.relative(path)
    skipped = sum(d.suppression is not None for d in found)
    counts = {"tests": len(found) or 1, "failures": len(found) - skipped, "errors": 0, "skipped": skipped}
    out.write(f"  <testsuite{_attributes({'name': name, **counts})}>\n")
    for diagnostic in found:
        out.write(_case(run, diagnostic))
    if not found:
        out.write(f"    <testcase{_attributes({'name': 'clean', 'classname': name, 'file': name})}/>\n")
    out.write("  </testsuite>\n")


def _case(run: Run, found: Diagnostic) -> str:
    path = run.relative(found.source.path)
    line, column = found.source.position(found.span.start)
    case = _attributes({"name": f"{found.rule} at {line}:{column}", "classname": path, "file": path, "line": line})
    if found.suppression is not None:
        inner = f"<skipped{_attributes({'message': found.suppression.reason or found.suppression.kind})}/>"
    else:
        text = "\n".join((f"{path}:{line}:{column}: {found.message}", *found.notes))
        head = _attributes({"type": found.severity.label, "message": found.message})
        inner = f"<failure{head}>{escape(_clean(text))}</failure>"
    return f"    <testcase{case}>{inner}</testcase>\n"


def _errors(run: Run, problems: list[Problem], out: Out) -> None:
    counts = {"tests": len(problems), "failures": 0, "errors": len(problems), "skipped": 0}
    out.write(f"  <testsuite{_attributes({'name': 'ingress-lint', **counts})}>\n")
    for problem in problems:
        case = _attributes(
            {"name": problem.kind, "classname": run.relative(problem.path) if problem.path else "ingress-lint"}
        )
        error = _attributes({"type": problem.kind, "message": problem.message})
        out.write(f"    <testcase{case}><error{error}/></testcase>\n")
    out.write("  </testsuite>\n")


def _attributes(values: dict[str, str | int]) -> str:
    return "".join(f" {name}={quoteattr(_clean(str(value)))}" for name, value in values.items())


def _clean(text: str) -> str:
    return _NOT_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
