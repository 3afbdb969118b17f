"""Nobody who may type an address has Assay ask a cloud for the machine's own credentials, and no server leads it home."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from assay.alerts import deliver
from assay.delivery import channels
from assay.errors import UsageError
from assay.internet.outgoing import addresses_of, check_leads_on, check_outgoing
from assay.settings.alerts import Webhook
from assay.settings.secret import Secret

METADATA = (
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xA9FEA9FE/",
    "http://0251.0376.0251.0376/",
    "http://[::ffff:169.254.169.254]/",
    "http://user:word@169.254.169.254:80/",
    "http://[fe80::1%25lo]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://0.0.0.0:8000/",
    "http://0/",
    "http://[::]/",
    "http://metadata.example/computeMetadata/v1/",
)


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = socket.getaddrinfo
    known = {"metadata.example": "169.254.169.254", "sheets.example": "93.184.216.34", "inside.example": "10.0.0.7"}

    def found(host: str, *rest: Any, **more: Any) -> Any:
        return asked(known.get(host, host), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("url", METADATA)
def test_a_cloud_is_not_asked_for_the_machines_credentials(url: str, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(UsageError, match="their own credentials"):
        check_outgoing("Recipient 'chat'", url)
    with pytest.raises(UsageError, match="Target 'chat'"):
        deliver.post(Webhook(name="chat", url=url), "w", (), 1)
    monkeypatch.setenv("CHAT", url)
    with pytest.raises(UsageError, match="Recipient 'chat'") as told:
        channels.post(Secret(env="CHAT"), "chat", Path(), {}, "k", lambda: None, 1)
    assert "169" not in told.value.message, "an address is a secret"


@pytest.mark.parametrize("url", ["https://sheets.example/x", "http://127.0.0.1:8025/", "http://inside.example/hook"])
def test_servers_of_ones_own_are_asked(url: str):
    check_outgoing("Recipient 'chat'", url)


def test_what_nobody_knows_is_left_to_who_asks_it():
    assert addresses_of("https://nowhere.invalid/") == ()
    assert addresses_of("https://" + "a" * 300) == ()
    assert addresses_of("no address") == addresses_of("https://") == ()


@pytest.mark.parametrize(
    "after", ["http://127.0.0.1:8000/api", "http://localhost/", "https://inside.example/", METADATA[0]]
)
def test_no_server_of_the_internet_leads_home(after: str):
    with pytest.raises(UsageError):
        check_leads_on("Source 'sheet'", "https://sheets.example/a", after)


def test_where_an_address_may_lead():
    check_leads_on("Source 'sheet'", "https://sheets.example/a", "https://sheets.example/b")
    check_leads_on("Source 'sheet'", "http://127.0.0.1:1/a", "http://127.0.0.1:1/b")
