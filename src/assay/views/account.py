"""One account: its people and the roles nobody fills, touches, deals, scores with their reasons, lists and moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import ibis
import pyarrow as pa

from assay.engine.tables import Table, named_table
from assay.errors import UsageError
from assay.metrics import people as person_rows
from assay.metrics.answers import Run
from assay.metrics.attach import attach_to_accounts
from assay.metrics.context import NARROWED, Context, days_between, left_joined
from assay.metrics.deals import as_known, counted_touches
from assay.metrics.engagement import holds
from assay.metrics.membership import list_history
from assay.metrics.populations import population, within
from assay.metrics.scope import Scope
from assay.metrics.shape import Shape
from assay.metrics.stays import stays_of
from assay.views.deals import money, stalled, stays_now
from assay.views.funnel import all_moves, read_moves, standing, with_spells
from assay.views.question import Question, Record, question
from assay.views.stages import STAGES

SHOWN_TOUCHES = 50
NEAREST = """
    SELECT account_id, name FROM (
        SELECT account_id, name, greatest(
            jaro_winkler_similarity(lower(name), lower($1)), jaro_winkler_similarity(lower(account_id), lower($1))
        ) AS likeness FROM main.accounts
    ) WHERE likeness >= 0.85 ORDER BY likeness DESC, account_id LIMIT 1
