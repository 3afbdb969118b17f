"""One message to one addressee: a digest, a pack or alerts, with its links, and why it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.alerts.episodes import Alert
from assay.delivery.audience import Addressee
from assay.delivery.digest import Ground, alerts_told, digest
from assay.delivery.leaving import PATH, Leaving, token_of
from assay.delivery.links import Links
from assay.delivery.message import Attachment, Entry, Message, Section, one_line
from assay.languages.words import Words
from assay.metrics import periods
from assay.report import Pack, management_pack
from assay.report.asking import WholeRun
from assay.report.comments import commented
from assay.report.formats import MEDIA, RENDERERS
from assay.report.pack import Headline
from assay.report.record import keep_pack
from assay.store.runs import Run
from assay.store.workspace import Workspace


def ground_of(workspace: Workspace, run: Run, before: Run | None, one: Addressee) -> Ground:
    settings = workspace.settings
    words = Words(one.language, settings.zone, one.scope.currency or settings.currency)
    return Ground(workspace, run, before, one, words, Links(settings.web.public_url, run.number, one.language))


def digest_message(ground: Ground, alerts: Sequence[Alert]) -> Message | None:
    """None where there is nothing at all to say."""
    sections = digest(ground, alerts)
    if not sections:
        return None
    say = ground.words.say
    page, action = ("/my", say("Open my accounts")) if ground.one.is_rep else ("/", say("Open the overview"))
    title = say("What changed, and what to do")
    return _message(ground, title, sections, action, ground.links.page(page, ground.one.scope), what="digest")


def alerts_message(ground: Ground, alerts: Sequence[Alert]) -> Message:
    """Alerts that the addressee may be told of."""
    words = ground.words
    title = words.counted("%(n)s alert", "%(n)s alerts", len(alerts))
    section = replace(alerts_told(ground, alerts), title="")
    page = ground.links.page("/my", ground.one.scope) if ground.one.is_rep else ground.links.page("/data")
    action = words.say("Open my accounts") if ground.one.is_rep else words.say("Open the alerts")
    return _message(ground, title, (section,), action, page, what="alerts")


class Packs:
    """Packs and their files of one round: many recipients get the same."""

    def __init__(self) -> None:
        self._packs: dict[tuple[object, ...], Pack] = {}
        self._files: dict[tuple[object, ...], bytes] = {}

    def pack(self, ground: Ground) -> Pack:
        key = _alike(ground)
        if key not in self._packs:
            self._packs[key] = pack_of(ground)
        return self._packs[key]

    def file(self, ground: Ground, kind: str) -> bytes:
        key = (*_alike(ground), kind)
        if key not in self._files:
            self._files[key] = RENDERERS[kind](self.pack(ground))
        return self._files[key]


def _alike(ground: Ground) -> tuple[object, ...]:
    one = ground.one
    return (one.scope, one.language, one.is_rep, one.delivery.explain)


def pack_message(ground: Ground, packs: Packs, *, attached: bool) -> Message:
    """The management pack in short, with the whole of it attached or linked."""
    pack = packs.pack(ground)
    say, chosen = ground.words.say, ground.one.delivery.format
    in_short = Section(pack.in_short.title, tuple(Entry(text) for text in pack.in_short.items))
    figures = Section("", tuple(_headline(ground, one) for one in pack.headlines), figures=True)
    scope = ground.one.scope
    href = ground.links.page("/reports/preview", scope, **{"in": pack.language})
    made = _message(ground, pack.title, (in_short, figures), say("Open the report"), href, what="pack")
    if not attached or chosen == "link":
        return made
    name = f"assay-report-run{pack.run}-{pack.language}.{chosen}"
    return replace(made, attachments=(Attachment(name, MEDIA[chosen], packs.file(ground, chosen)),))


def pack_of(ground: Ground) -> Pack:
    """The pack of the addressee's scope; a rep's is of his own accounts, without what concerns the company as a whole."""
    one, company = ground.one, not ground.one.is_rep
    asking = WholeRun(ground.run, ground.workspace if company else None)
    explain = company and one.delivery.explain
    pack = management_pack(asking, one.scope, one.language, company=company, explain=explain)
    return commented(pack, ground.workspace, one.scope)


def keep_told(ground: Ground) -> None:
    """Remember that a pack of the company was given out: the next one tells what has changed since."""
    if not ground.one.is_rep:
        keep_pack(ground.workspace, ground.run.number, replace(ground.one.scope, mode="snapshot").to_json())


def _headline(ground: Ground, one: Headline) -> Entry:
    timing = periods.resolve(ground.one.scope, ground.run.last_day)
    asked = replace(ground.one.scope, start=timing.start, end=timing.end, as_of=timing.as_of)
    href = ground.links.page(f"/kpis/{one.kpi}", asked)
    beside = tuple(
        f"{other.name}: {other.text}" + (f" ({other.change})" if other.change else "") for other in one.beside
    )
    return Entry(one.name, one.text, tuple(part for part in (one.interval, *beside) if part), href)


def _message(
    ground: Ground, title: str, sections: tuple[Section, ...], action: str, href: str | None, *, what: str
) -> Message:
    words, one, run = ground.words, ground.one, ground.run
    company = one_line(ground.workspace.settings.name)
    day = words.day(run.last_day)
    timing = periods.resolve(one.scope, run.last_day)
    start, end = words.day(timing.start), words.day(timing.end)
    about = words.say(
        "%(whom)s, %(start)s to %(end)s (run %(run)s)", whom=_whom(ground), start=start, end=end, run=str(run.number)
    )
    foot = words.say(
        "This comes because %(company)s sends “%(delivery)s” to %(recipient)s.",
        company=company,
        delivery=one.delivery.name,
        recipient=one.called,
    )
    leave = leave_href = None
    if ground.links.base and one.delivery.by == "mail":
        token = token_of(ground.workspace, Leaving(one.delivery.name, one.called, one.language))
        leave, leave_href = words.say("Send me no more of it"), f"{ground.links.base}{PATH}{token}"
    return Message(
        language=one.language,
        subject=one_line(f"{company}: {title}, {day}"),
        title=title,
        about=about,
        sections=sections,
        foot=foot,
        action=action if href else "",
        href=href,
        leave=leave or "",
        leave_href=leave_href,
        data={
            "workspace": company,
            "what": what,
            "delivery": one.delivery.name,
            "run": run.number,
            "as_of": run.last_day.isoformat() if run.last_day else None,
            "scope": one.scope.to_json(),
        },
    )


def _whom(ground: Ground) -> str:
    """Whom it is about, in words."""
    words, scope = ground.words, ground.one.scope
    if ground.one.is_rep:
        row = (
            ground.run.cursor()
            .execute("SELECT name FROM users WHERE user_id = ?", [ground.one.recipient.owner])
            .fetchone()
        )
        return words.say("accounts of %(owner)s", owner=one_line(row[0] if row else ground.one.recipient.owner or ""))
    named = [*scope.lists, *scope.programmes, *scope.tiers, *scope.owners, *map(str, scope.where)]
    arm = words.label("arms", scope.arm)
    return f"{arm}: {one_line(words.several(named))}" if named else arm
