"""The drawings of one account: what happened over time, who sits on its buying committee, where it stands among peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from assay.charts import Cell, Dot, Lane, Standing, Stretch, heat_map, ranges, timeline
from assay.contract.tables import SENIORITIES
from assay.languages.labels import label
from assay.views.account import AccountAnswer
from assay.views.measures import Peers
from assay.views.stages import LEVEL
from assay.views.timeline import Timeline, TouchWeek
from assay.web.pages.kinds import channel_name
from assay.web.pages.pictures import Picture, picture
from assay.web.visit import Visit

CHANNELS = 9
GAP = "gap"
UNKNOWN = ""


def timeline_picture(visit: Visit, account: AccountAnswer, happened: Timeline) -> Picture:
    """Its stage, a lane for each channel, new people, and each deal with the stages it stood in."""
    start, end = happened.heading["from"], happened.heading["to"]
    lanes = [_stage_lane(visit, account, start, end), *_channel_lanes(visit, happened)]
    lanes += [*_people_lane(visit, happened), *_deal_lanes(visit, happened, start, str(account.account["name"]))]
    title = visit._("Timeline")
    chart = timeline(
        title,
        lanes,
        start=start,
        end=end,
        language=visit.language,
        summary=_timeline_summary(visit, happened),
        width=1180,
    )
    return picture("timeline", chart)


def _timeline_summary(visit: Visit, happened: Timeline) -> str:
    touches, answers = (sum(getattr(one, name) for one in happened.weeks) for name in ("touches", "engaging"))
    deals = len({stay.opportunity_id for stay in happened.stays})
    answered = visit.fmt.number(answers)
    said = visit.ngettext(
        "%(n)s touch in the window, %(answers)s of them by the account itself",
        "%(n)s touches in the window, %(answers)s of them by the account itself",
        touches,
        answers=answered,
    )
    if not deals:
        return visit._("%(said)s; no deal was under way.", said=said)
    under_way = visit.ngettext("%(n)s deal was under way", "%(n)s deals were under way", deals)
    return f"{said}; {under_way}."


def _stage_lane(visit: Visit, account: AccountAnswer, start: date, end: date) -> Lane:
    """From one move to the next; moves of a day follow each other without a stretch between."""
    stretches = []
    moves = [move for move in account.moves if move["on"] is None or move["on"] <= end]
    for place, move in enumerate(moves):
        begin = max(move["on"] or start, start)
        until = moves[place + 1]["on"] if place + 1 < len(moves) else end
        if move["to"] is not None and until and until > begin:
            name = label("funnel", move["to"], visit.language)
            says = visit._("%(stage)s from %(day)s", stage=name, day=visit.fmt.day(begin))
            stretches.append(
                Stretch(begin, until, name, says, min(4, 1 + LEVEL[move["to"]] // 2), visit.href() + "#moves")
            )
    return Lane(visit._("Stage"), stretches=tuple(stretches))


def _channel_lanes(visit: Visit, happened: Timeline) -> Iterator[Lane]:
    """The channels with the most touches, those of the account and those sent to it on one line."""
    totals: Counter[str] = Counter()
    for one in happened.weeks:
        totals[one.channel] += one.touches
    for channel, total in totals.most_common(CHANNELS):
        dots = [dot for one in happened.weeks if one.channel == channel for dot in _dots(visit, one)]
        yield Lane(channel_name(visit, channel), tuple(dots), total=visit.fmt.number(total))


def _dots(visit: Visit, one: TouchWeek) -> Iterator[Dot]:
    href = visit.href(channel=one.channel, week=one.week) + "#touches"
    week = visit._("week of %(day)s", day=visit.fmt.day(one.week))
    sent = one.touches - one.engaging
    for count, answers in ((sent, False), (one.engaging, True)):
        if count:
            by = visit._("by the account") if answers else visit._("sent or not answered")
            yield Dot(
                one.week + timedelta(days=3),
                count,
                f"{channel_name(visit, one.channel)}, {week}: {visit.fmt.number(count)} {by}",
                answers,
                href,
            )


def _people_lane(visit: Visit, happened: Timeline) -> Iterator[Lane]:
    days = Counter(happened.known_people)
    if days:
        says = visit._("became known")
        dots = tuple(
            Dot(day, count, f"{visit.fmt.number(count)} {says}", True, visit.href() + "#people")
            for day, count in days.items()
        )
        yield Lane(visit._("New people"), dots, total=visit.fmt.number(sum(days.values())))


def _deal_lanes(visit: Visit, happened: Timeline, start: date, account: str) -> Iterator[Lane]:
    deals: dict[str, list[Stretch]] = {}
    names: dict[str, str] = {}
    for stay in happened.stays:
        names[stay.opportunity_id] = (stay.name or stay.opportunity_id).removeprefix(f"{account}: ")
        days = visit.fmt.days((stay.until - stay.starts_on).days)
        step = {"won": 4, "lost": 0}.get(stay.status, min(3, 1 + int(stay.position or 0) // 2))
        stretch = Stretch(
            max(stay.starts_on, start), stay.until, stay.stage, f"{stay.stage}: {days}", step, visit.href() + "#deals"
        )
        deals.setdefault(stay.opportunity_id, []).append(stretch)
    for key, stretches in list(deals.items())[-8:]:
        yield Lane(names[key], stretches=tuple(stretches))


def committee_picture(visit: Visit, account: AccountAnswer) -> Picture | None:
    """Roles by seniority, and what is missing of each; None where so few people would be told one by one."""
    if len(account.people) < visit.settings.people_min_k:
        return None
    counts = Counter((person["role"] or UNKNOWN, person["seniority"] or UNKNOWN) for person in account.people)
    suggested = Counter(
        (person["role"] or UNKNOWN, person["seniority"] or UNKNOWN)
        for person in account.people
        if {"role", "seniority"} & set(person["suggested"])
    )
    missing = {role.role: role.missing for role in account.roles}
    held = [role for role, _ in counts if role not in missing and role != UNKNOWN]
    roles = [*missing, *dict.fromkeys(held), *([UNKNOWN] if any(role == UNKNOWN for role, _ in counts) else [])]
    seniorities = [*SENIORITIES, *([UNKNOWN] if any(seniority == UNKNOWN for _, seniority in counts) else [])]
    cells = {
        key: Cell(number, text=with_suggested(visit, number, suggested[key]), href=visit.href() + "#people")
        for key, number in counts.items()
    }
    for role, number in missing.items():
        if number:
            cells[role, GAP] = Cell(0, gap=True, text=f"✕ {visit.fmt.number(number)}")
    columns = [(one, seniority_name(visit, one)) for one in seniorities]
    if any(missing.values()):
        columns.append((GAP, visit._("missing")))
    rows = [(role, role_name(visit, role)) for role in roles]
    title = visit._("Buying committee")
    chart = heat_map(title, rows, columns, cells, language=visit.language, corner=visit._("Role"), width=640)
    return picture("committee", chart)


def with_suggested(visit: Visit, people: int, suggested: int) -> str | None:
    """`5 (~2)`: two of the five are where they are by what their job titles suggest; null where none is."""
    if not suggested:
        return None
    told = "~" + visit.fmt.number(suggested)
    return told if suggested == people else f"{visit.fmt.number(people)} ({told})"


def role_name(visit: Visit, role: str) -> str:
    return label("roles", role, visit.language) if role else visit._("no role")


def seniority_name(visit: Visit, seniority: str) -> str:
    return label("seniorities", seniority, visit.language) if seniority else visit._("not known")


def peers_picture(visit: Visit, peers: Peers) -> Picture:
    names = {
        "minutes": visit._("Engagement minutes"),
        "visits": visit._("Website visits"),
        "relationship": visit._("Relationship score"),
        "coverage": visit._("Role coverage"),
        "key_people": visit._("Key people"),
        "engaged_people": visit._("Engaged key people"),
    }
    lines = [
        Standing(names[one.measure], one.unit, one.value, one.median, one.low, one.high, one.above, one.of)
        for one in peers.lines
    ]
    return picture("peers", ranges(_peers_title(visit, peers), lines, language=visit.language, width=640))


def _peers_title(visit: Visit, peers: Peers) -> str:
    circles = {
        "tier_and_industry": visit._(
            "Against accounts of tier %(tier)s in %(industry)s", tier=peers.tier, industry=peers.industry
        ),
        "tier": visit._("Against accounts of tier %(tier)s", tier=peers.tier),
        "industry": visit._("Against accounts in %(industry)s", industry=peers.industry),
        "all": visit._("Against all accounts of the scope"),
    }
    return circles[peers.circle]
