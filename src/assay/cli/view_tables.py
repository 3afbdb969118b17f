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
    from assay.views.funnel import FunnelAnswer
    from assay.views.lists import Line, SideBySide
    from assay.views.split import FunnelSplit

    Tables = Iterator[RenderableType]

ENGLISH = "en"


def funnel_tables(found: FunnelAnswer) -> Tables:
    yield from _heading("Account funnel", found.heading)
    if found.cohort:
        header = ("stage", "reached", "of", "share", "median days")
        rows = [(one.stage, one.reached, one.of, _share(one.share), _days(one.median_days)) for one in found.cohort]
        yield make_table(header, rows, right=header[1:])
        yield from console_text(
            f"{many(found.immature, 'account')} not yet followed for the whole time." if found.immature else ""
        )
    else:
        yield _flow(found)
        yield from console_text(f"{many(found.moved_back, 'account')} moved back at least once in the window.")
    yield from console_text(*([found.note] if found.note else []))
    yield from _footer(found.heading)


def split_tables(found: FunnelSplit) -> Tables:
    """The parts under each other, and the sentence about the largest difference."""
    by = found.asked.by
    yield from _heading(f"Account funnel by {by}", found.whole.heading)
    stages = [row.stage for row in found.whole.stages]
    rows = [
        (one.part.title, *(f"{row.accounts} → {_of(row.advanced, row.of)}".removesuffix(" → ") for row in one.stages))
        for one in found.parts
    ]
    yield make_table((by, *stages), rows, right=tuple(stages))
    yield from console_text("In each stage: accounts in it → those of them that went on.", found.gap.sentence)
    if found.asked.more:
        yield from console_text(f"{found.asked.more} smaller parts are not shown.")
    yield from _footer(found.whole.heading)


def _flow(found: FunnelAnswer) -> RenderableType:
    header = ("stage", "accounts", "before", "entered", "forward", "back", "left", "conversion", "median days")
    rows = [
        (
            one.stage,
            one.accounts,
            one.before,
            one.entered,
            one.forward,
            one.back,
            one.left,
            _of(one.advanced, one.of),
            _days(one.median_days),
        )
        for one in found.stages
    ]
    return make_table(header, rows, right=header[1:])


def accounts_tables(found: AccountsAnswer) -> Tables:
    yield from _heading(f"{len(found.accounts)} of {many(found.of, 'account')}", found.heading)
    numbers = ("minutes", "30 days", "coverage", "pipeline")
    header = ("account", "name", "tier", "stage", "30 days ago", "engaged", *numbers, "last touch", "owner")
    rows = [
        (
            one.account_id,
            one.name,
            one.tier,
            one.stage or NOTHING,
            "" if one.stage == one.stage_before else one.stage_before or NOTHING,
            "yes" if one.engaged else "no",
            _number(one.minutes),
            f"{one.minutes_change:+.1f}",
            _share(one.coverage),
            value_text(one.pipeline, "money", found.currency, ENGLISH),
            one.last_touch_on,
            one.owner,
        )
        for one in found.accounts
    ]
    yield make_table(header, rows, right=numbers)
    yield from _footer(found.heading)


def account_tables(found: AccountAnswer, signals: Sequence[dict[str, Any]] = ()) -> Tables:
    who = found.account
    yield from _heading(f"{who['name']} ({who['account_id']})", found.heading)
    facts = ("stage", "owner", "industry", "employees", "domain", "country", "region", "city")
    yield from console_text(" · ".join(f"{name} {who[name]}" for name in facts if who[name] is not None))
    if who["is_excluded"]:
        yield from console_text("Excluded: partner, competitor or own company; it is in no figure.")
    yield make_table(
        ("role", "wanted", "found", "missing"),
        [(role.role, role.wanted, role.found, role.missing or "") for role in found.roles],
        right=("wanted", "found", "missing"),
        title="Buying committee",
    )
    yield from _records("People", found.people)
    yield make_table(DEAL_COLUMNS, [_own_deal(deal) for deal in found.deals], right=("amount",), title="Deals")
    yield from _records("Scores", [{**score, "reasons": "; ".join(score["reasons"])} for score in found.scores])
    yield from _records("Signals", [{**one, "reasons": "; ".join(map(_reason, one["reasons"]))} for one in signals])
    yield from _records("Lists", found.lists)
    yield from _records("Moves between stages", found.moves)
    yield from _records(f"Touches: the latest {len(found.touches)} of {found.touches_in_all}", found.touches)
    yield from _footer(found.heading)


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


def deals_tables(found: DealsAnswer) -> Tables:
    yield from _heading(f"{len(found.deals)} open deals", found.heading)
    numbers = ("amount", "days", "touches", "people", "days since touch")
    header = ("deal", "name", "account", "owner", "stage", "stalled", *numbers)
    yield make_table(header, [_deal(deal, found.currency) for deal in found.deals], right=numbers)
    untouched = ", ".join(deal.opportunity_id for deal in found.untouched) or "none"
    yield from console_text(f"Without a touch in the last {many(found.lookback_days, 'day')}: {untouched}.")
    yield from _footer(found.heading)


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


def side_by_side_tables(found: SideBySide) -> Tables:
    yield from _heading(f"Side by side by {found.by}", found.heading)
    columns = [NOTHING if column is None else column for column in found.columns]
    header = ("KPI", *columns, "Total", *(["Before"] if found.before else []))
    yield make_table(header, [_line(line, found) for line in found.lines], right=header[1:])
    if found.before:
        yield from console_text(f"Before: the whole company from {found.before[0]} to {found.before[1]}.")
    yield from console_text(
        f"{many(found.overlap, 'account stands', 'accounts stand')} in more than one column; the total counts each once."
    )
    yield from _footer(found.heading)


def _line(line: Line, found: SideBySide) -> Sequence[str]:
    figures = [line.figures.get(column) for column in found.columns]
    figures += [line.total, *([line.before] if found.before else [])]
    texts = [figure_text(one, line.unit, line.currency, ENGLISH) if one else NOTHING for one in figures]
    return line.name, *texts


def diagnosis_tables(found: Diagnosis) -> Tables:
    yield from _heading("Diagnosis", found.heading)
    presets = list(found.presets[0].figures) if found.presets else []
    rows = [
        (line.name, *(figure_text(line.figures[one], line.unit, line.currency, ENGLISH) for one in presets))
        for line in found.presets
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
        for one in found.speed
    ]
    header = ("signal", "accounts", "none yet", "share", "median days", "censored median")
    yield make_table(header, speed, right=header[1:], title="From the signal to the first sales touch")
    alignment = figure_text(found.alignment, "share", None, ENGLISH)
    yield from console_text(f"Worked by marketing and sales, of the accounts worked by either: {alignment}")
    stalls = [(one.stage or NOTHING, _number(one.stalled), one.open, one.note) for one in found.stalls]
    yield make_table(
        ("stage", "stalled", "open deals", "note"), stalls, right=("stalled", "open deals"), title="Stalls"
    )
    roles = [(one.role, one.wanted, f"{one.lacking}/{one.of}", _share(one.share)) for one in found.roles]
    wanted = ("role", "wanted", "accounts lacking it", "share")
    yield make_table(wanted, roles, right=wanted[1:], title="Roles missing most often")
    yield from _footer(found.heading)


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
