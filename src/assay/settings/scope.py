"""The words by which alerts and deliveries say whom they are about, as a question's scope has them."""

from __future__ import annotations

SCOPE_WORDS = ("arm", "list", "tier", "owner", "programme", "where", "engaged", "currency")
