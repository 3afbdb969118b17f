"""Nothing is sent twice, and nothing is passed over in silence: states, refusals, kills, and what may have arrived."""

from datetime import date, timedelta

import pytest

from assay.cli.main import main
from assay.delivery import deliver as delivering
from assay.delivery import outbox
from assay.delivery.deliver import deliver, period_of
from assay.delivery.message import Entry, Message, Section
from assay.errors import BusyError, UsageError
from assay.refresh import refresh
from assay.settings import Settings
from assay.store.audit import entries
from support.landed import land

from .conftest import NOW, RITA, touch


@pytest.fixture
def quick(monkeypatch):
    """A message that takes no question: what becomes of it is the matter here."""
    message = Message("en", "Acme: news", "News", "All", (Section("Do", (Entry("This"),)),), "Because.")
    monkeypatch.setattr(delivering, "digest_message", lambda *_: message)


def results(told):
    return [(one.what, one.result) for one in told]


def sent(workspace, now=NOW, **more):
    return deliver(workspace, now, sleep=lambda _: None, **more)


@pytest.mark.slow
def test_once_in_a_period_and_again_with_what_changed(house, mailbox):
    workspace = house(port=mailbox.port)
    assert results(sent(workspace)) == [("digest", "sent")]
    assert results(sent(workspace)) == [("digest", "sent already")]
    assert results(sent(workspace, NOW + timedelta(days=7))) == [("digest", "nothing to tell")]
    land(
        workspace,
        {"touches": [touch("own", 20)], "accounts": [{"account_id": "new", "name": "Newwell", "owner_id": "rita"}]},
    )
    land(
        workspace, {"list_memberships": [{"list": "L", "account_id": "new", "valid_from": "2026-02-01", "arm": "abm"}]}
    )
    refresh(workspace, today=date(2026, 4, 8))
    assert results(sent(workspace, NOW + timedelta(days=7))) == [("digest", "sent")]
    first, second = (mail.get_body(("plain",)).get_content() for mail in mailbox.mails)
    assert "Target accounts: 3\n" in first
    assert "Target accounts: 4\n    +1 since" in second
    assert [one.details["run"] for one in entries(workspace) if one.action == "deliver"] == [1, 2]


def test_alerts_are_told_once_each(house, mailbox):
    workspace = house(RITA.replace('"digest"', '"alerts"'), mailbox.port)
    assert results(sent(workspace)) == [("alerts", "sent")]
    assert results(sent(workspace)) == [("alerts", "nothing to tell")]
    (mail,) = mailbox.mails
    assert mail["Subject"] == "Acme: 4 alerts, 3 Feb 2026"


@pytest.mark.usefixtures("quick")
def test_check_sends_nothing_and_keeps_nothing(house, mailbox):
    workspace = house(port=mailbox.port)
    assert results(deliver(workspace, NOW, check=True)) == [("digest", "would be sent")]
    assert mailbox.taken == []
    assert outbox.lines(workspace) == ()


@pytest.mark.usefixtures("quick")
def test_a_server_that_asks_to_wait_is_asked_again(house, mailbox):
    mailbox.answers["RCPT"] = ["451 later", "450 later"]
    assert results(sent(house(port=mailbox.port))) == [("digest", "sent")]
    assert len(mailbox.taken) == 1


@pytest.mark.usefixtures("quick")
def test_a_refusal_for_good_is_told_and_waits_longer_each_time(house, mailbox):
    workspace = house(port=mailbox.port)
    mailbox.answers["RCPT"] = ["550 no such user"] * 2
    (told,) = sent(workspace)
    assert (told.result, told.problem) == ("failed", "the mail server said 550 no such user")
    (told,) = sent(workspace, NOW + timedelta(minutes=5))
    assert told.result == "waits"
    (told,) = sent(workspace, NOW + timedelta(minutes=11))
    assert told.result == "failed"
    assert sent(workspace, NOW + timedelta(minutes=25))[0].result == "waits"
    assert results(sent(workspace, NOW + timedelta(minutes=32))) == [("digest", "sent")]


