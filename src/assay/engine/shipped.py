"""SQL that came with the package: what the common questions and all facts compile to, see `assay.shipping`.

A block holds for the code that it was made with, and is passed over where the code is other (in a changed checkout).
"""

from __future__ import annotations

import json
import lzma
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

MADE_WITH = "made with"


def name_of(question: str) -> str:
    """What a question is called in a block."""
    return sha256(question.encode()).hexdigest()[:20]


def find(block: str, question: str, made_with: str) -> str | None:
    """What was made of the question; None where nobody shipped it, or with other code."""
    known = _block(block)
    return known.get(name_of(question)) if known.get(MADE_WITH) == made_with else None


def blocks() -> dict[str, int]:
    """How many statements each block has."""
    names = (entry.name.removesuffix(".xz") for entry in _folder().iterdir() if entry.name.endswith(".xz"))
    return {name: len(_block(name)) - 1 for name in sorted(names)}


def is_current(block: str, made_with: str) -> bool:
    """Whether the block holds for this code."""
    return _block(block).get(MADE_WITH) == made_with


def packed(texts: dict[str, str], made_with: str) -> bytes:
    """A block as it is shipped, by the questions' names; the same texts give the same bytes."""
    told = {MADE_WITH: made_with, **dict(sorted(texts.items()))}
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(content.encode(), preset=9 | lzma.PRESET_EXTREME)


def _folder() -> Any:
    return files("assay").joinpath("shipped")


@lru_cache(maxsize=6)
def _block(name: str) -> dict[str, str]:
    """A block is opened for its first question; few are held open, for what was found in them is kept elsewhere."""
    entry = _folder().joinpath(f"{name}.xz")
    statements: dict[str, str] = json.loads(lzma.decompress(entry.read_bytes())) if entry.is_file() else {}
    return statements
