"""One account: its scores with reasons, what happened, its committee and its gaps, its peers, its deals, its people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from assay.errors import UsageError
from assay.languages.labels import label
from assay.store.follow_ups import FollowUp
from assay.views.account import AccountAnswer
from assay.views.contacts import Contact, contacts
from assay.views.measures import Peers, measures, peers_of
from assay.views.question import Record
from assay.views.scores import Reason, Score, account_scores, to_records
from assay.views.timeline import Timeline, timeline, touches_of
from assay.web.chips import where_text
from assay.web.pages.account_pictures import committee_picture, peers_picture, timeline_picture
from assay.web.pages.follow_up import form_values, known
from assay.web.pages.help import no_figures
from assay.web.pages.kinds import channel_name, kind_name
from assay.web.pages.registry import Page, Shown
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

KINDS = {
    "meeting_held": ("%(n)s meeting", "%(n)s meetings"),
    "call": ("%(n)s call", "%(n)s calls"),
    "mail_in": ("%(n)s mail received", "%(n)s mails received"),
    "mail_out": ("%(n)s mail sent", "%(n)s mails sent"),
}


@dataclass(frozen=True)
class ScoreCard:
    """A score in words: its value, whether it is up, and what it rests on."""

    name: str
    value: str
    beside: str
    flag: str
    warn: bool
    reasons: tuple[str, ...]


def account_page(visit: Visit, account_id: str) -> Shown:
    """One account looked at in the window, also where the scope follows a cohort."""
    if visit.last_day is None:
        visit.account_id(account_id)
        return no_figures(visit)
    visit = replace(visit, scope=replace(visit.scope, mode="snapshot"))
    account = visit.account(account_id)
    key = account.account["account_id"]
    if key != account_id:
        return _moved(account)
    scope = visit.scope
    happened = visit.ask(timeline, key, scope=scope)
    scores = visit.ask(account_scores, key, scope=scope)
    peers = peers_of(visit.ask(measures, scope=replace(scope, owners=())), key)
    touches = _touches(visit, key)
    values = {
        **form_values(visit),
        "kept": known(visit).get(key, FollowUp()),
        "found": account,
        "who": account.account,
        "cards": [*_cards_of_view(visit, account), *(_card(visit, score) for score in scores)],
        "quiet": _quiet(visit, account, scores, key),
        "timeline": timeline_picture(visit, account, happened),
        "committee": committee_picture(visit, account),
        "suggested": any({"role", "seniority"} & set(person["suggested"]) for person in account.people),
        "few": len(account.people) < visit.settings.people_min_k,
        "peers": peers_picture(visit, peers) if peers else None,
        "missing": [role for role in account.roles if role.missing],
        "narrowed": bool(visit.query.get("channel") or visit.query.get("week")),
        "stalled": [deal for deal in account.deals if deal["stalled"]],
        "tier": _tier(account),
        "deal_names": {deal["opportunity_id"]: deal["name"] or deal["opportunity_id"] for deal in account.deals},
    }
    tables = (
        _touch_table(visit, touches),
        _people_table(visit, account),
        _deal_table(visit, account),
        _move_table(visit, account),
        _list_table(visit, account),
    )
    title = str(account.account["name"] or key)
    return Shown("pages/account.html", values, tables, data=_data(account, happened, scores, peers), title=title)


def _quiet(visit: Visit, account: AccountAnswer, scores: Sequence[Score], key: str) -> str | None:
    """One sentence in place of so many zeros, as they are shown: since when nothing has been heard; None where something has."""
    minutes = next((score["value"] for score in account.scores if score["score"] == "engagement_minutes"), 0)
    if round(minutes) or any(
        round(score.value or 0) for score in scores if score.name in ("relationship", "website_spike")
    ):
        return None
    days = [touch["occurred_on"] for touch in visit.ask(touches_of, key, None, None) if touch["engages"]]
    if not days:
        return visit._("Nothing has been heard from them yet.")
    return visit._("Nothing heard from them since %(day)s.", day=visit.fmt.day(max(days)))


def _moved(account: AccountAnswer) -> Shown:
    """Asked by its name, which must not stand in an address: the way to the account by its id."""
    values = {"who": account.account}
    return Shown("pages/account_named.html", values, title=str(account.account["name"]), data=account.to_json())


def _data(account: AccountAnswer, happened: Timeline, scores: Sequence[Score], peers: Peers | None) -> Record:
    lines = [vars(line) for line in peers.lines] if peers else []
    return {
        **account.to_json(),
        "timeline": happened.to_json(),
        "signals": to_records(tuple(scores)),
        "peers": {"circle": peers.circle if peers else None, "lines": lines},
    }


def _tier(account: AccountAnswer) -> str | None:
    """The tier of a list row in force on the as-of day, the first by value."""
    as_of = account.heading["as_of"]
    running = [
        row["tier"] for row in account.lists if row["tier"] and (row["valid_to"] is None or row["valid_to"] > as_of)
    ]
    return min(running, default=None)


# Scores in words.


def _cards_of_view(visit: Visit, account: AccountAnswer) -> Iterator[ScoreCard]:
    for score in account.scores:
        name = score["score"]
        days = visit.ngettext("last %(n)s day", "last %(n)s days", score["lookback_days"])
        if name == "engagement_minutes":
            yield ScoreCard(
                visit._("Engagement"),
                visit._("%(n)s min", n=visit.fmt.number(score["value"], 0)),
                days,
                "",
                False,
                _by_kind(visit, account),
            )
        if name == "mqa":
            flag = visit._("qualified") if score["value"] else visit._("not qualified")
            reasons = tuple(_named(visit, account, reason) for reason in score["reasons"][:4])
            yield ScoreCard("MQA", "✓" if score["value"] else "–", days, flag, False, reasons)


def _by_kind(visit: Visit, account: AccountAnswer) -> tuple[str, ...]:
    """The kinds of touches that gave the most minutes, as the view tells them: `37 × page_view: 25.1 min`."""
    minutes = next(score for score in account.scores if score["score"] == "engagement_minutes")
    lines = []
    for reason in minutes["reasons"][:4]:
        count, _, rest = reason.partition(" × ")
        kind, _, worth = rest.partition(": ")
        value = visit._("%(n)s min", n=visit.fmt.number(float(worth.removesuffix(" min"))))
        name = f"{visit.fmt.number(int(count))} × {kind_name(visit, kind)}"
        lines.append(visit._("%(name)s: %(value)s", name=name, value=value))
    return tuple(lines)


def _named(visit: Visit, account: AccountAnswer, reason: str) -> str:
    """A person's reason by the name instead of the id."""
    key, _, rest = reason.partition(": ")
    name = next((person["name"] for person in account.people if person["person_id"] == key), None)
    minutes = visit._("%(n)s min", n=visit.fmt.number(float(rest.removesuffix(" min"))))
    return visit._("%(name)s: %(value)s", name=name or key, value=minutes)


