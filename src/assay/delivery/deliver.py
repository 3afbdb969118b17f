"""Delivering: what is due to whom, each message once in its period, and what went wrong told by recipient."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from filelock import FileLock, Timeout

from assay.alerts import episodes
from assay.alerts.episodes import Alert
from assay.delivery import outbox
from assay.delivery.as_json import to_json
from assay.delivery.as_mail import to_mail
from assay.delivery.as_slack import to_slack
from assay.delivery.as_teams import to_teams
from assay.delivery.audience import Addressee, addressees, heard
from assay.delivery.channels import Committing, Refused, Unknown, post, send_mail
from assay.delivery.compose import Packs, alerts_message, digest_message, ground_of, keep_told, pack_message
from assay.delivery.digest import Ground
from assay.delivery.message import Message
from assay.delivery.outbox import Key
from assay.errors import AssayError, BusyError, DataError, UsageError, did_you_mean
from assay.log import log
from assay.settings import Settings
from assay.settings.delivery import Delivery, Period, What
from assay.settings.whole import WEEKDAYS
from assay.store.audit import note
from assay.store.runs import Run, open_run, published
from assay.store.workspace import Workspace

Result = Literal[
    "sent", "would be sent", "sent already", "nothing to tell", "unsubscribed", "waits", "failed", "unknown"
]
TRIES = 3
"""In one job, where a server could not be reached or asks to wait."""
FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=24)
"""Between jobs: twice as long each time, up to a day."""


@dataclass(frozen=True)
class Told:
    """What became of one content for one recipient. `number` is the message's in the outbox."""

    delivery: str
    recipient: str
    what: What
    period: str
    result: Result
    problem: str = ""
    number: int | None = None
    message: Message | None = field(default=None, repr=False)


Sleep = Callable[[float], None]


def deliver(
    workspace: Workspace,
    now: datetime,
    names: Sequence[str] = (),
    *,
    check: bool = False,
    sleep: Sleep = time.sleep,
    said: Callable[[str], None] | None = None,
) -> tuple[Told, ...]:
    """Send what is due of the named deliveries (all without names); with `check` only tell what would be.

    One recipient that cannot be reached stops no other. UsageError: there is no such delivery; DataError: nothing has
    been built; BusyError: somebody else is delivering.
    """
    chosen = chosen_deliveries(workspace.settings, names)
    with ExitStack() as stack:
        interrupted: tuple[outbox.Line, ...] = ()
        if not check:
            stack.enter_context(delivering(workspace))
            interrupted = outbox.settle_interrupted(workspace, now)
        run = stack.enter_context(closing(open_run(workspace)))
        desk = _Desk(workspace, run, now, check, sleep, said or (lambda _: None))
        told = [*map(_interrupted, interrupted)]
        for delivery in chosen:
            told += desk.make(delivery)
    return tuple(told)


def chosen_deliveries(settings: Settings, names: Sequence[str]) -> tuple[Delivery, ...]:
    """Raises UsageError where there are none, or none of a name."""
    known = {one.name: one for one in settings.deliver}
    if not known:
        raise UsageError("No delivery is declared.", hint="[[deliver]] in assay.toml declares them: docs/delivery.md.")
    for name in names:
        if name not in known:
            raise UsageError(f"No delivery is called {name!r}.", hint=did_you_mean(name, tuple(known)))
    return tuple(known[name] for name in dict.fromkeys(names)) if names else tuple(known.values())


