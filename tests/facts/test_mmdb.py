"""The company of an address from the customer's own file; hosting, carriers, relays and VPN are nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assay.errors import UsageError
from assay.identity.mmdb import Owner, open_mmdb
from assay.settings import Settings, read_settings
from assay.settings.identity import Identity
from support.mmdb import write_mmdb

NETWORKS = {
    "192.0.2.0/24": {
        "traits": {"organization": "Acme Corp", "user_type": "business"},
        "country": {"names": {"en": "X"}},
    },
    "192.0.2.128/25": {"company": {"name": "Beta GmbH", "domain": "beta.example", "type": "business"}},
    "198.51.100.0/24": {"traits": {"organization": "Acme Corp", "user_type": "hosting"}},
    "198.51.101.0/24": {"traits": {"organization": "Acme Corp", "is_anonymous_vpn": True}},
    "203.0.113.0/25": {"traits": {"organization": "Comcast Cable Communications, LLC"}},
    "203.0.113.128/25": {"name": "Amazon.com, Inc.", "domain": "amazonaws.com"},
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_mmdb(tmp_path / "companies.mmdb", NETWORKS)


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("192.0.2.7", Owner(None, "Acme Corp")),
        ("192.0.2.127:443", Owner(None, "Acme Corp")),
        ("192.0.2.128", Owner("beta.example", "Beta GmbH")),
        ("198.51.100.1", None),
        ("198.51.101.1", None),
        ("203.0.113.1", None),
        ("203.0.113.200", None),
        ("8.8.8.8", None),
        ("2001:db8::1", None),
        ("nonsense", None),
    ],
)
def test_the_longest_prefix_speaks_and_nobody_is_nobody(file: Path, address: str, owner: Owner | None) -> None:
    assert open_mmdb(file, {"comcast cable communications", "amazonaws com"})(address) == owner


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.mmdb").write_text("hello")
    with pytest.raises(UsageError, match=r"x\.mmdb cannot be read"):
        open_mmdb(tmp_path / "x.mmdb", ())


def test_touches_find_their_account_by_it_after_the_workspace_s_own_ranges(
    file: Path, facts_of: Callable[..., Any]
) -> None:
    addresses = ("192.0.2.7", "192.0.2.200", "192.0.2.210", "203.0.113.1", "203.0.113.200", "9.9.9.9")
    facts = facts_of(
        accounts=[
            {"account_id": "a", "name": "Acme"},
            {"account_id": "b", "name": "B", "domain": "beta.example"},
            {"account_id": "c", "name": "Comcast Cable Communications"},
        ],
        ip_ranges=[{"cidr": "192.0.2.210/32", "account_id": "a"}],
        touches=[
            {"touch_id": ip, "occurred_at": "2026-05-01 10:00", "kind": "page_view", "ip": ip} for ip in addresses
        ],
        settings=Settings(identity=Identity(mmdb=str(file))),
    )
    found = dict(facts("SELECT touch_id, account_id FROM touches"))
    assert found == dict(zip(addresses, ("a", "b", "a", None, None, None), strict=True))


def test_another_file_is_another_run(file: Path, tmp_path: Path) -> None:
    (tmp_path / "assay.toml").write_text('[identity]\nmmdb = "companies.mmdb"\n')
    first = read_settings(tmp_path / "assay.toml").identity
    write_mmdb(file, {"192.0.2.0/24": {"name": "Gamma"}})
    second = read_settings(tmp_path / "assay.toml").identity
    assert first.mmdb == second.mmdb == str(file)
    assert first.mmdb_mark != second.mmdb_mark
    file.unlink()
    with pytest.raises(UsageError, match="no such file"):
        read_settings(tmp_path / "assay.toml")
