"""The canonical tables: the input contract as data.

A column's type is one of `text`, `date`, `timestamp`, `decimal` (money), `number`, `integer`, `boolean`.
`key` are the columns that identify a row (landing it again replaces the older one); `also` are columns that may
differ between rows that share a key and were landed together (one list row per tier, say): those rows live side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "date", "timestamp", "decimal", "number", "integer", "boolean"]

SENIORITIES = ("c_level", "vp", "director", "manager", "staff")
ROLES = ("decision_maker", "influencer", "champion", "user", "blocker", "economic_buyer", "procurement")
TEAMS = ("sales", "marketing", "cs")
ARMS = ("abm", "control", "holdout", "other")
LINK_STATES = ("accepted", "proposed", "rejected", "parent")
DEAL_STATUSES = ("open", "won", "lost")


@dataclass(frozen=True)
class Column:
    name: str
    type: Type = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    refers_to: str | None = None
    minimum: float | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    also: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def _required(
    name: str,
    type: Type = "text",
    choices: tuple[str, ...] = (),
    prefixes: tuple[str, ...] = (),
    refers_to: str | None = None,
) -> Column:
    return Column(name, type, True, choices, prefixes, refers_to)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _choice(name: str, *choices: str) -> Column:
    return Column(name, choices=choices)


def _reference(name: str, table: str) -> Column:
    return Column(name, refers_to=table)


_ACCOUNT = _reference("account_id", "accounts")
_PERSON = _reference("person_id", "people")

_ALL = (
    Table(
        "accounts",
        (
            _required("account_id"),
            _required("name"),
            *_text("domain", "website"),
            _reference("parent_account_id", "accounts"),
            Column("industry"),
            Column("employees", "integer", minimum=0),
            Column("annual_revenue", "decimal"),
            *_text("currency", "country", "region", "city"),
            _reference("owner_id", "users"),
            Column("created_at", "timestamp"),
            _reference("merged_into_id", "accounts"),
            Column("is_excluded", "boolean"),
        ),
        key=("account_id",),
    ),
    Table(
        "account_domains",
        (_required("account_id", refers_to="accounts"), _required("domain")),
        ("account_id", "domain"),
    ),
    Table(
        "users",
        (
            _required("user_id"),
            _required("name"),
            Column("email"),
            _choice("team", *TEAMS),
            _reference("manager_id", "users"),
            Column("is_active", "boolean"),
        ),
        key=("user_id",),
    ),
    Table(
        "people",
        (
            _required("person_id"),
            _ACCOUNT,
            *_text("email", "phone", "first_name", "last_name", "job_title"),
            _choice("seniority", *SENIORITIES),
            Column("department"),
            _choice("buying_role", *ROLES),
            *_text("persona", "country", "language", "company"),
            Column("created_at", "timestamp"),
            Column("left_at", "timestamp"),
            Column("email_bounced", "boolean"),
            Column("objected_at", "timestamp"),
            _reference("merged_into_id", "people"),
        ),
        key=("person_id",),
    ),
    Table(
        "programmes",
        (
            _required("programme_id"),
            _required("name"),
            Column("starts_on", "date"),
            Column("ends_on", "date"),
            *_text("region", "vertical"),
            _reference("owner_id", "users"),
        ),
        key=("programme_id",),
    ),
    Table(
        "list_memberships",
        (
            _required("list"),
            _required("account_id", refers_to="accounts"),
            _required("valid_from", "date"),
            Column("valid_to", "date"),
            _choice("arm", *ARMS),
            Column("tier"),
            _reference("programme_id", "programmes"),
        ),
        key=("list", "account_id", "valid_from"),
        also=("arm", "tier", "programme_id"),
    ),
    Table(
        "campaigns",
        (
            _required("campaign_id"),
            _required("name"),
            Column("channel"),
            _reference("programme_id", "programmes"),
            Column("starts_on", "date"),
            Column("ends_on", "date"),
            Column("budget", "decimal"),
            Column("currency"),
        ),
        key=("campaign_id",),
    ),
    Table(
        "touches",
        (
            _required("touch_id"),
            _required("occurred_at", "timestamp"),
            _required("kind"),
            Column("channel"),
            _choice("direction", "in", "out"),
            _choice("team", *TEAMS),
            _ACCOUNT,
            _PERSON,
            _reference("visitor_id", "visitors"),
            *_text("email", "domain", "company", "ip", "session_id"),
            _reference("campaign_id", "campaigns"),
            *_text("asset_id", "url"),
            Column("seconds", "number", minimum=0),
            Column("quantity", "number", minimum=0),
            _reference("user_id", "users"),
            *_text("outcome", "provider", "confidence"),
        ),
        key=("touch_id",),
    ),
    Table(
        "visitors",
        (
            _required("visitor_id"),
            Column("first_seen_at", "timestamp"),
            _ACCOUNT,
            _PERSON,
            Column("identified_at", "timestamp"),
            _choice("consent", "granted", "refused", "unknown"),
        ),
        key=("visitor_id",),
    ),
    Table(
        "stages",
        (
            _required("stage"),
            Column("position", "number"),
            _required("status", choices=DEAL_STATUSES),
            Column("is_qualified", "boolean"),
            Column("probability", "number", minimum=0),
            Column("pipeline"),
        ),
        key=("stage", "pipeline"),
    ),
    Table(
        "opportunities",
        (
            _required("opportunity_id"),
            _ACCOUNT,
            Column("name"),
            _choice("type", "new_business", "expansion", "renewal"),
            Column("amount", "decimal"),
            Column("currency"),
            _required("created_at", "timestamp"),
            Column("closed_at", "timestamp"),
            _reference("stage", "stages"),
            Column("pipeline"),
            _choice("status", *DEAL_STATUSES),
            _reference("owner_id", "users"),
            _choice("approach", "abm", "inbound", "outbound", "partner", "event"),
            Column("is_deleted", "boolean"),
            Column("is_test", "boolean"),
        ),
        key=("opportunity_id",),
    ),
    Table(
        "opportunity_stages",
        (
            _required("opportunity_id", refers_to="opportunities"),
            _required("stage", refers_to="stages"),
            Column("pipeline"),
            _required("entered_at", "timestamp"),
            Column("amount", "decimal"),
        ),
        key=("opportunity_id", "stage", "entered_at"),
    ),
    Table(
        "opportunity_people",
        (
            _required("opportunity_id", refers_to="opportunities"),
            _required("person_id", refers_to="people"),
            Column("role"),
            Column("is_primary", "boolean"),
        ),
        key=("opportunity_id", "person_id"),
    ),
    Table(
        "contracts",
        (
            _required("contract_id"),
            _required("account_id", refers_to="accounts"),
            _required("starts_on", "date"),
            Column("ends_on", "date"),
            Column("annual_value", "decimal"),
            Column("one_off_value", "decimal"),
            Column("currency"),
            _choice("renewal", "renewed", "churned", "pending"),
            _reference("opportunity_id", "opportunities"),
        ),
        key=("contract_id",),
    ),
    Table(
        "survey_responses",
        (
            _required("response_id"),
            _required("answered_on", "date"),
            _required(
                "question", choices=("nps", "aware_aided", "aware_unaided", "attitude"), prefixes=("attribute:",)
            ),
            _required("score", "number"),
            _ACCOUNT,
            _PERSON,
            Column("wave"),
            Column("scale_min", "number"),
            Column("scale_max", "number"),
        ),
        key=("response_id",),
    ),
    Table(
        "intent_signals",
        (
            _required("provider"),
            _required("week", "date"),
            _required("topic"),
            _required("score", "number"),
            _ACCOUNT,
            Column("domain"),
            _choice("cluster", "own", "competitor"),
        ),
        key=("provider", "week", "topic", "account_id", "domain"),
    ),
    Table(
        "costs",
        (
            _required("cost_id"),
            _required("incurred_on", "date"),
            _required("amount", "decimal"),
            _required("currency"),
            _choice("kind", "media", "tool", "people", "event", "content", "agency"),
            _reference("programme_id", "programmes"),
            _reference("campaign_id", "campaigns"),
            Column("channel"),
            _ACCOUNT,
            Column("tier"),
            _choice("approach", "abm", "inbound", "outbound", "partner", "event"),
        ),
        key=("cost_id",),
    ),
    Table(
        "fx_rates",
        (
            _required("date", "date"),
            _required("from_currency"),
            _required("to_currency"),
            _required("rate", "number"),
        ),
        key=("date", "from_currency", "to_currency"),
    ),
    # Ids of links may be known to no table yet: the other system's rows may come later.
    Table(
        "account_links",
        (
            _required("account_id"),
            _required("other_id"),
            _choice("state", *LINK_STATES),
            *_text("reason", "decided_by"),
            Column("decided_at", "timestamp"),
        ),
        key=("account_id", "other_id"),
    ),
    Table("account_names", (_required("account_id", refers_to="accounts"), _required("name")), ("account_id", "name")),
    Table(
        "quotas",
        (
            _required("owner_id"),
            _required("period_start", "date"),
            _required("period_end", "date"),
            _required("amount", "decimal"),
            Column("currency"),
        ),
        key=("owner_id", "period_start", "period_end"),
    ),
    Table("ip_ranges", (_required("cidr"), _required("account_id", refers_to="accounts")), key=("cidr", "account_id")),
    Table(
        "chart_notes",
        (
            _required("note_id"),
            _required("day", "date"),
            _required("note"),
            *_text("list", "kpi", "written_by"),
            Column("written_at", "timestamp"),
        ),
        key=("note_id",),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}

OF_NO_FIGURE = ("chart_notes",)
"""Tables that no figure is made of: what lands in them makes no figure old, and asks for no refresh."""

AGED: dict[str, str] = {
    "touches": "occurred_at",
    "visitors": "first_seen_at",
    "survey_responses": "answered_on",
    "intent_signals": "week",
}
"""Tables whose rows are of one day, and may be kept for so many days: the column that tells which."""
