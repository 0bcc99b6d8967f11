"""Regular expressions of other engines: whether Go's RE2 or nginx's PCRE2 would refuse to compile one.

Python's `re` is the judge where the dialects agree. Constructs only the other engine has are
replaced before it is asked; where doubt remains, nothing is said.
"""

from __future__ import annotations

import re

_POSIX = "alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit"
_FOREIGN = re.compile(
    r"\\Q(?P<quoted>.*?)(?:\\E|\Z)"
    r"|(?P<char>\\(?:p\{\^?\w+\}|P\{\^?\w+\}|[pP]\w|x\{[0-9A-Fa-f]+\}|o\{[0-7]+\}|c.|[hHvVRKXGCNzZe]|[1-9][0-9]+)"
    rf"|\[:\^?(?:{_POSIX}):\])"
    r"|(?P<nothing>\\E|\(\?[a-zA-Z^-]*\))"
    r"|(?P<flagged>\(\?[a-zA-Z^-]*:)"
    r"|\(\?(?:<(?P<named>[A-Za-z_]\w*)>|'(?P<called>[A-Za-z_]\w*)')"
    r"|\\.",
    re.DOTALL,
)
_UNKNOWN_CLASS = r"\[(?:[^\[\]\\]|\\.)*(\[:\^?[a-z]+:\])"  # what is known is a plain character by then
_PCRE_ONLY = r"\(\?(?:\||R|[0-9&*+-]|P>|C)|\(\*[A-Za-z:]|\\g|\\k|\(\?\("
_LITERAL = r"\\Q.*?(?:\\E|\Z)|\\[^1-9]"
_GO_REFUSES = r"\(\?(?:=|!|<=|<!|>)|\\[1-9](?![0-7])"
_GO_TAKES = ("\\d-", "\\w-", "\\s-", "redefinition of group name")
"""Parts of what Python complains about and Go does not: a hyphen after a class, two groups of one name."""
_CATASTROPHE = r"\((?:\?:)?(?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)?\)[+*]"


def pcre_fault(pattern: str) -> str:
    """Why PCRE2 refuses a pattern, an empty string if it takes it (or nobody knows)."""
    if re.search(_PCRE_ONLY, pattern):
        return ""
    return _complaint(_common(pattern))


def go_fault(pattern: str) -> str:
    """Why Go's `regexp` refuses a pattern, an empty string if it takes it (or nobody knows)."""
    found = re.search(_GO_REFUSES, re.sub(_LITERAL, "a", pattern, flags=re.DOTALL))
    if found:
        return f"Go knows no `{found[0]}`"
    repeated = re.sub(r"(?<!\\)[\^$](?=[*+?{])", "a", _common(pattern))  # Go repeats a place, too
    return _complaint(repeated, _GO_TAKES)


def catastrophic(pattern: str) -> bool:
    """Whether a repeated group ends with a repetition itself, as in `(a+)+`."""
    return re.search(_CATASTROPHE, pattern) is not None


def groups(pattern: str) -> int | None:
    """How many groups capture; None if that cannot be told."""
    if re.search(_PCRE_ONLY, pattern):
        return None
    try:
        return _compiled(_common(pattern)).groups
    except (re.error, RecursionError, OverflowError):
        return None


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern for Python; what Python may change one day is no fault of the manifest."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(pattern)


def _common(pattern: str) -> str:
    """The pattern in the common tongue: what only the other engines know becomes something plain."""
    return _FOREIGN.sub(_plain, pattern)


def _plain(found: re.Match[str]) -> str:
    """One construct of another engine for Python, an escaped character as it is.

    A quoted text counts as one character, which a repetition after it would repeat, and so does a
    number with two digits, which is an octal code where there are fewer groups.
    """
    if found["char"]:
        return "a"
    if found["quoted"] is not None:
        return "a" if found["quoted"] else ""
    if found["flagged"]:
        return "(?:"
    name = found["named"] or found["called"]
    return f"(?P<{name}>" if name else "" if found["nothing"] else found[0]


def _complaint(pattern: str, taken: tuple[str, ...] = ()) -> str:
    """What is wrong with a pattern in the common tongue, apart from what the other engine is known to take."""
    unknown = re.search(_UNKNOWN_CLASS, pattern)
    if unknown:
        return f"there is no class `{unknown[1]}`"
    try:
        _compiled(pattern)
    except (re.error, OverflowError) as error:
        message = str(error).partition(" at position")[0]
        return "" if any(part in message for part in taken) else _in_words(message, pattern)
    except RecursionError:
        return ""
    return ""


_WORDS = {
    "unterminated character set": "a `[` without its `]`",
    "unterminated subpattern": "a `(` without its `)`",
    "missing )": "a `(` without its `)`",
    "unbalanced parenthesis": "a `)` without its `(`",
    "nothing to repeat": "a repetition with nothing to repeat",
    "multiple repeat": "a repetition with nothing to repeat",
    "min repeat greater": "a repetition whose least number is greater than its greatest",
    "look-behind": "a look-behind of variable length",
    "invalid group reference": "a reference to a group that is not there",
    "redefinition of group name": "two groups of one name",
    "end of pattern": "an end in the middle of an escape or a group",
    "unterminated name": "a group without the end of its name",
    "bad character range": "a range of characters that cannot be one",
}
"""What Python's complaints mean, by a part of their text."""


def _in_words(message: str, pattern: str) -> str:
    """A complaint for people; empty where only Python has it."""
    only_here = (
        (message == "multiple repeat" and "}{" in pattern)
        or ("look-behind" in message and "|" in pattern)  # alternatives may differ in length
        or ("invalid group reference" in message and "(" in pattern)  # the group may still follow
    )
    if only_here:
        return ""
    said = next((words for part, words in _WORDS.items() if part in message), message)
    return f"{said}: `{message.rpartition(' ')[2]}`" if "character range" in message else said
