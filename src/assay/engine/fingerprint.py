"""Fingerprints of the code, by which what was made with other code is told from what still holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from assay.version import __version__


@lru_cache
def code_of(*packages: str) -> str:
    """Fingerprint of the version and of all modules of these packages of Assay."""
    digest = sha256(__version__.encode())
    for package in packages:
        for entry in _modules(files(f"assay.{package}")):
            digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _modules(entry)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            yield entry
