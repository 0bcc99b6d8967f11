"""One finding as people read it: frames with source, help with previews, notes."""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.finding import Diagnostic, Fix, Location, cut_middle
from ingress_lint.reporters.excerpt import Frame, excerpt, frames, gutter, line_numbers
from ingress_lint.reporters.preview import Hunk, hunks, preview
from ingress_lint.terminal import Paint, visible


def finding(diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    """The lines of one finding: what, where, how to mend it, why, and where to read on."""
    severity = diagnostic.severity.label
    shown = frames(diagnostic.locations)
    fixes = [(fix, tuple(hunks(fix))) for fix in diagnostic.fixes]
    size = len(str(max((*line_numbers(shown), *_fix_lines(fixes)))))
    yield _headline(diagnostic, paint)
    for i, frame in enumerate(shown):
        yield from _head(frame, size, diagnostic.field if i == 0 else None, "-->" if i == 0 else ":::", paint)
        yield from excerpt(frame, size, severity, paint)
        yield gutter(None, size, "|", paint)
    for fix, changes in fixes:
        yield from _help(fix, changes, size, diagnostic.source.path, paint)
    for note in diagnostic.notes:
        yield _remark("note", note, size, paint)
    yield _remark("docs", f"ingress-lint explain {diagnostic.rule}", size, paint)


def _fix_lines(fixes: list[tuple[Fix, tuple[Hunk, ...]]]) -> Iterator[int]:
    for _, changes in fixes:
        for hunk in changes:
            yield hunk.line + max(len(hunk.removed), len(hunk.added), 1) - 1


def _headline(diagnostic: Diagnostic, paint: Paint) -> str:
    severity = diagnostic.severity.label
    name = paint(f"{severity}[{diagnostic.rule}]", severity)
    suppressed = " (suppressed)" if diagnostic.suppression else ""
    return f"{name}{paint(f': {visible(diagnostic.message)}', 'strong')}{suppressed}"


def _head(frame: Frame, size: int, field: str | None, arrow: str, paint: Paint) -> Iterator[str]:
    """Where a frame is: `--> path:line:column  (Ingress shop/web, spec.rules[0].host)`."""
    location = frame.lead
    line, column = location.source.position(location.span.start)
    crumb = _crumb(location, field)
    where = f"{visible(location.source.path)}:{line}:{column}{f'  ({visible(crumb)})' if crumb else ''}"
    yield f"{paint(' ' * size + arrow, 'frame')} {where}"
    yield gutter(None, size, "|", paint)


def _crumb(location: Location, field: str | None) -> str:
    document = location.document
    named = document.crumb if document is not None and (document.kind or document.known_name) else ""
    return ", ".join(cut_middle(part) for part in (named, field) if part)


def _help(fix: Fix, changes: tuple[Hunk, ...], size: int, home: str, paint: Paint) -> Iterator[str]:
    remark = "" if fix.safe else " (unsafe fix)"
    yield f"{paint('help', 'info')}: {visible(fix.title)}{remark}"
    if changes:
        yield gutter(None, size, "|", paint)
        yield from preview(changes, size, home, paint)
        yield gutter(None, size, "|", paint)


def _remark(kind: str, text: str, size: int, paint: Paint) -> str:
    return f"{gutter(None, size, '=', paint)} {paint(f'{kind}:', 'strong')} {visible(text)}"
