"""Open deals of a scope one by one (P03): money, stage, who looks after them, and which ones nobody does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from assay.engine.tables import Table
from assay.kpis.rows import Deals, DealStages
from assay.metrics.answers import Run
from assay.metrics.context import Context, left_joined
from assay.metrics.dimensions import chosen
from assay.metrics.relations import rows_of
from assay.metrics.scope import Scope
from assay.views.question import Question, Record, question


@dataclass(frozen=True)
class DealRow:
    """An open new-business deal on the as-of day; `amount` in the answer's currency, None where no rate is known.

    `touches` and `people_touched` (of `key_people`) are those of the engagement look-back; `stalled` is None where too
    few won deals tell what is usual in the stage.
    """

    opportunity_id: str
    name: str | None
    account_id: str
    account: str | None
    owner: str | None
    amount: float | None
    stage: str | None
    days_in_stage: int | None
    usual_days: float | None
    stalled: bool | None
    touches: int
    people_touched: int
    key_people: int
    days_since_touch: int | None


@dataclass(frozen=True)
class DealsAnswer:
    """Open deals of the scope, the largest first; `untouched` are those without a touch in the look-back."""

    heading: Record
    currency: str
    lookback_days: int
    deals: tuple[DealRow, ...]

    @property
    def untouched(self) -> tuple[DealRow, ...]:
        return tuple(deal for deal in self.deals if not deal.touches)

    def to_json(self) -> Record:
        return {
            **self.heading,
            "currency": self.currency,
            "lookback_days": self.lookback_days,
            "untouched": [deal.opportunity_id for deal in self.untouched],
            "deals": [asdict(deal) for deal in self.deals],
        }


def deals(run: Run, scope: Scope | None = None) -> DealsAnswer:
    """The open new-business deals that belong to the scope on the as-of day."""
    asked = question(run, scope)
    stays = {row["opportunity_id"]: row for row in asked.rows(stays_now)}
    open_deals = [_deal(row, stays.get(row["opportunity_id"], {})) for row in asked.rows(open_now)]
    open_deals.sort(key=lambda deal: (-(deal.amount or 0), deal.opportunity_id))
    return DealsAnswer(asked.heading(), asked.currency, lookback(asked), tuple(open_deals))


def lookback(asked: Question) -> int:
    return asked.run.settings.engagement.lookback_days


def open_now(context: Context) -> Table:
    """Open deals of the scope with what the KPI P03 counts, their account's and their owner's name."""
    rows = chosen(context, rows_of(Deals("open", money=True, attention=True), context))
    accounts = context.fact("accounts").select("account_id", account="name")
    users = context.fact("users").select("user_id", owner="name")
    named = left_joined(left_joined(rows, accounts, "account_id"), users, [rows.owner_id == users.user_id])
    return named.select(
        "opportunity_id",
        "name",
        "account_id",
        "account",
        "owner",
        "owner_id",
        "amount",
        "unconverted",
        "stage",
        "recent_touches",
        "people_touched",
        "key_people",
        "days_since_touch",
    )


def stays_now(context: Context) -> Table:
    """Open deals with the days in their stage, and those that are usual there."""
    rows = rows_of(DealStages("current"), context)
    return rows.select("opportunity_id", "stage", "days", "usual")


def stalled(days: int | None, usual: float | None) -> bool | None:
    return None if days is None or usual is None else days > usual


def _deal(row: Record, stay: Record) -> DealRow:
    days, usual = stay.get("days"), stay.get("usual")
    return DealRow(
        opportunity_id=row["opportunity_id"],
        name=row["name"],
        account_id=row["account_id"],
        account=row["account"],
        owner=row["owner"] or row["owner_id"],
        amount=None if row["unconverted"] else money(row["amount"]),
        stage=row["stage"],
        days_in_stage=days,
        usual_days=usual,
        stalled=stalled(days, usual),
        touches=row["recent_touches"],
        people_touched=row["people_touched"],
        key_people=row["key_people"],
        days_since_touch=row["days_since_touch"],
    )


def money(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


__all__ = ["DealRow", "DealsAnswer", "deals"]
