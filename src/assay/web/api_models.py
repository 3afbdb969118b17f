"""The shapes of the HTTP API, for its OpenAPI document; a test holds the answers against them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assay.views.accounts import AccountRow
from assay.views.deals import DealRow

Language = Literal["en", "fr", "es", "ru"]


class _Words(BaseModel):
    model_config = ConfigDict(populate_by_name=True)


class RunWords(_Words):
    lang: Language | None = Field(None, description="Language of names and sentences; default: the workspace's.")
    run: int | None = Field(None, ge=0, lt=10**9, description="A run that is kept; default: the current one.")


class ScopeWords(RunWords):
    """The scope: whom a question is about, and when. The same words as on the command line."""

    list_: list[str] = Field(
        [], alias="list", description="Target account lists; a comma in a name needs double quotes."
    )
    arm: str | None = Field(None, description="abm (default), control, holdout, other, rest or all.")
    tier: list[str] = Field([], description="Tiers of the list row.")
    owner: list[str] = Field([], description="Owners of the account, by user id or name.")
    programme: list[str] = Field([], description="Programmes of the list row.")
    where: list[str] = Field([], description="Conditions on dimensions: `industry = 'Software'`; all must hold.")
    from_: str | None = Field(None, alias="from", description="First day, ISO 8601.")
    to: str | None = Field(None, description="Last day, inclusive.")
    as_of: str | None = Field(None, alias="as-of", description="Seen from the end of this day.")
    mode: str | None = Field(None, description="snapshot (default) or cohort.")
    follow_days: str | None = Field(None, alias="follow-days", description="Days that a cohort is followed.")
    engaged: str | None = Field(None, description="What engaged means: a preset.")
    roll_up: str | None = Field(None, alias="roll-up", description="1 counts ultimate parents instead of accounts.")
    currency: str | None = Field(None, description="ISO 4217 code; default: the workspace's.")


class KPIWords(ScopeWords):
    by: list[str] = Field([], description="Dimensions to break down by.")
    grain: str | None = Field(None, description="day, week, month, quarter or year: a series.")


class PageWords(ScopeWords):
    limit: int = Field(100, ge=1, le=1000, description="Rows of one answer.")
    cursor: str | None = Field(None, description="The `next` of the answer before; it stays with that answer's run.")


class RowsWords(PageWords):
    by: list[str] = Field([], description="Dimensions that are told with each row.")


class AccountsWords(PageWords):
    sort: str | None = Field(None, description="A column; numbers and days from the top down.")
    mqa: str | None = Field(None, description="1 shows MQA as a stage of its own.")
    by: str | None = Field(None, description="Parts side by side: tier, list, owner, industry or programme.")


class FunnelWords(ScopeWords):
    mqa: str | None = Field(None, description="1 shows MQA as a stage of its own.")


class CompareWords(ScopeWords):
    against: str | None = Field(None, description="control (default), holdout or rest.")
    method: str | None = Field(None, description="matched (default) or raw.")


class CatalogueWords(_Words):
    lang: Language | None = Field(None, description="Language of the texts.")
    group: str | None = Field(None, description="Only KPIs of this group.")


class ChangesWords(_Words):
    from_run: int = Field(alias="from-run", ge=0, lt=10**9, description="The earlier run.")
    to_run: int = Field(alias="to-run", ge=0, lt=10**9, description="The later run.")


class AlertsWords(_Words):
    all: str | None = Field(None, description="1 shows those that are over, too.")


class AnnotationsWords(ScopeWords):
    kpi: str | None = Field(None, description="A figure: notes about it come with those about all figures.")


# Answers.


class FigureModel(BaseModel):
    """One value with what it is made of; a value that does not exist is null, and `note` says why."""

    value: float | None
    numerator: float | None
    denominator: float | None
    n: int
    low: float | None = Field(description="Lower end of the 95 % interval.")
    high: float | None
    unmatched: float | None = Field(description="Share of the touches in the window without an account.")
    note: str | None
    extra: dict[str, Any]


class GroupModel(FigureModel):
    by: dict[str, str | None]
    period: date | None


class AnswerModel(BaseModel):
    """The answer of the input contract, section 4.

    Where a target is set for the figure, `target` says where it stands against it; broken down by tier, list, owner,
    industry or programme alone, `largest_difference` names the parts that lie furthest apart.
    """

    model_config = ConfigDict(extra="allow")
    kpi: str
    id: str
    name: str
    unit: str
    definition: str
    definition_version: int
    from_: date = Field(alias="from")
    to: date
    as_of: date
    scope: dict[str, Any]
    run: int
    provisional: bool
    currency: str | None
    rows: list[GroupModel]
    total: FigureModel


class _Paged(BaseModel):
    run: int
    of: int = Field(description="How many there are in all.")
    next: str | None = Field(description="The cursor of what follows; null at the end.")


class RowsModel(_Paged):
    """Rows behind a figure; aggregated again they give its value."""

    kpi: str
    from_: date = Field(alias="from")
    to: date
    as_of: date
    scope: dict[str, Any]
    total: FigureModel
    rows: list[dict[str, Any]]


class AccountsModel(_Paged):
    from_: date = Field(alias="from")
    to: date
    as_of: date
    scope: dict[str, Any]
    engaged: str
    currency: str
    unmeasured: list[str]
    accounts: list[AccountRow]


class AccountModel(BaseModel):
    """One account: people, gaps of its committee, touches, deals, scores with reasons, lists, moves."""

    from_: date = Field(alias="from")
    to: date
    as_of: date
    scope: dict[str, Any]
    engaged: str
    run: int
    account: dict[str, Any]
    roles: list[dict[str, Any]]
    touches_in_all: int
    people: list[dict[str, Any]]
    touches: list[dict[str, Any]]
    deals: list[dict[str, Any]]
    scores: list[dict[str, Any]]
    lists: list[dict[str, Any]]
    moves: list[dict[str, Any]]


class DealsModel(BaseModel):
    from_: date = Field(alias="from")
    to: date
    as_of: date
    scope: dict[str, Any]
    engaged: str
    run: int
    currency: str
    lookback_days: int
    untouched: list[str]
    deals: list[DealRow]


class FunnelModel(BaseModel):
    """Stages of a window; of a cohort (`mode=cohort`) how far its accounts got."""

    model_config = ConfigDict(extra="allow")
    from_: date = Field(alias="from")
    to: date
    as_of: date
    scope: dict[str, Any]
    engaged: str
    run: int
    note: str | None
    stages: list[dict[str, Any]]


class CompareModel(BaseModel):
    """The comparison of the input contract, section 4."""

    model_config = ConfigDict(extra="allow")
    kpi: str
    design: str
    rung: int
    difference: float | None
    low: float | None
    high: float | None
    verdict: str
    sentence: str
    warnings: list[str]
    run: int


class KPIModel(BaseModel):
    """A KPI of the catalogue."""

    id: str
    key: str
    name: str
    question: str
    formula: str
    caveat: str
    unit: str
    clock: str
    direction: str
    group: str
    version: int
    dimensions: list[str]
    default_by: list[str]
    tables: list[str]


class RunModel(BaseModel):
    run: int
    current: bool
    built_at: str | None
    today: date | None
    last_day: date | None
    megabytes: float | None
    problem: str | None


class ChangesModel(BaseModel):
    """Headline figures that differ between two runs, each difference split by cause."""

    from_run: dict[str, Any]
    to_run: dict[str, Any]
    asked: int
    changes: list[dict[str, Any]]
    reasons: dict[str, list[str]]


class AnnotationModel(BaseModel):
    """What happened on a day; `note_id` is that of a note that was written here."""

    day: date
    kind: Literal["launch", "list", "definition", "note"]
    text: str
    by: str | None = Field(description="Who wrote the note.")
    note_id: str | None


class AnnotationsModel(BaseModel):
    from_: date = Field(alias="from")
    to: date
    annotations: list[AnnotationModel]


class AlertModel(BaseModel):
    id: int
    rule: str
    kind: str
    subject: str
    name: str
    sentence: str
    reasons: dict[str, Any]
    opened_run: int
    opened_on: date
    ended_run: int | None
    ended_on: date | None
