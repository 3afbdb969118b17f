"""Schedules and deliveries of `assay.toml` written by name: pages and command line change them by the same functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from assay.errors import UsageError
from assay.settings.delivery import Delivery
from assay.settings.schedule import Schedule
from assay.store.settings_file import amend_row, as_row, change_settings, remove_row, rows_of, try_settings
from assay.store.workspace import Workspace

Section = Literal["schedule", "deliver"]
Declared = TypeVar("Declared", bound=BaseModel)
_CALLED = {"schedule": "schedule", "deliver": "delivery"}


def schedule_of_words(words: Mapping[str, Any]) -> Schedule:
    """The schedule that some words say. UsageError for what is none."""
    return _checked(Schedule, _said(words))


def delivery_of_words(words: Mapping[str, Any]) -> Delivery:
    """The same of a delivery."""
    return _checked(Delivery, _said(words))


def _said(words: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: there the default holds."""
    return {name: value for name, value in words.items() if value not in (None, "", (), [], {})}


def _checked(model: type[Declared], words: Mapping[str, Any]) -> Declared:
    try:
        return model.model_validate(words)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"] if part != "function-wrap[_wrap]")
        said = first["msg"].removeprefix("Value error, ")
        raise UsageError(f"{where}: {said}." if where else f"{said[:1].upper()}{said[1:]}.") from None


def save_row(
    workspace: Workspace,
    mark: str,
    section: Section,
    words: Mapping[str, Any],
    *,
    was: str | None = None,
    actor: str | None = None,
) -> None:
    """Write a row in its place (`was` is what it is called there), or as a new one. UsageError where it is gone by now.

    What stands beside in the file, comments among it, stays. Nothing is written where the whole is not in order then.
    """
    said = _said(words)

    def edit(document: Any) -> None:
        rows = rows_of(document, None, section)
        if was is None:
            rows.append(as_row(said))
            return
        amend_row(rows[_place(rows, section, was)], said)

    _change(workspace, mark, edit, section, str(words["name"]), actor)


def remove_named(workspace: Workspace, mark: str, section: Section, name: str, *, actor: str | None = None) -> None:
    """Take a row out; UsageError where it is not there, or where a schedule names a delivery that would go."""

    def edit(document: Any) -> None:
        remove_row(document, None, section, _place(document.get(section, []), section, name))

    _change(workspace, mark, edit, section, f"without {name}", actor)


def _change(
    workspace: Workspace, mark: str, edit: Callable[[Any], None], section: Section, what: str, actor: str | None
) -> None:
    try_settings(workspace, mark, edit)
    change_settings(workspace, mark, edit, what=[f"{section}: {what}"], actor=actor)


def _place(rows: Any, section: Section, name: str) -> int:
    places = [place for place, row in enumerate(rows) if row.get("name") == name]
    if not places:
        raise UsageError(f"There is no {_CALLED[section]} {name!r} any more.", hint="Load the page again.")
    return places[0]


__all__ = ["Section", "delivery_of_words", "remove_named", "save_row", "schedule_of_words"]
