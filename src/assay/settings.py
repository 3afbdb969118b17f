"""The workspace's settings: `assay.toml`, with the defaults of the contract. Every run keeps the settings it was built with."""

from __future__ import annotations

import tomllib
from datetime import date
from hashlib import sha256
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from assay.contract.kinds import KINDS
from assay.contract.tables import AGED, SENIORITIES
from assay.contract.zones import ZoneName
from assay.delivery_settings import Delivery, MailServer
from assay.errors import UsageError, did_you_mean
from assay.schedule_settings import Schedule
from assay.secret_settings import Bytes, Secret, Section

if TYPE_CHECKING:
    from assay.source_settings import Source
else:
    Source = Any  # its twenty kinds are loaded where the settings name any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SCOPE_WORDS = ("arm", "list", "tier", "owner", "programme", "where", "engaged", "currency")
Days = Annotated[int, Field(ge=1)]
FigureWindow = Literal["month", "quarter", "to_date"]
AlertKind = Literal[
    "degrading_relationship",
    "customer_on_competitor_topic",
    "website_spike",
    "intent_surge",
    "stalled_deal",
    "engaged_without_sales_touch",
    "kpi_crosses",
]


class Preset(Section):
    """When an account counts as engaged: all that is given must hold within the look-back, on touches of these kinds.

    `touches` and `minutes` are lower bounds; `people` known people must have more than `minutes_per_person` each.
    """

    kinds: tuple[str, ...] | None = None
    touches: int | None = None
    minutes: float | None = None
    people: int | None = None
    minutes_per_person: float = 0
    lookback_days: Days | None = None

    @field_validator("kinds")
    @classmethod
    def _known(cls, kinds: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for kind in kinds or ():
            if kind not in KINDS:
                raise ValueError(f"unknown touch kind {kind!r}. {did_you_mean(kind, tuple(KINDS))}")
        return kinds


class Engagement(Section):
    lookback_days: Days = 90
    preset: str = "any_interaction"
    presets: dict[str, Preset] = Field(default_factory=dict)


class Mqa(Section):
    minutes: float = 60
    people: int = 2
    minutes_per_person: float = 10
    lookback_days: Days = 90
    selected: bool = False


class Influence(Section):
    lookback_days: Days = 180
    sent_weight: float = Field(default=0.25, ge=0, le=1)


class ViewThrough(Section):
    days: int = 7


class Coverage(Section):
    threshold: float = 0.6


class Completeness(Section):
    fields: tuple[str, ...] = ("email", "phone", "job_title", "buying_role")


class Spike(Section):
    weeks: int = 4
    ratio: float = 1.5
    min_visits: int = 3


class Surge(Section):
    score: float = 60
    topic_share: float = 0.25


class TitleRow(Section):
    """A job title with these words (`chief * officer`, `einkauf*`, alternatives after `|`) says this much."""

    words: str
    seniority: Literal["c_level", "vp", "director", "manager", "staff"] | None = None
    department: str | None = None
    role: (
        Literal["decision_maker", "influencer", "champion", "user", "blocker", "economic_buyer", "procurement"] | None
    ) = None

    @field_validator("words")
    @classmethod
    def _say_something(cls, words: str) -> str:
        if not any(sign.isalnum() for sign in words) or any(not part.strip(" *?") for part in words.split("|")):
            raise ValueError(f"{words!r} has an alternative without a word: every title would have it.")
        return words


class Identity(Section):
    """Who is who. `link_systems`: rows of two systems that share a domain or name each other's id are one company.

    `place_people`: people whose row names no known account belong where their e-mail's domain or their company does.
    `link_people`: people that two systems have, by e-mail or by id, are one person.
    `suggest_from_titles`: seniority, department and role that no file says are read from the job title, by the rules of
    the package and before them the workspace's own (`titles`).
    `roll_up_unlisted`: a roll-up takes in the companies of a family that are on no list themselves.
    `visit_confidence`: what a provider says of a visit's company is taken from this share on; `carriers` are added to the
    list of access, hosting and VPN providers, which are nobody. `mmdb` is a file of the customer's that tells the company
    of an address, its path from the workspace; `mmdb_mark` is what Assay knows its content by.
    """

    link_systems: bool = True
    link_people: bool = True
    place_people: bool = True
    suggest_from_titles: bool = True
    roll_up_unlisted: bool = True
    visit_confidence: float = Field(default=0.5, ge=0, le=1)
    carriers: tuple[str, ...] = ()
    mmdb: str | None = None
    mmdb_mark: str = ""
    titles: tuple[TitleRow, ...] = ()


class Icp(Section):
    """The ideal customer profile: conditions on account fields, written as `--where` writes them."""

    criteria: tuple[str, ...] = ()


class Programme(Section):
    """What was settled about a programme (its id, or the name of a list) before it began: `[programmes."North"]`.

    `primary` is the one figure by which it is judged, chosen on `primary_since`; all others are corrected for being
    several. `arm_origin` vouches that another tool drew the holdout by lot: `drawn_by` and `drawn_on` say who and when,
    `holdout_share` how much was held back. `verdict_on` is the day for which the verdict was planned. A list that is
    frozen (`frozen_on`: since when) is changed in Assay no more.
    """

    primary: str | None = None
    primary_since: date | None = None
    verdict_on: date | None = None
    frozen_on: date | None = None
    arm_origin: Literal["drawn elsewhere"] | None = None
    drawn_by: str | None = None
    drawn_on: date | None = None
    holdout_share: float | None = Field(default=None, gt=0, lt=1)

    @model_validator(mode="after")
    def _dated(self) -> Programme:
        if self.primary is not None and self.primary_since is None:
            raise ValueError("primary needs primary_since: the day on which it was chosen")
        if self.arm_origin is not None and (not self.drawn_by or self.drawn_on is None):
            raise ValueError("arm_origin needs drawn_by and drawn_on: who drew the lot, and when")
        return self


class Relationship(Section):
    half_life_days: float = 45


class Cost(Section):
    unassigned: Literal["account_days"] = "account_days"


class Figures(Section):
    """The headline figures of a run. `at_refresh` works them out and keeps them as soon as it is built, else the first
    comparison does; only what was kept shows later what a new version of a definition has changed.
    """

    keys: tuple[str, ...] = (
        "target_accounts",
        "engaged_accounts",
        "engaged_share",
        "opportunity_rate",
        "pipeline",
        "accounts_won",
        "win_rate",
        "new_revenue",
        "deal_velocity",
        "average_deal_size",
        "programme_cost",
        "renewal_rate",
    )
    windows: tuple[FigureWindow, ...] = ("month", "quarter", "to_date")
    at_refresh: bool = True


class AlertRule(Section):
    """When somebody should be told. `scope` has the words of a scope: arm, list, tier, owner, programme, where, engaged.

    `days` belongs to `engaged_without_sales_touch`; `kpi`, `above` or `below`, and `window` to `kpi_crosses`.
    """

    kind: AlertKind
    name: str = ""
    scope: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    days: Days = 14
    kpi: str | None = None
    above: float | None = None
    below: float | None = None
    window: FigureWindow = "to_date"

    @field_validator("scope")
    @classmethod
    def _words(cls, scope: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
        for word in scope:
            if word not in SCOPE_WORDS:
                raise ValueError(f"unknown word {word!r}. {did_you_mean(word, SCOPE_WORDS)}")
        return scope

    @model_validator(mode="after")
    def _line(self) -> AlertRule:
        if self.kind == "kpi_crosses" and (self.kpi is None or (self.above is None) == (self.below is None)):
            raise ValueError("kpi_crosses needs a kpi and either above or below")
        return self

    @property
    def title(self) -> str:
        return self.name or (f"{self.kind}:{self.kpi}" if self.kpi else self.kind)


class Webhook(Section):
    """Where alerts are sent as JSON. An address that is a secret stands in the environment variable `url_env`.

    `authorization_env` names the variable with the value of the Authorization header.
    """

    name: str
    url: str | None = None
    url_env: str | None = None
    authorization_env: str | None = None

    @model_validator(mode="after")
    def _one_address(self) -> Webhook:
        if (self.url is None) == (self.url_env is None):
            raise ValueError("a webhook needs either url or url_env")
        if self.url is not None and not self.url.startswith(("https://", "http://")):
            raise ValueError("url must start with https:// or http://")
        return self


class Mail(Section):
    """Where alerts are sent by mail (SMTP). `password_env` names the variable that holds the password."""

    name: str
    host: str
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    recipients: tuple[str, ...] = Field(min_length=1)
    username: str | None = None
    password_env: str | None = None


class Alerts(Section):
    timeout_seconds: float = Field(default=5, gt=0, le=60)
    rules: tuple[AlertRule, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    mail: tuple[Mail, ...] = ()

    @model_validator(mode="after")
    def _names(self) -> Alerts:
        for what, names in (
            ("rules", [rule.title for rule in self.rules]),
            ("targets", [*(webhook.name for webhook in self.webhooks), *(mail.name for mail in self.mail)]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"two {what} are called {twice[0]!r}: give each a name of its own")
        return self


class Engine(Section):
    """Which engine builds facts and answers KPIs, and where it is: `docs/engines.md`.

    `master`, `remote`, `storage` and `options` are Spark's: `storage` is a folder that driver and cluster both see;
    without it, `.assay/spark`. `url` says where the address of a database stands, without it in ASSAY_ENGINE_URL, and
    `schema_prefix` how the schemas of runs begin. With `facts = "duckdb"` facts are built here and copied there.
    """

    name: Literal["duckdb", "spark", "postgres", "clickhouse", "snowflake"] = "duckdb"
    facts: Literal["engine", "duckdb"] = "engine"
    url: Secret | None = None
    schema_prefix: str = Field(default="assay", pattern=r"^[a-z][a-z0-9_]{0,19}$")
    master: str = "local[*]"
    remote: str | None = None
    storage: Path | None = None
    options: dict[str, str | bool | int | float] = Field(default_factory=dict)

    @field_validator("remote")
    @classmethod
    def _address(cls, remote: str | None) -> str | None:
        if remote is not None and not remote.startswith("sc://"):
            raise ValueError(
                "the address of a Spark Connect server starts with sc://, as in sc://spark.example.com:15002"
            )
        return remote


class OIDC(Section):
    """Sign-in through the company's own provider (OpenID Connect): `docs/security.md`.

    `issuer` is its address, `client_id` and `client_secret` what it calls this server; `label` stands on the button.
    `roles` says which role a group gives, `groups_claim` where the groups stand; who is in none of them is not let in.
    `name_claim` is what people are called here. A rep's owner is in `owners` (by name or group) or in `owner_claim`. What
    the provider says of somebody is asked again after `recheck_minutes`. With `only` nobody signs in by a password.
    """

    issuer: str = Field(pattern=r"^https?://\S+$")
    client_id: str = Field(min_length=1)
    client_secret: Secret | None = None
    label: str = "SSO"
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    groups_claim: str = "groups"
    name_claim: str = "email"
    roles: dict[str, Literal["admin", "analyst", "manager", "viewer", "rep"]] = Field(min_length=1)
    owners: dict[str, str] = Field(default_factory=dict)
    owner_claim: str | None = None
    recheck_minutes: float = Field(default=10, ge=1, le=1440)
    only: bool = False

    @field_validator("scopes")
    @classmethod
    def _with_openid(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        return scopes if "openid" in scopes else ("openid", *scopes)


class Web(Section):
    """Pages and the HTTP API. A request that asks for longer than `seconds` is broken off.

    `memory` is what the server's queries may use together, as DuckDB writes it; beyond it they go on the disk.
    `memory_each` is what one request may take, `memory_in_all` what all together may take: what takes more is broken off.
    `public_url` is the address that people open when a proxy with TLS stands before the server; `trusted_proxies` are
    the addresses of proxies whose word about the client's address and TLS is taken. `largest_upload` is what may be sent
    at once to be loaded, in MB (millions of bytes). Questions of `at_once` requests are worked on together, the others wait
    their turn, and after half a minute are told to come again.
    """

    public_url: str | None = Field(default=None, pattern=r"^https?://[^/\s]+/?$")
    trusted_proxies: tuple[str, ...] = ()
    seconds: float = Field(default=120, gt=0, le=3600)
    memory: Bytes = "384MiB"
    memory_each: Bytes = "512MiB"
    memory_in_all: Bytes = "1280MiB"
    largest_upload: int = Field(default=1_000, ge=1, le=100_000)
    at_once: int = Field(default=8, ge=1, le=32)
    oidc: OIDC | None = None


class Kept(Section):
    """What is kept to be quick: compiled SQL, in memory by each run that is open and on the disk by the workspace, and
    the server's answers. The least recently used go first.
    """

    statements: int = Field(default=2_000, ge=1, le=100_000)
    answers: int = Field(default=1_024, ge=1, le=100_000)


class Retention(Section):
    """How many days things are kept before `assay retain` removes them; without a number for good.

    `tables` are whole rows by their own day, `ip_days` the IP addresses of touches, `replaced_days` older versions of rows
    since they were replaced, `quarantine_days` bad rows since their load, `aside_days` what was put aside.
    """

    ip_days: Days | None = None
    replaced_days: Days | None = None
    quarantine_days: Days | None = None
    aside_days: Days | None = None
    tables: dict[str, Days] = Field(default_factory=dict)

    @field_validator("tables")
    @classmethod
    def _aged(cls, tables: dict[str, int]) -> dict[str, int]:
        for name in tables:
            if name not in AGED:
                raise ValueError(f"rows of {name!r} have no age: one of {', '.join(AGED)}")
        return tables


class KindMinutes(Section):
    """Overrides of the table of touch kinds: worth without seconds, and the cap on seconds / 60."""

    minutes: float | None = None
    cap: float | None = None
    engages: bool | None = None


class Weights(Section):
    seniority: dict[str, float] = Field(
        default_factory=lambda: {"c_level": 2, "vp": 1.5, "director": 1.25, "manager": 1, "staff": 0.5, "unknown": 0.5}
    )
    tier: dict[str, float] = Field(default_factory=dict)

    @field_validator("seniority")
    @classmethod
    def _complete(cls, weights: dict[str, float]) -> dict[str, float]:
        for name in weights:
            if name not in (*SENIORITIES, "unknown"):
                raise ValueError(f"unknown seniority {name!r}. {did_you_mean(name, (*SENIORITIES, 'unknown'))}")
        defaults = {"c_level": 2, "vp": 1.5, "director": 1.25, "manager": 1, "staff": 0.5, "unknown": 0.5}
        return {**defaults, **weights}


class Settings(Section):
    name: str = "Assay"
    currency: str = Field("EUR", pattern="^[A-Z]{3}$")
    timezone: ZoneName = "UTC"
    language: Literal["en", "fr", "es", "ru"] = "en"
    week_starts_on: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    fiscal_year_starts_in: int = Field(1, ge=1, le=12)
    own_domains: tuple[str, ...] = ()
    free_mail_domains: tuple[str, ...] = ()
    shared_hosts: tuple[str, ...] = ()
    high_value_pages: tuple[str, ...] = ("/pricing*", "/demo*")
    buying_committee: dict[str, int] = Field(
        default_factory=lambda: {"decision_maker": 1, "influencer": 2, "champion": 1}
    )
    small_n: int = 10
    people_min_k: int = 3
    margin: float = 1.0
    engagement: Engagement = Engagement()
    mqa: Mqa = Mqa()
    influence: Influence = Influence()
    view_through: ViewThrough = ViewThrough()
    coverage: Coverage = Coverage()
    completeness: Completeness = Completeness()
    spike: Spike = Spike()
    surge: Surge = Surge()
    icp: Icp = Icp()
    identity: Identity = Identity()
    relationship: Relationship = Relationship()
    cost: Cost = Cost()
    programmes: dict[str, Programme] = Field(default_factory=dict)
    minutes: dict[str, KindMinutes] = Field(default_factory=dict)
    weights: Weights = Weights()
    # Which engine answers changes no figure; nor does what is kept and who is told, and where alerts go is nobody else's
    # business: not kept with runs.
    engine: Engine = Field(default=Engine(), exclude=True)
    figures: Figures = Field(default=Figures(), exclude=True)
    targets: dict[str, float] = Field(default_factory=dict, exclude=True)
    alerts: Alerts = Field(default=Alerts(), exclude=True)
    web: Web = Field(default=Web(), exclude=True)
    kept: Kept = Field(default=Kept(), exclude=True)
    retention: Retention = Field(default=Retention(), exclude=True)
    sources: tuple[Source, ...] = Field(default=(), exclude=True)
    schedule: tuple[Schedule, ...] = Field(default=(), exclude=True)
    mail: MailServer | None = Field(default=None, exclude=True)
    deliver: tuple[Delivery, ...] = Field(default=(), exclude=True)

    @field_validator("sources", mode="before")
    @classmethod
    def _of_their_kinds(cls, rows: Any) -> Any:
        if not rows:
            return rows
        from assay.source_settings import read_sources

        return read_sources(rows)

    @field_validator("sources", "schedule", "deliver")
    @classmethod
    def _named_apart(cls, rows: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        names = [row.name for row in rows]
        what = {"schedule": "schedules", "deliver": "deliveries"}.get(str(info.field_name), info.field_name)
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two {what} are called {twice[0]!r}: give each a name of its own")
        return rows

    @model_validator(mode="after")
    def _known_names(self) -> Settings:
        known = {"sources": {one.name for one in self.sources}, "deliver": {one.name for one in self.deliver}}
        for schedule in self.schedule:
            for what, names in known.items():
                for name in getattr(schedule, what):
                    if name not in names:
                        hint = did_you_mean(name, tuple(names)) if names else ""
                        raise ValueError(
                            f"schedule {schedule.name!r}: no {what} is called {name!r}. {hint or ''}".strip()
                        )
        for delivery in self.deliver:
            if delivery.by == "mail" and self.mail is None:
                raise ValueError(f"delivery {delivery.name!r} goes by mail: [mail] says by which server")
            for word in delivery.scope:
                if word not in SCOPE_WORDS:
                    raise ValueError(
                        f"delivery {delivery.name!r}: unknown word {word!r}. {did_you_mean(word, SCOPE_WORDS)}"
                    )
        return self

    @field_validator("engine", mode="before")
    @classmethod
    def _engine_by_name(cls, engine: object) -> object:
        return {"name": engine} if isinstance(engine, str) else engine

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def presets(self) -> dict[str, Preset]:
        """Built-in and own presets by name, each with its look-back filled in."""
        responses = (
            "campaign_response",
            "form_submitted",
            "email_clicked",
            "ad_click",
            "download",
            "event_attended",
            "direct_mail_response",
        )
        built_in = {
            "any_interaction": Preset(touches=1),
            "visit_or_response": Preset(kinds=("page_view", *responses), touches=1),
            "minutes_10": Preset(minutes=10),
            "three_views_30d": Preset(kinds=("page_view",), touches=3, lookback_days=30),
            "mqa": Preset(
                minutes=self.mqa.minutes,
                people=self.mqa.people,
                minutes_per_person=self.mqa.minutes_per_person,
                lookback_days=self.mqa.lookback_days,
            ),
        }
        default = self.engagement.lookback_days
        return {
            name: preset if preset.lookback_days else preset.model_copy(update={"lookback_days": default})
            for name, preset in {**built_in, **self.engagement.presets}.items()
        }

    @property
    def longest_lookback(self) -> int:
        """The most days that engagement looks back on."""
        return max(self.engagement.lookback_days, *(preset.lookback_days or 1 for preset in self.presets().values()))


def read_settings(path: Path) -> Settings:
    """Settings of an `assay.toml`; a message names the setting, its value and what is allowed."""
    try:
        document: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"No assay.toml in {path.parent}.", hint="`assay init DIR` makes a workspace.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    try:
        settings = Settings.model_validate(document)
    except ValidationError as error:
        lines = [_explain(problem) for problem in error.errors()]
        raise UsageError(f"{path}: " + "; ".join(lines)) from None
    if settings.engagement.preset not in settings.presets():
        known = tuple(settings.presets())
        raise UsageError(
            f"{path}: engagement.preset = {settings.engagement.preset!r} is no preset.",
            hint=did_you_mean(settings.engagement.preset, known),
        )
    return _with_mark(settings, path.parent)


_METADATA = 131_072
"""The last bytes of an MMDB file, where it says when it was built: a file of gigabytes is not read for each command."""


def _with_mark(settings: Settings, folder: Path) -> Settings:
    """The settings with the whole path of the MMDB file and what its content is known by: another file, another run."""
    if settings.identity.mmdb is None:
        return settings
    file = (folder / settings.identity.mmdb).resolve()
    if not file.is_file():
        raise UsageError(
            f"identity.mmdb = {settings.identity.mmdb!r}: there is no such file.", hint=f"Looked at {file}."
        )
    with file.open("rb") as content:
        size = content.seek(0, SEEK_END)
        content.seek(max(0, size - _METADATA))
        mark = sha256(str(size).encode() + content.read()).hexdigest()[:16]
    identity = settings.identity.model_copy(update={"mmdb": str(file), "mmdb_mark": mark})
    return settings.model_copy(update={"identity": identity})


def _explain(problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        hint = did_you_mean(name.split(".")[-1], tuple(Settings.model_fields)) or ""
        return f"unknown setting {name}. {hint}".strip()
    if problem["loc"][:1] in (("sources",), ("mail",), ("deliver",), ()):  # what stands there may be a secret
        return f"{name}: {problem['msg']}"
    return f"{name} = {problem['input']!r}: {problem['msg']}"
