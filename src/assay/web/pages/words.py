"""Names of what the contract calls by a word of its own: columns of rows, fields of people, states, what is left out."""

from __future__ import annotations

from assay.languages import labels
from assay.languages.labels import label
from assay.web.pages.kinds import channel_name, kind_name
from assay.web.tables import Words
from assay.web.visit import Visit

TITLES = {
    "entered_on": "On the list since",
    "left_out": "Left out",
    "created_on": "Created",
    "deal": "Deal",
    "amount": "Amount",
    "currency": "Currency",
    "opportunity_id": "Deal id",
    "immature": "Followed too briefly",
    "person_id": "Person",
    "closed_on": "Closed",
    "status": "State",
    "reopened": "Reopened",
    "touch_id": "Touch",
    "visitor_id": "Visitor",
    "occurred_on": "Day",
    "happened_on": "Day",
    "response_id": "Answer",
    "answered_on": "Answered",
    "cost_id": "Cost",
    "incurred_on": "Day",
    "session_key": "Session",
    "started_on": "Begun",
    "contract_id": "Contract",
    "key_people": "Key people",
    "field": "Field",
    "recent_touches": "Touches lately",
    "days_since_touch": "Days without a touch",
    "people_touched": "People touched",
}
"""Columns of the rows behind a figure that are no dimension."""
FIELDS = {
    "email": "E-mail address",
    "phone": "Phone number",
    "first_name": "First name",
    "last_name": "Last name",
    "job_title": "Job title",
    "seniority": "Seniority",
    "department": "Department",
    "buying_role": "Role in the purchase",
    "persona": "Persona",
    "country": "Country",
    "language": "Language",
    "created_at": "On record since",
}
"""What can be filled in about a person."""
STATES = {"won": "won", "lost": "lost", "open": "open"}
LEFT_OUT = {
    "pending": "not decided yet",
    "negative": "ends before it begins",
    "unconverted": "no exchange rate",
    "no_reference": "no usual duration known",
}

LIST_CHANGES = {
    "added": "put on the list",
    "removed": "taken off the list",
    "moved": "another tier or group",
    "drawn": "drawn by lot",
}

FACTS = {
    "touches": "touches",
    "deals": "deals",
    "contracts": "contracts",
    "costs": "cost rows",
    "fx_spells": "exchange rates",
    "memberships": "list rows",
    "people": "people on record",
    "signals": "signals",
    "survey_answers": "answers",
    "accounts": "accounts",
}
REASONS = (
    "ambiguous",
    "ambiguous e-mail",
    "closed before creation",
    "closed without a day",
    "deleted",
    "excluded",
    "merged",
    "objected",
    "status not stated, counted as open",
    "ends before it starts",
    "holds on no day",
    "not above zero, or of one currency",
    "of excluded accounts",
    "of people who objected",
    "test",
    "unknown account",
    "unknown kind",
    "without an account",
)
"""What the facts leave out, and why: words that are translated."""
NAMES_OF = {
    "deal": "SELECT opportunity_id, any_value(name) FROM deals WHERE name IS NOT NULL GROUP BY 1",
    "owner": "SELECT user_id, any_value(name) FROM users WHERE name IS NOT NULL GROUP BY 1",
    "programme": "SELECT programme_id, any_value(name) FROM programmes WHERE name IS NOT NULL GROUP BY 1",
}
"""Whatever rows hold by its id, and what it is called."""


def fact_name(visit: Visit, fact: str) -> str:
    return visit._(FACTS[fact]) if fact in FACTS else fact.replace("_", " ")


def table_name(visit: Visit, table: str) -> str:
    """A table of the contract as people call it."""
    return label("tables", table, visit.language)


def need_name(visit: Visit, need: str) -> str:
    """What a KPI needs, in the reader's words: `touches of kind chat or call`, `contracts or opportunities`, a column."""
    kinds = need.removeprefix("touches of kind ")
    if kinds != need:
        return f"{table_name(visit, 'touches')}: {' / '.join(kind_name(visit, one) for one in kinds.split(' or '))}"
    return " / ".join(labels.need(one, visit.language) for one in need.split(" or "))


def reason_name(visit: Visit, reason: str) -> str:
    return visit._(reason) if reason in REASONS else reason


def account_names(visit: Visit) -> dict[str, str]:
    def work() -> dict[str, str]:
        query = "SELECT account_id, coalesce(name, account_id) FROM accounts"
        return dict(visit.cursor().execute(query).fetchall())

    return visit.keep("account_names", work)


def names_of(visit: Visit, dimension: str) -> Words | None:
    """How people call what a row holds by its id."""
    if dimension == "account":
        names = account_names(visit)
    elif dimension in NAMES_OF:
        query = NAMES_OF[dimension]
        names = visit.keep("names", lambda: dict(visit.cursor().execute(query).fetchall()), dimension)
    else:
        return None
    return lambda value: str(names.get(value, value))


def field_name(visit: Visit, name: str) -> str:
    """A field of people, or one of the workspace's own as it is called there."""
    return visit._(FIELDS[name]) if name in FIELDS else name.removeprefix("x_").replace("_", " ")


def column_title(visit: Visit, name: str) -> str | None:
    return visit._(TITLES[name]) if name in TITLES else None


def words_of(visit: Visit, name: str) -> Words | None:
    """How the values of a column of rows are read; None where they are names already."""
    known: dict[str, Words] = {
        "kind": lambda value: kind_name(visit, value),
        "channel": lambda value: channel_name(visit, value),
        "field": lambda value: field_name(visit, value),
        "status": lambda value: visit._(STATES[value]) if value in STATES else value,
        "left_out": lambda value: visit._(LEFT_OUT[value]) if value in LEFT_OUT else value.replace("_", " "),
    }
    return known.get(name)


__all__ = [
    "FACTS",
    "FIELDS",
    "LEFT_OUT",
    "LIST_CHANGES",
    "REASONS",
    "STATES",
    "TITLES",
    "account_names",
    "column_title",
    "fact_name",
    "field_name",
    "names_of",
    "reason_name",
    "table_name",
    "words_of",
]