@contextmanager
def delivering(workspace: Workspace) -> Iterator[None]:
    """Be the one who delivers; the lock falls with the process."""
    lock = FileLock(workspace.data / "deliver.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError("Somebody else is delivering.", hint="Try again in a moment.") from None
    try:
        yield
    finally:
        lock.release()


def period_of(period: Period, day: date, run: int, settings: Settings) -> str:
    """How a period is called that a day lies in: `2026-11-30`, `week of 2026-11-30`, `2026-11`, `2026-Q4`, `run 12`."""
    if period == "run":
        return f"run {run}"
    if period == "week":
        return f"week of {day - timedelta(days=(day.weekday() - WEEKDAYS.index(settings.week_starts_on)) % 7)}"
    if period == "month":
        return f"{day:%Y-%m}"
    if period == "quarter":
        months = (day.month - settings.fiscal_year_starts_in) % 12
        year = day.year if day.month >= settings.fiscal_year_starts_in else day.year - 1
        return f"{year}-Q{months // 3 + 1}"
    return day.isoformat()


def send_trial(workspace: Workspace, name: str, to: str, now: datetime, recipient: str | None = None) -> Told:
    """Send the first content of a delivery, made for one of its recipients, to an address as a trial: it counts for nothing.

    UsageError where it has no such recipient, or goes by another way than mail.
    """
    (delivery,) = chosen_deliveries(workspace.settings, [name])
    if delivery.by != "mail":
        raise UsageError(
            f"Delivery {name!r} goes by {delivery.by}: a trial is sent by mail.",
            hint="Leave out --to: it goes to the channel.",
        )
    with closing(open_run(workspace)) as run:
        one = _recipient(run, workspace.settings, delivery, recipient)
        desk = _Desk(workspace, run, now, False, time.sleep, lambda _: None)
        ground, what = ground_of(workspace, run, None, one), delivery.what[0]
        alerts = heard(run, one, episodes.alerts(workspace, only_open=True), ground.day)
        if what == "alerts" and not alerts:
            raise DataError("There is nothing to tell.", hint="No alert is open that this recipient may hear of.")
        message = desk.compose(ground, what, alerts)
        if message is None:
            raise DataError("There is nothing to tell.", hint="None of the recipient's accounts is in scope.")
        desk.hand_over(one, to, message, f"test-{now:%Y%m%d%H%M%S}", lambda: None)
        return Told(name, to, what, "test", "sent", message=message)


def _recipient(run: Run, settings: Settings, delivery: Delivery, wanted: str | None) -> Addressee:
    named = {one.called: one for one in addressees(run, settings, delivery)}
    if not named:
        raise DataError(
            f"Delivery {delivery.name!r} has no recipient.", hint="Owners of accounts have no mail address in the data."
        )
    if wanted is not None and wanted not in named:
        raise UsageError(f"{wanted!r} is no recipient of {delivery.name!r}.", hint=did_you_mean(wanted, tuple(named)))
    return named[wanted] if wanted else next(iter(named.values()))


@dataclass
class _Desk:
    """One round of delivering, from one run."""

    workspace: Workspace
    run: Run
    now: datetime
    check: bool
    sleep: Sleep
    said: Callable[[str], None]
    packs: Packs = field(default_factory=Packs)

    def make(self, delivery: Delivery) -> Iterator[Told]:
        left = outbox.unsubscribed(self.workspace)
        for one in addressees(self.run, self.workspace.settings, delivery):
            for what in delivery.what:
                if (delivery.name, one.called.casefold()) in left:
                    yield Told(delivery.name, one.called, what, "", "unsubscribed")
                else:
                    self.said(f"{delivery.name}: {what} to {one.called}")
                    yield self._tell(one, what)

    def _tell(self, one: Addressee, what: What) -> Told:
        alerts = self._untold(one) if what == "alerts" else ()
        key = Key(one.delivery.name, one.called, what, self._period(one, what, alerts))
        if what == "alerts" and not alerts:
            return _told(key, "nothing to tell")
        before = outbox.known(self.workspace, key)
        if before is not None and (stays := self._stays(key, before)):
            return stays
        try:
            message = self._composed(one, what, alerts)
        except AssayError as error:
            log.warning("delivery %s to %s: %s", key.delivery, key.recipient, error.message)
            return _told(key, "failed", f"{error.message} {error.hint or ''}".strip())
        if message is None:
            return _told(key, "nothing to tell")
        if self.check:
            return _told(key, "would be sent", message=message)
        return self._send(one, key, alerts, message)

    def _stays(self, key: Key, before: outbox.Line) -> Told | None:
        """What is not to be tried now, and why."""
        if before.state == "sent":
            return _told(key, "sent already", number=before.id)
        if before.state in ("unknown", "handing over"):
            return _told(key, "unknown", "", before.id)
        if before.not_before and before.not_before > self.now:
            zone = self.workspace.settings.zone
            return _told(
                key,
                "waits",
                f"{before.problem}; next try from {before.not_before.astimezone(zone):%Y-%m-%d %H:%M}",
                before.id,
            )
        return None

    def _untold(self, one: Addressee) -> tuple[Alert, ...]:
        told = outbox.told_alerts(self.workspace, one.delivery.name, one.called)
        day = self.run.last_day or self.run.today
        heard_alerts = heard(self.run, one, self._open_alerts(), day)
        return tuple(alert for alert in heard_alerts if alert.id not in told)

    def _period(self, one: Addressee, what: What, alerts: Sequence[Alert]) -> str:
        if what == "alerts":
            return f"alerts {','.join(str(alert.id) for alert in alerts)}"
        day = self.now.astimezone(self.workspace.settings.zone).date()
        return period_of(one.delivery.period, day, self.run.number, self.workspace.settings)

    def _composed(self, one: Addressee, what: What, alerts: Sequence[Alert]) -> Message | None:
        """None where nothing has been built since the recipient was told the last time."""
        last = outbox.last_run(self.workspace, one.delivery.name, one.called, what)
        if what != "alerts" and last == self.run.number:
            return None
        if what == "digest":
            alerts = [alert for alert in self._open_alerts() if alert.opened_run > (last or 0)]
        with ExitStack() as stack:
            kept = last in published(self.workspace) and what == "digest"
            before = stack.enter_context(closing(open_run(self.workspace, last))) if kept else None
            return self.compose(ground_of(self.workspace, self.run, before, one), what, alerts)

    def _open_alerts(self) -> tuple[Alert, ...]:
        return episodes.alerts(self.workspace, only_open=True)

    def compose(self, ground: Ground, what: What, alerts: Sequence[Alert]) -> Message | None:
        """None where there is nothing to say."""
        if what == "alerts":
            return alerts_message(ground, alerts)
        if what == "digest":
            return digest_message(ground, alerts)
        return pack_message(ground, self.packs, attached=ground.one.delivery.by == "mail" and not self.check)

    def _send(self, one: Addressee, key: Key, alerts: Sequence[Alert], message: Message) -> Told:
        number = outbox.begin(self.workspace, key, self.run.number, [alert.id for alert in alerts], self.now)

        def committing() -> None:
            outbox.mark(self.workspace, number, "handing over", self.now)

        try:
            self._patiently(one, message, number, committing)
        except Unknown as error:
            outbox.mark(self.workspace, number, "unknown", self.now, error.message)
            return _told(key, "unknown", f"{error.message}; `assay deliver --again {number}` sends it again", number)
        except AssayError as error:
            outbox.mark(self.workspace, number, "failed", self.now, error.message, self.now + self._back_off(key))
            return _told(key, "failed", f"{error.message} {error.hint or ''}".strip(), number)
        outbox.mark(self.workspace, number, "sent", self.now)
        if key.what == "pack":
            keep_told(ground_of(self.workspace, self.run, None, one))
        note(self.workspace, "deliver", delivery=key.delivery, what=key.what, run=self.run.number, message=number)
        return _told(key, "sent", number=number, message=message)

    def _patiently(self, one: Addressee, message: Message, number: int, committing: Committing) -> None:
        """Try a few times where it was certainly not taken and may be taken later."""
        for left in reversed(range(TRIES)):
            try:
                key = f"{one.delivery.name}-{number}"
                self.hand_over(one, one.recipient.address or "", message, key, committing)
                return
            except Refused as error:
                if error.lasting or not left:
                    raise
                outbox.mark(self.workspace, number, "preparing", self.now, error.message)
                self.sleep(min(error.wait or 2.0 ** (2 * (TRIES - 1 - left)), 60.0))

    def hand_over(self, one: Addressee, to: str, message: Message, key: str, committing: Committing) -> None:
        settings, folder, secret = self.workspace.settings, self.workspace.path, one.recipient.url
        match one.delivery.by:
            case "mail":
                assert settings.mail is not None
                return send_mail(settings.mail, folder, to_mail(message, settings.mail, to, f"assay-{key}"), committing)
            case "slack":
                body = to_slack(message)
            case "teams":
                body = to_teams(message)
            case "webhook":
                body = to_json(message, key)
        assert secret is not None
        return post(secret, one.called, folder, body, key, committing)

    def _back_off(self, key: Key) -> timedelta:
        line = outbox.known(self.workspace, key)
        doubled: int = 2 ** min((line.attempts if line else 1) - 1, 20)
        return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _told(
    key: Key, result: Result, problem: str = "", number: int | None = None, message: Message | None = None
) -> Told:
    return Told(key.delivery, key.recipient, key.what, key.period, result, problem, number, message)  # type: ignore[arg-type]


def _interrupted(line: outbox.Line) -> Told:
    problem = f"a process ended while it was handed over, so it may have arrived; `assay deliver --again {line.id}` sends it again"
    return _told(line.key, "unknown", problem, line.id)
