"""People of accounts (rule 13): who is active on a day, whom we talk with, who is on a deal, which fields are filled."""

from __future__ import annotations

from collections.abc import Callable

import ibis

from assay.engine.tables import Table, Value
from assay.facts.values import FIELDS, RENAMED
from assay.identity.mail import address_key
from assay.metrics.context import Context, joined, left_joined
from assay.metrics.deals import as_known
from assay.metrics.populations import within

SUGGESTED = ("seniority", "department", "role")
"""What of people a job title may suggest."""
DIALOGUE_DAYS = 180
TWO_WAY = ("mail_in", "meeting_held", "chat")
NOTHING = ("", "n/a", "na", "none", "null", "test", "-", "--", "?", "unknown", "tbd", "xxx")
"""Words that fill a field without saying anything."""


def counted_rows(context: Context, name: str) -> Table:
    """A fact by the account that counts, rows with an account only."""
    rows = context.unit(name)
    return rows.filter(rows.account_id.notnull())


def people(context: Context) -> Table:
    """People with an account of whom no record objected."""
    rows = counted_rows(context, "people")
    return rows.filter(rows.counts)


def active(rows: Table, day: Value) -> Value:
    """Created and not left at the end of a day; who has no day of creation was always known."""
    created = rows.created_on.isnull() | (rows.created_on <= day)
    return created & (rows.left_on.isnull() | (rows.left_on > day))


def active_people(context: Context, accounts: Table) -> Table:
    """People of these accounts active on the row's `as_of`."""
    rows = joined(accounts, people(context), "account_id")
    return rows.filter(active(rows, rows.as_of))


def attach_to_people(context: Context, rows: Table, names: tuple[str, ...]) -> Table:
    for name in names:
        rows = _ATTACH[name](context, rows)
    return rows


def _flag(context: Context, rows: Table, found: Table, name: str) -> Table:
    keys = [*context.keys, "person_id"]
    found = found.select(*keys).distinct().mutate(_found=ibis.literal(True))
    marked = left_joined(rows, found, keys)
    return marked.mutate(**{name: marked._found.fill_null(False)}).drop("_found")


def _lately(context: Context, rows: Table, days: Table, number: int) -> Table:
    """People and the days of theirs among the last `number` days. `days`: person_id, day."""
    asked = rows.select(*context.keys, "person_id", "as_of")
    found = joined(asked, days, "person_id")
    return found.filter(within(found.as_of, found.day, number))


def _in_dialogue(context: Context, rows: Table) -> Table:
    touches = context.fact("touches")
    connected = (touches.kind == "call") & (touches.outcome.strip().lower() == "connected").fill_null(False)
    mutual = touches.filter(
        touches.counts,
        touches.account_id.notnull(),
        touches.person_id.notnull(),
        touches.kind.isin(TWO_WAY) | connected,
    )
    days = mutual.select("person_id", day="occurred_on").distinct()
    return _flag(context, rows, _lately(context, rows, days, DIALOGUE_DAYS), "in_dialogue")


def _engaged(context: Context, rows: Table) -> Table:
    days = context.fact("person_days").select("person_id", "day")
    lookback = context.value("engagement.lookback_days")
    return _flag(context, rows, _lately(context, rows, days, lookback), "engaged")


def _on_deal(context: Context, rows: Table) -> Table:
    named = context.fact("deal_people").select("opportunity_id", "person_id")
    asked = rows.select(*context.keys, "person_id", "as_of")
    deals = context.fact("deals").select("opportunity_id", "created_on", "qualified_on")
    beside = joined(joined(asked, named, "person_id"), deals, "opportunity_id")
    known = as_known(context, beside)
    return _flag(context, rows, known.filter(known.legitimate), "on_deal")


_ATTACH: dict[str, Callable[[Context, Table], Table]] = {
    "in_dialogue": _in_dialogue,
    "engaged": _engaged,
    "on_deal": _on_deal,
}


def person_fields(context: Context, rows: Table) -> Table:
    """Each person once per field of `completeness.fields`, as `field` and `filled`; what is suggested fills nothing."""
    suggested = {name: f"_{name}" for name in SUGGESTED}
    said = context.fact("suggested_people").select("person_id", **{new: name for name, new in suggested.items()})
    rows = left_joined(rows, said, "person_id")
    rows = rows.mutate(**{name: rows[new].isnull().ifelse(rows[name], None) for name, new in suggested.items()})
    each = rows.mutate(field=context.value("completeness.fields").unnest())
    cases = [(each.field == name, filled(each, name)) for name in FIELDS]
    return each.mutate(filled=ibis.cases(*cases))


def filled(rows: Table, field: str) -> Value:
    """A field says something; an e-mail is an address that has not bounced."""
    value = rows[RENAMED.get(field, field)]
    said = ~value.strip().lower().isin(NOTHING)
    if field == "email":
        said = said & address_key(value).notnull() & ~rows.email_bounced
    return said.fill_null(False)
