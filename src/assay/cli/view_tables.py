"""Views as tables of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assay.cli.answers import scope_text
from assay.cli.output import console_text, make_table
from assay.cli.values import NOTHING, figure_text, value_text
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.views.account import AccountAnswer
    from assay.views.accounts import AccountsAnswer
    from assay.views.deals import DealRow, DealsAnswer
    from assay.views.diagnosis import Diagnosis
    from assay.views.funnel import FunnelAnswer, StageFigures
    from assay.views.lists import Line, SideBySide
    from assay.views.split import FunnelSplit

    Tables = Iterator[RenderableType]

ENGLISH = "en"


def funnel_tables(funnel: FunnelAnswer) -> Tables:
    yield from _heading("Account funnel", funnel.heading)
    if funnel.cohort:
        header = ("stage", "reached", "of", "share", "median days")
        rows = [(one.stage, one.reached, one.of, _share(one.share), _days(one.median_days)) for one in funnel.cohort]
        yield make_table(header, rows, right=header[1:])
        yield from console_text(
            f"{many(funnel.immature, 'account')} not yet followed for the whole time." if funnel.immature else ""
        )
    else:
        yield _flow(funnel)
        yield from console_text(f"{many(funnel.moved_back, 'account')} moved back at least once in the window.")
    yield from console_text(*([funnel.note] if funnel.note else []))
    yield from _footer(funnel.heading)


def split_tables(split: FunnelSplit) -> Tables:
    """The parts under each other, and the sentence about the largest difference."""
    by = split.asked.by
    yield from _heading(f"Account funnel by {by}", split.whole.heading)
    stages = [row.stage for row in split.whole.stages]
    rows = [(one.part.title, *(_in_stage(split, row) for row in one.stages)) for one in split.parts]
    yield make_table((by, *stages), rows, right=tuple(stages))
    yield from console_text("In each stage: accounts in it → those of them that went on.", split.gap.sentence)
    if split.asked.more:
        yield from console_text(f"{split.asked.more} smaller parts are not shown.")
    yield from _footer(split.whole.heading)


def _in_stage(split: FunnelSplit, row: StageFigures) -> str:
    if row.stage in split.whole.unmeasured:
        return "not measured"
    return f"{row.accounts} → {_of(row.advanced, row.of)}".removesuffix(" → ")


def _flow(funnel: FunnelAnswer) -> RenderableType:
    header = ("stage", "accounts", "before", "entered", "forward", "back", "left", "conversion", "median days")
    rows = [
        (
            one.stage,
            "not measured" if one.stage in funnel.unmeasured else one.accounts,
            NOTHING if one.stage in funnel.unmeasured else one.before,
            one.entered,
            one.forward,
            one.back,
            one.left,
            _of(one.advanced, one.of),
            _days(one.median_days),
        )
        for one in funnel.stages
    ]
    return make_table(header, rows, right=header[1:])


def accounts_tables(accounts: AccountsAnswer) -> Tables:
    yield from _heading(f"{len(accounts.accounts)} of {many(accounts.of, 'account')}", accounts.heading)
    numbers = ("minutes", "30 days", "coverage", "pipeline")
    header = ("account", "name", "tier", "stage", "30 days ago", "engaged", *numbers, "last touch", "owner")

    def known(column: str, text: str) -> str:
        return NOTHING if column in accounts.unmeasured else text

    rows = [
        (
            one.account_id,
            one.name,
            one.tier,
            one.stage or NOTHING,
            "" if one.stage == one.stage_before else one.stage_before or NOTHING,
            known("engaged", "yes" if one.engaged else "no"),
            known("minutes", _number(one.minutes)),
            known("minutes_change", f"{one.minutes_change:+.1f}"),
            known("coverage", _share(one.coverage)),
            known("pipeline", value_text(one.pipeline, "money", accounts.currency, ENGLISH)),
            one.last_touch_on,
            one.owner,
        )
        for one in accounts.accounts
    ]
    yield make_table(header, rows, right=numbers)
    if accounts.unmeasured:
        columns = ", ".join(one.replace("_", " ") for one in accounts.unmeasured)
        yield from console_text(f"Not measured, for nothing has been loaded that would tell: {columns}.")
    yield from _footer(accounts.heading)


def account_tables(account: AccountAnswer, signals: Sequence[dict[str, Any]] = ()) -> Tables:
    who = account.account
    yield from _heading(f"{who['name']} ({who['account_id']})", account.heading)
    facts = ("stage", "owner", "industry", "employees", "domain", "country", "region", "city")
    yield from console_text(" · ".join(f"{name} {who[name]}" for name in facts if who[name] is not None))
    if who["is_excluded"]:
        yield from console_text("Excluded: partner, competitor or own company; it is in no figure.")
    yield make_table(
        ("role", "wanted", "found", "missing"),
        [(role.role, role.wanted, role.found, role.missing or "") for role in account.roles],
        right=("wanted", "found", "missing"),
        title="Buying committee",
    )
    yield from _records("People", account.people)
    yield make_table(DEAL_COLUMNS, [_own_deal(deal) for deal in account.deals], right=("amount",), title="Deals")
    yield from _records("Scores", [{**score, "reasons": "; ".join(score["reasons"])} for score in account.scores])
    yield from _records("Signals", [{**one, "reasons": "; ".join(map(_reason, one["reasons"]))} for one in signals])
    yield from _records("Lists", account.lists)
    yield from _records("Moves between stages", account.moves)
    yield from _records(f"Touches: the latest {len(account.touches)} of {account.touches_in_all}", account.touches)
    yield from _footer(account.heading)


DEAL_COLUMNS = ("deal", "name", "type", "status", "stage", "amount", "created", "closed", "days per stage", "stalled")


def _own_deal(deal: dict[str, Any]) -> Sequence[Any]:
    stays = ", ".join(f"{stage} {number}" for stage, number in deal["days_per_stage"].items())
    amount = value_text(deal["amount"], "money", deal["currency"], ENGLISH)
    names = ("opportunity_id", "name", "type", "status", "stage")
    stalled = NOTHING if deal["stalled"] is None else _cell(deal["stalled"])
    return *(deal[name] for name in names), amount, deal["created_on"], deal["closed_on"], stays, stalled


def _reason(reason: Mapping[str, Any]) -> str:
    """What a signal rests on: `mail_in: count 6, people 5, on 2026-09-27`."""
    rest = ", ".join(f"{name} {_cell(value)}" for name, value in reason.items() if name != "what")
    return f"{reason['what']}: {rest}" if rest else str(reason["what"])


def _records(title: str, rows: Iterable[dict[str, Any]]) -> Tables:
    """Rows of one shape, without the columns that none of them fills."""
    rows = list(rows)
    filled = {name for row in rows for name, value in row.items() if value is not None}
    header = [name for name in (rows[0] if rows else ()) if name in filled]
    if rows:
        yield make_table(header, [[_cell(row[name]) for name in header] for row in rows], title=title)
    else:
        yield from console_text(f"{title}: none")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return round(value, 1) if isinstance(value, float) else value


def deals_tables(deals: DealsAnswer) -> Tables:
    yield from _heading(f"{len(deals.deals)} open deals", deals.heading)
    numbers = ("amount", "days", "touches", "people", "days since touch")
    header = ("deal", "name", "account", "owner", "stage", "stalled", *numbers)
    yield make_table(header, [_deal(deal, deals.currency) for deal in deals.deals], right=numbers)
    untouched = ", ".join(deal.opportunity_id for deal in deals.untouched) or "none"
    yield from console_text(f"Without a touch in the last {many(deals.lookback_days, 'day')}: {untouched}.")
    yield from _footer(deals.heading)


def _deal(deal: DealRow, currency: str) -> Sequence[Any]:
    return (
        deal.opportunity_id,
        deal.name,
        deal.account,
        deal.owner,
        deal.stage or NOTHING,
        NOTHING if deal.stalled is None else "yes" if deal.stalled else "no",
        value_text(deal.amount, "money", currency, ENGLISH),
        NOTHING if deal.days_in_stage is None else deal.days_in_stage,
        deal.touches,
        f"{deal.people_touched}/{deal.key_people}",
        "never" if deal.days_since_touch is None else deal.days_since_touch,
    )


def side_by_side_tables(sides: SideBySide) -> Tables:
    yield from _heading(f"Side by side by {sides.by}", sides.heading)
    columns = [NOTHING if column is None else column for column in sides.columns]
    header = ("KPI", *columns, "Total", *(["Before"] if sides.before else []))
    yield make_table(header, [_line(line, sides) for line in sides.lines], right=header[1:])
    if sides.before:
        yield from console_text(f"Before: the whole company from {sides.before[0]} to {sides.before[1]}.")
    yield from console_text(
        f"{many(sides.overlap, 'account stands', 'accounts stand')} in more than one column; the total counts each once."
    )
    yield from _footer(sides.heading)


def _line(line: Line, sides: SideBySide) -> Sequence[str]:
    figures = [line.figures.get(column) for column in sides.columns]
    figures += [line.total, *([line.before] if sides.before else [])]
    texts = [figure_text(one, line.unit, line.currency, ENGLISH) if one else NOTHING for one in figures]
    return line.name, *texts


def diagnosis_tables(diagnosis: Diagnosis) -> Tables:
    yield from _heading("Diagnosis", diagnosis.heading)
    presets = list(diagnosis.presets[0].figures) if diagnosis.presets else []
    rows = [
        (line.name, *(figure_text(line.figures[one], line.unit, line.currency, ENGLISH) for one in presets))
        for line in diagnosis.presets
    ]
    yield make_table(("KPI", *presets), rows, right=presets, title='What "engaged" means')
    speed = [
        (
            one.signal,
            one.signals,
            one.none,
            _share(one.share_none),
            _days(one.median_days),
            _days(one.censored_median_days),
        )
        for one in diagnosis.speed
    ]
    header = ("signal", "accounts", "none yet", "share", "median days", "censored median")
    yield make_table(header, speed, right=header[1:], title="From the signal to the first sales touch")
    alignment = figure_text(diagnosis.alignment, "share", None, ENGLISH)
    yield from console_text(f"Worked by marketing and sales, of the accounts worked by either: {alignment}")
    stalls = [(one.stage or NOTHING, _number(one.stalled), one.open, one.note) for one in diagnosis.stalls]
    yield make_table(
        ("stage", "stalled", "open deals", "note"), stalls, right=("stalled", "open deals"), title="Stalls"
    )
    roles = [(one.role, one.wanted, f"{one.lacking}/{one.of}", _share(one.share)) for one in diagnosis.roles]
    wanted = ("role", "wanted", "accounts lacking it", "share")
    yield make_table(wanted, roles, right=wanted[1:], title="Roles missing most often")
    yield from _footer(diagnosis.heading)


def _heading(title: str, heading: dict[str, Any]) -> Tables:
    from rich.text import Text

    yield Text(title, style="bold")
    yield from console_text(f"{scope_text(heading['scope'])} · {heading['from']} to {heading['to']}")


def _footer(heading: dict[str, Any]) -> Tables:
    yield from console_text(f"as of {heading['as_of']} · run {heading['run']} · engaged means {heading['engaged']}")


def _share(value: float | None) -> str:
    return value_text(value, "share", None, ENGLISH)


def _days(value: float | None) -> str:
    return value_text(value, "days", None, ENGLISH)


def _number(value: float | None) -> str:
    return value_text(value, "", None, ENGLISH)


def _of(part: int | None, whole: int | None) -> str:
    return "" if part is None or whole is None else f"{part}/{whole}"