def _card(visit: Visit, score: Score) -> ScoreCard:
    return {"relationship": _relationship, "icp": _profile, "intent_surge": _surge, "website_spike": _spike}[
        score.name
    ](visit, score)


def _relationship(visit: Visit, score: Score) -> ScoreCard:
    reasons = tuple(_contact(visit, reason) for reason in score.reasons) or (visit._("no mail, call or meeting"),)
    before = (
        visit._("%(value)s ninety days ago", value=visit.fmt.number(score.before, 0))
        if score.before is not None
        else ""
    )
    flag = visit._("fading") if score.holds else ""
    value = "–" if score.value is None else f"{visit.fmt.number(score.value, 0)} / 100"
    return ScoreCard(visit._("Relationship"), value, before, flag, bool(score.holds), reasons)


def _contact(visit: Visit, reason: Reason) -> str:
    said = visit.ngettext(*KINDS[reason.what], reason.count or 0)
    people = visit.ngettext("with %(n)s person", "with %(n)s people", reason.people or 0)
    return visit._("%(what)s %(people)s, the last on %(day)s", what=said, people=people, day=visit.fmt.day(reason.on))


def _profile(visit: Visit, score: Score) -> ScoreCard:
    if score.value is None:
        reasons = (visit._("no criteria in the settings, or no field known"),)
        return ScoreCard(visit._("Ideal customer"), "–", "", "", False, reasons)
    marks = {True: "✓", False: "✕", None: "?"}
    met = sum(1 for reason in score.reasons if reason.holds)
    beside = visit._("%(part)s of %(whole)s criteria", part=met, whole=score.of)
    lines = tuple(f"{marks[reason.holds]} {where_text(reason.what, visit.language)}" for reason in score.reasons)
    return ScoreCard(visit._("Ideal customer"), visit.fmt.percent(score.value, 0), beside, "", False, lines)


