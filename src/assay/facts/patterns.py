"""Shell patterns of pages as regular expressions: `/pricing*` → `/pricing.*`.

DuckDB, Spark and ClickHouse are told by `(?s:` that a point stands for line ends too; PostgreSQL takes it so, and
Snowflake, which knows no such words, is given both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assay.engine.statements import Dialect


def path_expression(patterns: Sequence[str], dialect: Dialect = "duckdb") -> str | None:
    """Matches a path that one of the patterns matches as a whole; case matters, `*` crosses `/`. None without any."""
    return f"^{_one_of(patterns, dialect)}$" if patterns else None


def somewhere_expression(patterns: Sequence[str], dialect: Dialect = "duckdb") -> str | None:
    """Matches wherever one of the patterns occurs, which is quicker found than the path. None without any."""
    return _one_of([pattern.removeprefix("/") for pattern in patterns], dialect) if patterns else None


def _one_of(patterns: Sequence[str], dialect: Dialect) -> str:
    sign = "(.|\n)" if dialect == "snowflake" else "."
    opened = "(" if dialect in ("postgres", "snowflake") else "(?s:"
    return opened + "|".join(shell_expression(pattern, sign) for pattern in patterns) + ")"


def shell_expression(pattern: str, sign: str = ".") -> str:
    """`sign` matches any sign at all."""
    parts = re.split(r"(\*|\?|\[!?\]?[^\]]*\])", pattern)
    return "".join(_shell_part(part, sign) for part in parts)


def _shell_part(part: str, sign: str) -> str:
    if part in ("*", "?"):
        return f"{sign}*" if part == "*" else sign
    if len(part) > 2 and part.startswith("[") and part.endswith("]"):
        inside = part[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("&", "\\&")
        return "[" + ("^" + inside[1:] if inside.startswith("!") else inside.replace("^", "\\^")) + "]"
    return re.escape(part)
