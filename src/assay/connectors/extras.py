"""Drivers that come with an extra: told what to install where they are not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from assay.errors import UsageError


def driver(module: str, extra: str, what: str = "This needs") -> Any:
    """UsageError names the extra that brings the module, and what needs it."""
    try:
        return import_module(module)
    except ImportError:
        raise UsageError(
            f"{what} {module}, which is not installed.", hint=f"pip install 'assay-abm[{extra}]'"
        ) from None
