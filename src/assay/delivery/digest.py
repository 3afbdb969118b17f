"""What changed and what to do, for one addressee: figures now and when he was last told, accounts that ask for something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assay.alerts.episodes import Alert
from assay.alerts.sentences import KINDS, sentence
from assay.api import ask, check_names
from assay.delivery.audience import Addressee, heard, may_hear_of
from assay.delivery.links import Links
from assay.delivery.message import Entry, Section, one_line
from assay.doctor import diagnose
from assay.errors import AssayError
from assay.inventory import take_inventory
from assay.kpis import CATALOGUE, find
from assay.kpis.headlines import FUNNEL, HEADLINES
from assay.languages.words import Words
from assay.memory.changes import Changes, compare_runs
from assay.metrics.answer import Answer
from assay.metrics.scope import Scope
from assay.report.restated import CAUSES
from assay.store.follow_ups import FollowUp, follow_ups
from assay.store.runs import Run
from assay.store.workspace import Workspace
from assay.views.accounts import AccountRow, accounts
from assay.views.attention import Attention, attention, rests

MOST_ACCOUNTS = 10
MOST_ALERTS = 10
MOST_CAUSES = 6
WINDOWS = {"month": "last month over", "quarter": "last quarter over", "to_date": "up to date"}


@dataclass(frozen=True)
class Ground:
    """What a message is made from: the run it tells of, the one told before if it is kept, and who is told."""

    workspace: Workspace
    run: Run
    before: Run | None
    one: Addressee
    words: Words
    links: Links

    @property
    def day(self) -> date:
        return self.run.last_day or self.run.today


def digest(ground: Ground, alerts: Sequence[Alert]) -> tuple[Section, ...]:
    """The sections of a digest, those that have nothing to say left out. DataError, UsageError for a scope it cannot answer."""
    check_names(ground.run, ground.one.scope)
    if ground.one.is_rep and not accounts(ground.run, replace(ground.one.scope, mode="snapshot"), limit=1).of:
        return ()  # none of his accounts is in the programme
    sections = (
        figures(ground),
        to_do(ground),
        alerts_told(ground, heard(ground.run, ground.one, tuple(alerts), ground.day)),
        *(_company(ground) if not ground.one.is_rep else ()),
    )
    return tuple(section for section in sections if section and section.entries)


# Figures.


def figures(ground: Ground) -> Section:
    say = ground.words.say
    keys = dict.fromkeys((*FUNNEL, *HEADLINES))
    told = [figure for key in keys if (figure := _figure(ground, key))]
    notes = Counter(note for _, note in told if note)
    entries = tuple(
        entry if not note or notes[note] > 1 else replace(entry, detail=(*entry.detail, note)) for entry, note in told
    )
    often = tuple(note for note in notes if notes[note] > 1)
    read = say("Beneath a figure: its 95% interval, the range in which the true value plausibly lies.")
    title = say("What changed") if ground.before else say("Headline figures")
    return Section(title, entries, figures=True, notes=(*often, read) if entries else ())


def _figure(ground: Ground, key: str) -> tuple[Entry, str] | None:
    """A figure, and what it left out: said once where several left out the same."""
    scope, words = ground.one.scope, ground.words
    asked = _asked(ground.run, key, scope, words.language)
    if asked is None or (ground.one.is_rep and "costs" in find(key).sources):
        return None
    then = _asked(ground.before, key, scope, words.language) if ground.before else None
    interval = words.interval(asked.total, asked.unit, asked.currency)
    detail = tuple(part for part in (interval, _change(ground, asked, then)) if part)
    value = words.figure(asked.total, asked.unit, asked.currency)
    return Entry(asked.name, value, detail, ground.links.figure(asked, scope)), words.note(asked.total)


def _asked(run: Run, key: str, scope: Scope, language: str) -> Answer | None:
    try:
        return ask(run, key, scope, language=language)
    except AssayError:
        return None


def _change(ground: Ground, answer: Answer, then: Answer | None) -> str:
    """The difference from when the addressee was last told, which is no judgement: both figures have their noise."""
    if then is None or ground.before is None:
        return ""
    words = ground.words
    if answer.total.value is None or then.total.value is None:
        if answer.total.value == then.total.value:
            return ""
        return words.say("before: %(value)s", value=words.figure(then.total, then.unit, then.currency))
    if answer.total.value == then.total.value:
        return words.say("unchanged")
    difference = words.difference(answer.total.value - then.total.value, answer.unit, answer.currency)
    return words.say("%(difference)s since %(day)s", difference=difference, day=words.day(ground.before.last_day))


# Accounts.


def to_do(ground: Ground) -> Section:
    """The accounts with the heaviest reasons, without those that wait or are done."""
    scope = replace(ground.one.scope, mode="snapshot")
    answer = accounts(ground.run, scope)
    told = attention(lambda view, asked: view(ground.run, asked), answer, scope, ground.words)
    may, written = may_hear_of(ground.run, ground.one, ground.day), follow_ups(ground.workspace)
    busy = [
        (row, told[row.account_id])
        for row in answer.accounts
        if may(row.account_id) and _asks(told[row.account_id], written.get(row.account_id), ground.day)
    ]
    busy.sort(key=lambda pair: (-pair[1].weight, pair[0].name or "", pair[0].account_id))
    entries = tuple(_account(ground, row, why) for row, why in busy[:MOST_ACCOUNTS])
    left = len(busy) - len(entries)
    words = ground.words
    more = words.say("%(n)s more", n=words.number(left)) if left else ""
    page = "/my" if ground.one.is_rep else "/accounts"
    return Section(words.say("What to do"), entries, more=more, more_href=ground.links.page(page, ground.one.scope))


def _asks(why: Attention, written: FollowUp | None, today: date) -> bool:
    return bool(why.reasons) and not (written and rests(why.reasons, written, today))


def _account(ground: Ground, row: AccountRow, why: Attention) -> Entry:
    shown = why.reasons[:3]
    detail = tuple(
        one_line(reason.text) + (f" ({ground.words.day(reason.on)})" if reason.on else "") for reason in shown
    )
    owner = "" if ground.one.is_rep else one_line(row.owner or "")
    name = one_line(row.name or row.account_id)
    return Entry(name, owner, detail, ground.links.account(row.account_id), warn=any(reason.warn for reason in shown))


# Alerts.


def alerts_told(ground: Ground, alerts: Sequence[Alert]) -> Section:
    words = ground.words
    entries = tuple(_alert(ground, alert) for alert in alerts[:MOST_ALERTS])
    left = len(alerts) - len(entries)
    more = words.say("%(n)s more", n=words.number(left)) if left > 0 else ""
    href = ground.links.page("/my" if ground.one.is_rep else "/data", ground.one.scope if ground.one.is_rep else None)
    return Section(words.say("Alerts"), entries, more=more, more_href=href)


def _alert(ground: Ground, alert: Alert) -> Entry:
    words = ground.words
    kpi = CATALOGUE.get(alert.subject) if alert.kind == "kpi_crosses" else None
    reasons: Mapping[str, Any] = alert.reasons
    if kpi:
        reasons = {**reasons, "unit": kpi.unit, "currency": ground.run.settings.currency}
    try:
        why = sentence(alert.kind, reasons, words.language)
    except KeyError:  # its numbers are of another version
        why = alert.sentence
    name = one_line(kpi.name[words.language] if kpi else alert.name)
    since = words.say("since %(day)s", day=words.day(alert.opened_on))
    return Entry(
        name, words.say(KINDS.get(alert.kind, alert.rule)), (one_line(why), since), _place(ground, alert), warn=True
    )


def _place(ground: Ground, alert: Alert) -> str | None:
    if alert.kind == "kpi_crosses":
        return ground.links.page(f"/kpis/{alert.subject}") if alert.subject in CATALOGUE else None
    if alert.kind == "stalled_deal":
        row = (
            ground.run.cursor()
            .execute("SELECT account_id FROM deals WHERE opportunity_id = ?", [alert.subject])
            .fetchone()
        )
        return ground.links.account(row[0]) if row and row[0] else None
    return ground.links.account(alert.subject)


# What concerns the company as a whole.


def _company(ground: Ground) -> Iterator[Section]:
    if ground.one.delivery.explain and ground.before is not None and ground.before.number != ground.run.number:
        yield causes(ground, compare_runs(ground.workspace, ground.before.number, ground.run.number))
    if ground.one.recipient.reads_as == "analyst":
        yield state_of_data(ground)


def causes(ground: Ground, changes: Changes) -> Section:
    """The company's headline figures that differ between the two runs, split by cause."""
    words, entries = ground.words, []
    for change in changes.changed[:MOST_CAUSES]:
        kpi, currency = find(change.question.kpi), change.after.currency or change.before.currency
        parts = tuple(
            f"{words.say(CAUSES[part.cause])} {words.difference(part.difference, kpi.unit, currency)}"
            for part in change.parts
            if part.difference is not None
        )
        value = words.difference(change.difference, kpi.unit, currency)
        entries.append(
            Entry(f"{kpi.name[words.language]} ({words.say(WINDOWS[change.question.window])})", value, parts)
        )
    also = {"from_run": changes.from_run.number, "to_run": changes.to_run.number}
    return Section(
        words.say("Why figures differ"), tuple(entries), more_href=ground.links.page("/data/changes", None, **also)
    )


def state_of_data(ground: Ground) -> Section:
    """What an analyst is to look at: rows put aside, touches without an account, tables without news."""
    words = ground.words
    diagnosis = diagnose(take_inventory(ground.workspace), CATALOGUE.values())
    matching = diagnosis.inventory.matching
    unmatched, touches = sum(one.unmatched + one.ambiguous for one in matching), sum(one.touches for one in matching)
    quarantined = sum(one.rows for one in diagnosis.inventory.quarantined)
    share = words.percent(unmatched / touches) if touches else "–"
    href = ground.links.page("/data")
    entries = (
        Entry(words.say("In quarantine"), words.number(quarantined), href=href, warn=bool(quarantined)),
        Entry(words.say("Touches without an account"), share, href=href),
        Entry(
            words.say("Tables without news"),
            words.number(len(diagnosis.stale)),
            tuple(one.table for one in diagnosis.stale),
            href,
            bool(diagnosis.stale),
        ),
    )
    return Section(words.say("State of the data"), entries)