"""


@dataclass(frozen=True)
class RoleGap:
    """A role of the committee template: how many active people are wanted, how many there are."""

    role: str
    wanted: int
    found: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.found)


@dataclass(frozen=True)
class AccountAnswer:
    """Everything about an account up to the as-of day; people who objected appear nowhere."""

    heading: Record
    account: Record
    roles: tuple[RoleGap, ...]
    people: tuple[Record, ...]
    touches: tuple[Record, ...]
    deals: tuple[Record, ...]
    scores: tuple[Record, ...]
    lists: tuple[Record, ...]
    moves: tuple[Record, ...]
    touches_in_all: int = field(default=0)

    def to_json(self) -> Record:
        roles = [{"role": r.role, "wanted": r.wanted, "found": r.found, "missing": r.missing} for r in self.roles]
        parts = {name: list(getattr(self, name)) for name in ("people", "touches", "deals", "scores", "lists", "moves")}
        return {**self.heading, "account": self.account, "roles": roles, "touches_in_all": self.touches_in_all, **parts}


def account(run: Run, name: str, scope: Scope | None = None, *, mqa: bool = False) -> AccountAnswer:
    """An account by its id, else by its exact name. Raises UsageError where there is none, or several of that name."""
    asked = question(run, scope)
    person_account = _find(asked, name)
    _ask_for(asked, person_account["account_id"])
    whole = _of_the_company(asked)
    people = tuple(_people(asked, whole))
    (seen,) = asked.rows(_touches_in_all, shape=whole)
    return AccountAnswer(
        heading=asked.heading(),
        account=person_account | _standing(asked, mqa),
        roles=tuple(_gaps(run, people)),
        people=people,
        touches=tuple(_touch(row) for row in asked.rows(_touches, shape=whole)),
        deals=tuple(_deals(asked, whole)),
        scores=tuple(_scores(asked, whole)),
        lists=tuple(asked.rows(_lists, shape=whole)),
        moves=tuple(_moves(asked)),
        touches_in_all=seen["touches"],
    )


def _of_the_company(asked: Question) -> Shape:
    """The shape of the company as a whole, with the facts of the account alone: what an account is does not depend on
    the lists it is on.
    """
    whole = Shape(arm="all", converts=asked.shape.converts, engaged=asked.shape.engaged, mqa=asked.shape.mqa)
    return replace(whole, any_interaction=asked.shape.any_interaction, customers=True, narrowed=True)


def _find(asked: Question, name: str) -> Record:
    columns = "account_id, name, domain, industry, employees, country, region, city, parent_id, is_excluded, owner_id"
    query = f"SELECT {columns} FROM accounts WHERE account_id = ? OR name = ? ORDER BY account_id <> ?, account_id"
    result = asked.cursor.execute(query, [name, name, name])
    names = [column[0] for column in result.description]
    matches = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not matches:
        raise _unknown(asked, name)
    if matches[0]["account_id"] != name and len(matches) > 1:
        ids = ", ".join(row["account_id"] for row in matches)
        raise UsageError(f"{len(matches)} accounts are called {name!r}.", hint=f"Name one by its id: {ids}.")
    owner = asked.cursor.execute("SELECT name FROM users WHERE user_id = ?", [matches[0]["owner_id"]]).fetchone()
    return {**matches[0], "owner": owner[0] if owner else matches[0]["owner_id"]}


def _unknown(asked: Question, name: str) -> UsageError:
    merged = asked.cursor.execute(
        "SELECT merged_into_id FROM model.accounts WHERE account_id = ? AND merged_into_id IS NOT NULL", [name]
    ).fetchone()
    if merged:
        return UsageError(f"{name!r} was merged into {merged[0]!r}.", hint=f"`assay account {merged[0]}` shows it.")
    near = asked.cursor.execute(NEAREST, [name]).fetchone()
    hint = f"Did you mean {near[0]!r} ({near[1]})?" if near else "`assay accounts` lists those of a scope."
    return UsageError(f"There is no account {name!r}.", hint=hint)


def _ask_for(asked: Question, account: str) -> None:
    """Reads the facts of the account once, as tables of the cursor."""
    asked.cursor.register("asked_account", pa.table({"account_id": pa.array([account], pa.string())}))
    for fact in NARROWED:
        asked.keep(f"asked_{fact}", _of_asked, fact)


def _of_asked(context: Context, fact: str) -> Table:
    return _only(context.fact(fact))


def _only(rows: Table) -> Table:
    return rows.semi_join(named_table({"account_id": "string"}, name="asked_account"), "account_id")


def _standing(asked: Question, mqa: bool) -> Record:
    # The facts were narrowed by account, not by its parent.
    narrowed = replace(asked.shape, narrowed=not asked.shape.roll_up)
    with_spells(replace(asked, shape=narrowed), mqa)
    row = asked.rows(_stage_now)
    return {"stage": STAGES[row[0]["level"]] if row else None}


def _stage_now(context: Context) -> Table:
    return _only(standing(context, "as_of"))


def _moves(asked: Question) -> Iterator[Record]:
    for move in read_moves(asked.rows(_all_moves)):
        yield {"on": move.happened_on, "from": move.left, "to": move.entered, "direction": move.direction}


def _all_moves(context: Context) -> Table:
    rows = _only(all_moves(context))
    return rows.order_by("happened_on", rows.entered_level.isnull())


def _people(asked: Question, whole: Shape) -> Iterator[Record]:
    for row in asked.rows(_active, shape=whole):
        first, last = row.pop("first_name"), row.pop("last_name")
        name = " ".join(filter(None, (first, last))) or None
        suggested = [field for field in person_rows.SUGGESTED if row.pop(f"suggested_{field}")]
        yield {"person_id": row.pop("person_id"), "name": name, **row, "suggested": suggested}


def _active(context: Context) -> Table:
    """Active people of the account with their touches in the look-back, the day of the last one, and what is suggested."""
    people = person_rows.active_people(context, _only(population(context, "scope")))
    touches = counted_touches(context).cross_join(context.clock.select("as_of"))
    touches = touches.filter(touches.person_id.notnull(), touches.occurred_on <= touches.as_of)
    recent = within(touches.as_of, touches.occurred_on, context.value("engagement.lookback_days"))
    sums = touches.group_by("person_id").aggregate(
        touches=ibis.ifelse(recent, 1, 0).sum(),
        engaging=ibis.ifelse(recent & touches.engages, 1, 0).sum(),
        last_touch_on=touches.occurred_on.max(),
    )
    said = context.fact("suggested_people")
    marks = {f"suggested_{field}": said[field].notnull() for field in person_rows.SUGGESTED}
    rows = left_joined(left_joined(people, sums, "person_id"), said.select("person_id", **marks), "person_id")
    rows = rows.mutate(**{name: rows[name].fill_null(False) for name in marks})
    rows = rows.mutate(touches=rows.touches.fill_null(0), engaging=rows.engaging.fill_null(0))
    return rows.select(
        "person_id",
        "first_name",
        "last_name",
        "job_title",
        "seniority",
        "department",
        "role",
        "touches",
        "engaging",
        "last_touch_on",
        *marks,
    ).order_by(rows.role.isnull(), "role", "person_id")


def _gaps(run: Run, people: tuple[Record, ...]) -> Iterator[RoleGap]:
    for role, wanted in run.settings.buying_committee.items():
        yield RoleGap(role, wanted, sum(1 for person in people if person["role"] == role))


def _touches_so_far(context: Context) -> Table:
    touches = counted_touches(context).cross_join(context.clock.select("as_of"))
    return touches.filter(touches.occurred_on <= touches.as_of)


def _touches_in_all(context: Context) -> Table:
    touches = _touches_so_far(context)
    return touches.aggregate(touches=touches.count())


def _touches(context: Context) -> Table:
    """The latest touches up to the as-of day, the latest first, with who made them."""
    touches = _touches_so_far(context)
    users = context.fact("users").select("user_id", user="name")
    rows = left_joined(touches, users, "user_id")
    return (
        rows.select(
            "occurred_on",
            "occurred_at",
            "kind",
            "channel",
            "direction",
            "team",
            "person_id",
            "user",
            "engages",
            "outcome",
            "url",
            minutes=rows.weighted_seconds / 60,
            touch_id="touch_id",
        )
        .order_by(ibis.desc("occurred_at"), "touch_id")
        .limit(SHOWN_TOUCHES)
    )


def _touch(row: Record) -> Record:
    return {name: value for name, value in row.items() if name != "occurred_at"}


def _lists(context: Context) -> Table:
    rows = _only(list_history(context)).cross_join(context.clock.select("as_of"))
    rows = rows.filter(rows.starts_on <= rows.as_of)
    return rows.select("list", "arm", "tier", "programme_id", valid_from="starts_on", valid_to="ends_on").order_by(
        "valid_from", "list", "arm"
    )


def _deals(asked: Question, whole: Shape) -> Iterator[Record]:
    stays: dict[str, dict[str, int]] = {}
    for row in asked.rows(_days_per_stage, shape=whole):
        stays.setdefault(row["opportunity_id"], {})[row["stage"]] = row["days"]
    deals = asked.rows(_all_deals, shape=whole)
    stay = asked.rows(_stay_now, shape=whole) if any(row["status"] == "open" for row in deals) else []
    current = {row["opportunity_id"]: row for row in stay}
    for row in deals:
        key = row["opportunity_id"]
        here = current.get(key, {})
        flag = stalled(here.get("days"), here.get("usual"))
        yield {**row, "amount": money(row["amount"]), "days_per_stage": stays.get(key, {}), "stalled": flag}


def _all_deals(context: Context) -> Table:
    deals = context.unit("deals").cross_join(context.clock.select("as_of"))
    deals = deals.filter(deals.created_on <= deals.as_of)
    known = as_known(context, deals)
    users = context.fact("users").select("user_id", owner="name")
    rows = left_joined(known, users, [known.owner_id == users.user_id])
    return rows.select(
        "opportunity_id",
        "name",
        "type",
        "approach",
        "status",
        "stage",
        "amount",
        "currency",
        "created_on",
        "closed_on",
        "legitimate",
        "reopened",
        "owner",
    ).order_by("created_on", "opportunity_id")


def _days_per_stage(context: Context) -> Table:
    known = as_known(context, context.unit("deals").cross_join(context.clock.select("as_of")))
    stays = stays_of(context, known)
    spent = stays.mutate(days=days_between(stays.ended_on.fill_null(stays.as_of), stays.from_day))
    sums = spent.group_by("opportunity_id", "stage").aggregate(days=spent.days.sum(), _first=spent.from_day.min())
    return sums.order_by("opportunity_id", "_first", "stage").drop("_first")


def _stay_now(context: Context) -> Table:
    """How long is usual in a stage is told by all deals."""
    mine = context.unit("deals").select("opportunity_id")
    return stays_now(replace(context, narrowed=False)).semi_join(mine, "opportunity_id")


def _scores(asked: Question, whole: Shape) -> Iterator[Record]:
    """Engagement minutes, the chosen preset and MQA, each with what it rests on."""
    settings = asked.run.settings
    (row,) = asked.rows(_engagement, shape=whole) or [{"minutes": 0.0, "engaged": False}]
    kinds = [_reason(kind_score) for kind_score in asked.rows(_by_kind, shape=whole)]
    people = [_person_reason(kind_score) for kind_score in asked.rows(_by_person, shape=whole)]
    lookback = settings.engagement.lookback_days
    yield _score("engagement_minutes", round(float(row["minutes"]), 2), lookback, kinds)
    preset = asked.values.preset("engaged")
    yield _score(f"engaged: {asked.preset_name}", bool(row["engaged"]), preset.lookback_days, kinds)
    reached = bool(asked.rows(_is_mqa, shape=whole))
    yield _score("mqa", reached or settings.mqa.selected, settings.mqa.lookback_days, people)


def _score(name: str, value: Any, lookback: int | None, reasons: list[str]) -> Record:
    return {"score": name, "value": value, "lookback_days": lookback, "reasons": reasons}


def _reason(row: Record) -> str:
    return f"{row['touches']} × {row['kind']}: {float(row['minutes']):.1f} min"


def _person_reason(row: Record) -> str:
    return f"{row['person_id']}: {float(row['minutes']):.1f} min"


def _engagement(context: Context) -> Table:
    rows = attach_to_accounts(context, _only(population(context, "scope")), ("engaged", "minutes"))
    return rows.select("engaged", "minutes")


def _is_mqa(context: Context) -> Table:
    rows = _only(population(context, "scope"))
    moments = rows.select(*context.keys, at=rows.as_of)
    return holds(context, context.mqa, moments, context.keys)


def _by_kind(context: Context) -> Table:
    touches = _recent(context, counted_touches(context), "occurred_on")
    touches = touches.filter(touches.engages)
    sums = touches.group_by("kind").aggregate(touches=touches.count(), minutes=touches.weighted_seconds.sum() / 60)
    return sums.order_by(ibis.desc("minutes"), "kind")


def _by_person(context: Context) -> Table:
    days = _recent(context, context.unit("person_days"), "day")
    sums = days.group_by("person_id").aggregate(minutes=days.weighted_seconds.sum() / 60)
    return sums.order_by(ibis.desc("minutes"), "person_id")


def _recent(context: Context, rows: Table, on: str) -> Table:
    rows = rows.cross_join(context.clock.select("as_of"))
    rows = rows.filter(rows[on] <= rows.as_of)
    return rows.filter(within(rows.as_of, rows[on], context.value("engagement.lookback_days")))