def _surge(visit: Visit, score: Score) -> ScoreCard:
    if score.value is None:
        return ScoreCard(visit._("Intent"), "–", "", "", False, (visit._("no signals are loaded"),))
    hot = [reason for reason in score.reasons if reason.holds]
    day = visit.fmt.day(score.since)
    beside = visit.ngettext(
        "%(n)s of %(whole)s topics, week of %(day)s",
        "%(n)s of %(whole)s topics, week of %(day)s",
        len(hot),
        whole=score.of,
        day=day,
    )
    lines = tuple(f"{reason.what} ({visit.fmt.number(reason.value, 0)})" for reason in score.reasons[:5])
    flag = visit._("surging") if score.holds else ""
    return ScoreCard(
        visit._("Intent"),
        visit.fmt.percent(score.value, 0),
        beside,
        flag,
        False,
        lines or (visit._("no topic this week"),),
    )


def _spike(visit: Visit, score: Score) -> ScoreCard:
    beside = visit._("usually %(n)s, week of %(day)s", n=visit.fmt.number(score.before), day=visit.fmt.day(score.since))
    lines = tuple(
        visit._("%(name)s: %(value)s", name=visit.fmt.day(reason.on), value=visit.fmt.number(reason.count))
        for reason in score.reasons
    )
    value = visit.ngettext("%(n)s visit", "%(n)s visits", int(score.value or 0))
    return ScoreCard(visit._("Website"), value, beside, visit._("spike") if score.holds else "", False, lines)


# Tables.


def _touches(visit: Visit, key: str) -> tuple[Record, ...]:
    channel, week = visit.query.get("channel"), visit.query.get("week")
    try:
        day = date.fromisoformat(week) if week else None
    except ValueError:
        raise UsageError(f"week is {week!r}; it is no date.", hint="Write it as 2026-09-28.") from None
    return visit.ask(touches_of, key, channel, day)


def _touch_table(visit: Visit, touches: Sequence[Record]) -> TableData:
    rows = [
        {
            **touch,
            "kind": kind_name(visit, touch["kind"]),
            "channel": channel_name(visit, touch["channel"]),
            "person": " ".join(filter(None, (touch["first_name"], touch["last_name"]))) or None,
            "minutes": touch["minutes"] if touch["engages"] else None,
        }
        for touch in touches
    ]
    columns = (
        Column("occurred_on", visit._("Day"), "day"),
        Column("kind", visit._("What")),
        Column("channel", visit._("Channel")),
        Column("person", visit._("Person")),
        Column("team", visit._("Team"), label="teams"),
        Column("user", visit._("Done by")),
        Column("minutes", visit._("Minutes"), "number"),
        Column("outcome", visit._("Outcome")),
        Column("url", visit._("Page"), long=True),
        Column("touch_id", visit._("Id")),
    )
    return TableData("touches", visit._("Touches"), columns, rows, most=25)


_SUGGESTED = {"role": "Role", "seniority": "Seniority", "department": "Department"}
"""What a job title suggests, by the columns of the table."""


