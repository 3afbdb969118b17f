"""Shell patterns of pages as regular expressions that every engine reads: `/pricing*` → `/pricing.*`."""

from __future__ import annotations

import re
from collections.abc import Sequence


def path_expression(patterns: Sequence[str]) -> str | None:
    """Matches a path that one of the patterns matches as a whole; case matters, `*` crosses `/`. None without any."""
    return "^(?s:" + "|".join(map(shell_expression, patterns)) + ")$" if patterns else None


def somewhere_expression(patterns: Sequence[str]) -> str | None:
    """Matches wherever one of the patterns occurs, which is quicker found than the path. None without any."""
    alternatives = (shell_expression(pattern.removeprefix("/")) for pattern in patterns)
    return "(?s:" + "|".join(alternatives) + ")" if patterns else None


def shell_expression(pattern: str) -> str:
    parts = re.split(r"(\*|\?|\[!?\]?[^\]]*\])", pattern)
    return "".join(map(_shell_part, parts))


def _shell_part(part: str) -> str:
    if part in ("*", "?"):
        return ".*" if part == "*" else "."
    if len(part) > 2 and part.startswith("[") and part.endswith("]"):
        inside = part[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("&", "\\&")
        return "[" + ("^" + inside[1:] if inside.startswith("!") else inside.replace("^", "\\^")) + "]"
    return re.escape(part)