@pytest.mark.usefixtures("quick")
def test_a_server_that_is_not_there_fails_and_stops_nobody_else(house, mailbox):
    two = RITA.replace("to = [", 'to = ["cmo@acme.example", ')
    mailbox.answers["RCPT"] = ["550 no"]
    assert results(sent(house(two, mailbox.port))) == [("digest", "failed"), ("digest", "sent")]
    assert results(sent(house(RITA, 9), NOW + timedelta(days=8))) == [("digest", "nothing to tell")]


@pytest.mark.usefixtures("quick")
def test_what_breaks_off_after_it_was_handed_over_is_unknown_and_not_sent_again(house, mailbox, capsys):
    workspace = house(port=mailbox.port)
    mailbox.drops = True
    (told,) = sent(workspace)
    assert told.result == "unknown"
    assert "may have arrived" in told.problem
    mailbox.drops = False
    assert [(one.result, one.problem) for one in sent(workspace, NOW + timedelta(hours=1))] == [("unknown", "")]
    assert len(mailbox.taken) == 1
    assert main(["-C", str(workspace.path), "deliver", "--again", "99"]) == 2
    assert "may be sent again: 1" in capsys.readouterr().err
    outbox.allow_again(workspace, 1)
    assert results(sent(workspace, NOW + timedelta(hours=2))) == [("digest", "sent")]
    assert mailbox.mails[0]["Message-ID"] == mailbox.mails[1]["Message-ID"]


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["begin", "handing over", "sent"])
def test_killed_at_each_step_no_mail_comes_twice(house, mailbox, monkeypatch, step, after):
    workspace = house(port=mailbox.port)
    begin, mark = outbox.begin, outbox.mark

    def counted(name, action, *given):
        if name == step and not after:
            raise Killed
        found = action(*given)
        if name == step:
            raise Killed
        return found

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "begin", lambda *given: counted("begin", begin, *given))
        patch.setattr(outbox, "mark", lambda *given: counted(given[2], mark, *given))
        with pytest.raises(Killed):
            sent(workspace)
    (told, *rest) = sent(workspace)
    known = step == "begin" or (step, after) in (("handing over", False), ("sent", True))
    assert told.result == ({("sent", True): "sent already"}.get((step, after), "sent") if known else "unknown")
    assert ("may have arrived" in told.problem) != known
    assert [one.result for one in rest] == ([] if known else ["unknown"])
    assert len(mailbox.taken) == (0 if (step, after) == ("handing over", True) else 1)


@pytest.mark.usefixtures("quick")
def test_two_who_deliver_at_once(house, mailbox):
    workspace = house(port=mailbox.port)
    with delivering.delivering(workspace), pytest.raises(BusyError):
        sent(workspace)


@pytest.mark.usefixtures("quick")
def test_a_trial_goes_where_it_is_told_and_counts_for_nothing(house, mailbox):
    workspace = house(port=mailbox.port)
    delivering.send_trial(workspace, "reps", "me@acme.example", NOW)
    assert [mail["To"] for mail in mailbox.mails] == ["me@acme.example"]
    assert results(sent(workspace)) == [("digest", "sent")]
    with pytest.raises(UsageError, match="is no recipient"):
        delivering.send_trial(workspace, "reps", "me@acme.example", NOW, "rata@acme.example")


@pytest.mark.parametrize(
    ("period", "day", "called"),
    [
        ("day", "2026-11-30", "2026-11-30"),
        ("week", "2026-12-02", "week of 2026-11-30"),
        ("month", "2026-12-02", "2026-12"),
        ("quarter", "2026-03-31", "2025-Q4"),
        ("quarter", "2026-04-01", "2026-Q1"),
        ("run", "2026-04-01", "run 7"),
    ],
)
def test_periods_by_the_calendar_of_the_workspace(period, day, called):
    settings = Settings(fiscal_year_starts_in=4)
    assert period_of(period, date.fromisoformat(day), 7, settings) == called
