"""Texts as a search compares them: without case and without accents."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Small letters without their marks: what DuckDB's `strip_accents(lower(…))` gives, too.

    >>> folded("Noirétang SÀRL"), folded("Новосёловск")
    ('noiretang sarl', 'новоселовск')
    """
    parts = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if unicodedata.category(sign) != "Mn"))


__all__ = ["folded"]
