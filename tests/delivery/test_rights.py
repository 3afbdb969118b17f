"""A rep hears of his own accounts alone, and of none that is held back, whatever is sent and on whichever way."""

import json
from contextlib import closing

import pytest

from assay.alerts import episodes
from assay.delivery.as_json import to_json
from assay.delivery.as_mail import to_html, to_mail, to_text
from assay.delivery.as_slack import to_slack
from assay.delivery.as_teams import to_teams
from assay.delivery.audience import addressees, heard
from assay.delivery.compose import Packs, alerts_message, digest_message, ground_of, pack_message
from assay.delivery.deliver import deliver
from assay.store.runs import open_run

from .conftest import HIDDEN, NOW

SCOPES = ('arm = "abm"', 'arm = "holdout"\nowner = "olaf"')


def delivery(to, more=""):
    return f'[[deliver]]\nname = "d"\nwhat = ["digest", "pack", "alerts"]\nformat = "html"\nto = [{to}]\n{more}\n'


def said(workspace, *, pack=False):
    """Everything that would leave, of every content on every way, by the word for it."""
    settings = workspace.settings
    with closing(open_run(workspace)) as run:
        (one,) = addressees(run, settings, settings.deliver[0])
        ground = ground_of(workspace, run, None, one)
        alerts = heard(run, one, episodes.alerts(workspace, only_open=True), ground.day)
        made = {"digest": digest_message(ground, alerts)}
        if pack:
            made["pack"] = pack_message(ground, Packs(), attached=True)
        if alerts:
            made["alerts"] = alerts_message(ground, alerts)
    texts = {}
    for what, message in made.items():
        texts |= {
            f"{what} html": to_html(message),
            f"{what} text": to_text(message),
            f"{what} slack": json.dumps(to_slack(message), ensure_ascii=False),
            f"{what} teams": json.dumps(to_teams(message), ensure_ascii=False),
            f"{what} webhook": json.dumps(to_json(message, "k"), ensure_ascii=False),
            f"{what} attached": "".join(one.content.decode() for one in message.attachments),
            f"{what} mail": str(to_mail(message, settings.mail, "rita@acme.example", "id")),
        }
    return texts


@pytest.mark.slow
@pytest.mark.parametrize("scope", SCOPES, ids=["of the programme", "of others"])
def test_no_foreign_and_no_held_back_account_is_told(house, scope):
    to = '{ address = "rita@acme.example", owner = "rita" }'
    texts = said(house(delivery(to, f"[deliver.scope]\n{scope}")), pack=scope == SCOPES[0])
    for way, text in texts.items():
        assert not [name for name in HIDDEN if name in text], way
    assert "Ownwell" in texts["digest html"]
    assert "Ownwell" in texts["alerts slack"]
    assert "Owntoo <b>" not in texts["digest html"]
    assert "Owntoo &lt;b&gt;" in texts["digest html"]
    assert "Owntoo &lt;b&gt;" in texts["digest slack"]


@pytest.mark.slow
def test_who_sees_the_company_hears_of_them(house):
    """Else the test above would prove nothing."""
    texts = said(house(delivery('"cmo@acme.example"')))
    assert "Zyxforeign" in texts["digest html"]
    assert all("Zyxholdout" in texts[f"alerts {way}"] for way in ("html", "text", "slack", "teams", "webhook"))


@pytest.mark.slow
def test_owners_of_the_data_hear_each_of_his_own(house, mailbox):
    workspace = house('[[deliver]]\nname = "d"\nowners = true\nwhat = ["digest"]\n', mailbox.port)
    assert [(one.recipient, one.result) for one in deliver(workspace, NOW)] == [
        ("olaf@acme.example", "sent"),
        ("rita@acme.example", "sent"),
    ]
    bodies = {str(mail["To"]): mail.get_body(("html",)).get_content() for mail in mailbox.mails}
    assert "Zyxforeign" in bodies["olaf@acme.example"]
    assert "Ownwell" not in bodies["olaf@acme.example"]
    assert not [name for name in HIDDEN if name in bodies["rita@acme.example"]]
