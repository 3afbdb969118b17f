"""The fields that Assay writes into a CRM: all of them named `assay_…`, none that anybody else fills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from assay.views.write_back import AccountFields

Kind = Literal["text", "flag", "day", "number"]
Value = str | float | bool | None


@dataclass(frozen=True)
class Field:
    """A field: its name in HubSpot (in Salesforce with `__c`), what it holds, and which of our values that is."""

    name: str
    kind: Kind
    source: str
    title: str


FIELDS = (
    Field("assay_stage", "text", "stage", "Stage of the account funnel"),
    Field("assay_tier", "text", "tier", "Tier"),
    Field("assay_engaged", "flag", "engaged", "Engaged"),
    Field("assay_mqa_date", "day", "mqa_on", "Marketing-qualified account since"),
    Field("assay_minutes", "number", "minutes", "Engagement minutes"),
    Field("assay_relationship", "number", "relationship", "Relationship score, 0 to 100"),
    Field("assay_surge", "flag", "surge", "Surge"),
    Field("assay_last_two_way", "day", "last_two_way_on", "Last two-way touch"),
    Field("assay_missing_roles", "text", "missing_roles", "Missing roles of the buying committee"),
)
NAMES = tuple(field.name for field in FIELDS)


def values_of(account: AccountFields) -> dict[str, Value]:
    """The account's values by field, as JSON has them: days as ISO text, roles apart by semicolons."""
    return {field.name: _value(getattr(account, field.source)) for field in FIELDS}


def _value(known: Any) -> Value:
    if isinstance(known, date):
        return known.isoformat()
    if isinstance(known, tuple):
        return "; ".join(known) or None
    if isinstance(known, float) and known.is_integer():
        return int(known)
    return known  # type: ignore[no-any-return]


def same(one: Any, other: Any, kind: Kind) -> bool:
    """Whether two values are one, however a CRM writes it: numbers and flags may come back as text, nothing as "".

    >>> same("12.0", 12, "number"), same("", None, "text"), same("true", True, "flag"), same("2", "1", "text")
    (True, True, True, False)
    """
    return bool(_plain(one, kind) == _plain(other, kind))


def _plain(value: Any, kind: Kind) -> Any:
    if value is None or value == "":
        return None
    if kind == "flag":
        return str(value).casefold() in ("true", "1")
    if kind == "number":
        try:
            return float(value)
        except (TypeError, ValueError):
            return str(value)
    return str(value)[:10] if kind == "day" else str(value)


KINDS: dict[str, Kind] = {field.name: field.kind for field in FIELDS}