def _people_table(visit: Visit, account: AccountAnswer) -> TableData:
    """How to reach each of them; traits vanish where so few people are known that they would stand for a person."""
    key, as_of = account.account["account_id"], account.heading["as_of"]
    reached = {one.person_id: one for one in contacts(visit.cursor(), [key], as_of).get(key, [])}
    few = len(account.people) < visit.settings.people_min_k
    traits = (
        Column("job_title", visit._("Title")),
        Column("seniority", visit._("Seniority"), label="seniorities"),
        Column("department", visit._("Department"), label="departments"),
        *(
            (Column("suggested", visit._("Suggested by the title")),)
            if any(one["suggested"] for one in account.people)
            else ()
        ),
    )
    columns = (
        Column("name", visit._("Person")),
        Column("role", visit._("Role"), label="roles"),
        Column("phone", visit._("Phone number"), link=lambda row: _to("tel:", row["phone"])),
        Column("email", visit._("E-mail address"), link=lambda row: _to("mailto:", row["email"])),
        Column("exchanged_on", visit._("Last spoken to"), "day"),
        *(() if few else traits),
        Column("engaging", visit._("Engaging touches"), "number"),
        Column("touches", visit._("Touches"), "number"),
        Column("last_touch_on", visit._("Last touch"), "day"),
    )
    note = (
        visit._("Fewer than %(n)s people are known: their traits are not shown.", n=visit.settings.people_min_k)
        if few
        else None
    )
    rows = [
        {
            **person,
            **_reach(reached.get(person["person_id"])),
            "name": person["name"] or person["person_id"],
            "suggested": ", ".join(visit._(_SUGGESTED.get(field, field)) for field in person["suggested"]),
        }
        for person in account.people
    ]
    empty = visit._("Nobody is known here yet: load people with their account_id.")
    return TableData("people", visit._("People"), columns, rows, note=note, empty=empty, most=50)


def _reach(contact: Contact | None) -> dict[str, Any]:
    names = ("phone", "email", "exchanged_on")
    return {name: getattr(contact, name) if contact else None for name in names}


def _to(way: str, address: str | None) -> str | None:
    return way + quote(address.replace(" ", ""), safe="@+") if address else None


def _deal_table(visit: Visit, account: AccountAnswer) -> TableData:
    rows = [
        {
            **deal,
            "name": deal["name"] or deal["opportunity_id"],
            "type": label("deal_types", deal["type"] or "", visit.language),
            "amount": None
            if deal["amount"] is None
            else visit.fmt.money(deal["amount"], deal["currency"] or visit.settings.currency),
            "stays": " → ".join(f"{stage} {visit.fmt.number(days)}" for stage, days in deal["days_per_stage"].items()),
            "stall": visit._("⚠ stalled") if deal["stalled"] else "",
        }
        for deal in account.deals
    ]
    columns = (
        Column("name", visit._("Deal")),
        Column("type", visit._("Type")),
        Column("stage", visit._("Stage")),
        Column("stall", visit._("Stalled")),
        Column("amount", visit._("Amount")),
        Column("created_on", visit._("Created"), "day"),
        Column("closed_on", visit._("Closed"), "day"),
        Column("stays", visit._("Days per stage"), long=True),
        Column("owner", visit._("Rep")),
        Column("opportunity_id", visit._("Id")),
    )
    return TableData("deals", visit._("Deals"), columns, rows, empty=visit._("No deal yet."))


def _move_table(visit: Visit, account: AccountAnswer) -> TableData:
    columns = (
        Column("on", visit._("Day"), "day"),
        Column("from", visit._("From stage"), label="funnel"),
        Column("to", visit._("To stage"), label="funnel"),
    )
    return TableData(
        "moves",
        visit._("Moves between stages"),
        columns,
        account.moves[::-1],
        empty=visit._("It has never been in the funnel."),
    )


def _list_table(visit: Visit, account: AccountAnswer) -> TableData:
    columns = (
        Column("list", visit._("List")),
        Column("arm", visit._("Group of accounts"), label="arms"),
        Column("tier", visit._("Tier")),
        Column("valid_from", visit._("From day"), "day"),
        Column("valid_to", visit._("To day"), "day"),
        Column("programme_id", visit._("Programme")),
    )
    return TableData("lists", visit._("Lists"), columns, account.lists, empty=visit._("It is on no list."))


PAGES = (
    Page("account", "/accounts/{account_id:path}", "Account", account_page, words=("channel", "week"), scoped=False),
)
