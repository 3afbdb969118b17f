"""Mail over TLS and with a login, to a server of an authority of the test's own; and to one that is not to be trusted."""

from __future__ import annotations

import asyncio
import ssl
import threading
from contextlib import contextmanager
from email.message import EmailMessage

import pytest

from assay.delivery.channels import Refused, Unknown, send_mail
from assay.settings.delivery import MailServer
from assay.settings.secret import Secret
from support import endless_mail

aiosmtpd = pytest.importorskip("aiosmtpd.smtp")
trustme = pytest.importorskip("trustme")
PASSWORD = "correct-horse-battery"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")


class Keeps:
    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002
        self.taken.append(
            (server.transport.get_extra_info("sslcontext") is not None, envelope.rcpt_tos, envelope.content.decode())
        )
        return "250 kept"


def lets_in(server, session, envelope, mechanism, data):  # noqa: ARG001
    return aiosmtpd.AuthResult(success=(data.login, data.password) == (b"assay", PASSWORD.encode()), handled=False)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@contextmanager
def mail_server(authority, security, names=("localhost",)):
    """A server on this machine; yields what it has kept, and its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    handler = Keeps()
    options = {"authenticator": lets_in, "auth_required": True}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    else:
        options |= {"auth_require_tls": False}  # it is in TLS from the start, which the library does not see
    loop = asyncio.new_event_loop()

    async def listen():
        made = lambda: aiosmtpd.SMTP(handler, hostname="localhost", loop=loop, **options)  # noqa: E731
        return await loop.create_server(made, "127.0.0.1", 0, ssl=context if security == "tls" else None)

    server = loop.run_until_complete(listen())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield handler.taken, server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def sent(tmp_path, port, security, password=PASSWORD):
    (tmp_path / "password").write_text(password + "\n", "utf-8")
    server = MailServer(
        host="localhost",
        port=port,
        security=security,
        sender="Assay <assay@acme.example>",
        username="assay",
        password=Secret(file=tmp_path / "password"),
        timeout_seconds=5,
    )
    message = EmailMessage()
    message["To"], message["From"], message["Subject"] = "ada@acme.example", "assay@acme.example", "What changed"
    message.set_content("Пётр")
    marks = []
    send_mail(server, tmp_path, message, lambda: marks.append("handing over"))
    return marks


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_over_tls_with_a_login(authority, tmp_path, security):
    with mail_server(authority, security) as (taken, port):
        assert sent(tmp_path, port, security) == ["handing over"]
    ((encrypted, recipients, content),) = taken
    assert (encrypted, recipients) == (True, ["ada@acme.example"])
    assert "Subject: What changed" in content


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_wrong_password_is_told_and_not_repeated(authority, tmp_path, security):
    with mail_server(authority, security) as (taken, port), pytest.raises(Refused, match="535") as told:
        sent(tmp_path, port, security, "wrong-horse")
    assert told.value.lasting
    assert "wrong-horse" not in str(told.value)
    assert taken == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_nobody_vouches_for_gets_neither_login_nor_mail(authority, tmp_path, security):
    with mail_server(authority, security) as (taken, port), pytest.raises(Refused, match="CERTIFICATE_VERIFY_FAILED"):
        sent(tmp_path, port, security)
    assert taken == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_is_refused(authority, tmp_path):
    with (
        mail_server(authority, "tls", ("mail.other.example",)) as (taken, port),
        pytest.raises(Refused, match="not valid for 'localhost'"),
    ):
        sent(tmp_path, port, "tls")
    assert taken == []


def test_doctor_names_what_messages_lack(tmp_path, monkeypatch):
    from assay.delivery.lacking import lacking_anywhere
    from assay.store.workspace import create_workspace

    monkeypatch.delenv("SMTP_PASSWORD", raising=False)
    monkeypatch.delenv("SLACK", raising=False)
    made = create_workspace(tmp_path / "w")
    with (made.path / "assay.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[mail]\nhost = "h"\nsender = "a@acme.example"\npassword = { env = "SMTP_PASSWORD" }\n'
            '[[deliver]]\nname = "abm"\nby = "slack"\nto = { url = { env = "SLACK" }, name = "abm" }\n'
            '[[alerts.webhooks]]\nname = "hook"\nurl_env = "SLACK"\n'
        )
    assert lacking_anywhere(made) == (
        "[mail] password: the environment variable SMTP_PASSWORD",
        "[[deliver]] abm: url of abm: the environment variable SLACK",
        "[web] public_url: without it messages have no links, and mails no way to unsubscribe",
        "[alerts] hook: url: the environment variable SLACK",
    )


@pytest.mark.parametrize(("word", "kind"), [("mail FROM", Refused), ("Subject", Unknown)])
@pytest.mark.parametrize("pieces", [endless_mail.dripping, endless_mail.endless_answer])
def test_an_answer_without_an_end_is_broken_off(tmp_path, word, kind, pieces):
    """Before it was handed over it was not taken; afterwards nobody knows."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@acme.example", "b@acme.example", "Subject"
    message.set_content("Text")
    with endless_mail.mail_server(endless_mail.smtp, word, pieces) as port:
        server = MailServer(host="127.0.0.1", port=port, security="none", sender="a@acme.example", timeout_seconds=0.5)
        with pytest.raises(kind, match="The mail server"):
            send_mail(server, tmp_path, message, lambda: None)
