"""SQL that came with the package: what the common questions and all facts compile to, see `assay.shipping`.

It holds for the code that it was made with, and is passed over where the code is other (in a checkout that was changed).
"""

from __future__ import annotations

import json
import lzma
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

MADE_WITH = "made_with"


def name_of(question: str) -> str:
    """What a question is called in a block."""
    return sha256(question.encode()).hexdigest()[:20]


def find(block: str, question: str, made_with: str) -> str | None:
    """What was made of the question; None where nobody shipped it, or with other code."""
    if _made_with() != made_with:
        return None
    return _block(block).get(name_of(question))


def blocks() -> dict[str, int]:
    """How many statements each block has."""
    names = (entry.name.removesuffix(".xz") for entry in _folder().iterdir() if entry.name.endswith(".xz"))
    return {name: len(_block(name)) for name in sorted(names)}


def is_current(made_with: str) -> bool:
    return _made_with() == made_with


def packed(texts: dict[str, str]) -> bytes:
    """A block as it is shipped, by the questions' names; the same texts give the same bytes."""
    content = json.dumps(dict(sorted(texts.items())), ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(content.encode(), preset=9 | lzma.PRESET_EXTREME)


def _folder() -> Any:
    return files("assay").joinpath("shipped")


@lru_cache(maxsize=1)
def _made_with() -> str:
    told = _folder().joinpath(MADE_WITH)
    return str(told.read_text("utf-8").strip()) if told.is_file() else ""


@lru_cache(maxsize=6)
def _block(name: str) -> dict[str, str]:
    """A block is opened for its first question; few are held open, for what was found in them is kept elsewhere."""
    entry = _folder().joinpath(f"{name}.xz")
    found: dict[str, str] = json.loads(lzma.decompress(entry.read_bytes())) if entry.is_file() else {}
    return found
