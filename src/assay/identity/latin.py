"""Names in Latin letters, to compare what was written in two scripts. Only proposals rest on it."""

from __future__ import annotations

import re

from anyascii import anyascii

_UMLAUTS = re.compile("([aou])e")
_SIGN = re.compile(r"[^\w ]")


def latin(base: str) -> str:
    """A base name in Latin letters, words kept: `лаборатория касперского` is `laboratoriya kasperskogo`.

    >>> latin("εθνική τράπεζα"), latin("объединение"), latin("søren & łódź")
    ('ethniki trapeza', 'obedinenie', 'soren & lodz')
    """
    return base if base.isascii() else " ".join(_SIGN.sub("", anyascii(word)).lower() or word for word in base.split())


def compact(base: str) -> str:
    """Without spaces, in Latin letters, umlauts as one: `вкус вилл` and `ВкусВилл`, `ромашка` and `romashka`, `mueller`
    and `muller` are one."""
    return _UMLAUTS.sub(r"\1", latin(base).replace(" ", ""))
