"""What real exports suffer from, in known amounts: merged accounts, shared e-mails, odd deals, rows twice, bad rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from assay.demo.calendar import LAST, date_words, either, stream

Tables = dict[str, pd.DataFrame]

MERGED_ACCOUNTS, MERGED_PEOPLE = 15, 10
SHARED_EMAILS, DOUBLED_EMAILS, PEOPLE_AGAIN = 8, 6, 12
TEST_DEALS, DELETED_DEALS, DEALS_WITHOUT_ACCOUNT = 6, 12, 24
LOST = 4
"""Bad touches that must not load."""
UNKNOWN_CURRENCY, CLOSED_WITHOUT_DAY, CLOSED_A_DAY_LATER, UNKNOWN_OWNERS = 5, 4, 4, 3

BAD_ROWS: dict[str, list[dict[str, Any]]] = {
    "accounts": [
        {"account_id": "A-8001", "name": ""},
    ],
    "opportunities": [
        {"opportunity_id": "O-8001", "created_at": "soon", "name": "Pilot"},
    ],
    "opportunity_stages": [{"opportunity_id": "O-0001", "stage": "Discovery", "entered_at": ""}],
    "list_memberships": [
        {"list": "Growth markets", "account_id": "A-0001", "valid_from": "2025-02-30", "arm": "other"}
    ],
    "contracts": [{"contract_id": "K-8001", "account_id": "A-0001", "starts_on": ""}],
    "survey_responses": [
        {"response_id": "R-80001", "answered_on": "2026-03-12", "question": "nps", "score": "very good"}
    ],
    "intent_signals": [{"provider": "TopicRadar", "week": "2026-02-31", "topic": "digital twin", "score": "55"}],
    "costs": [
        {"cost_id": "F-80001", "incurred_on": "2026-01-31", "amount": "n/a", "currency": "EUR"},
        {"cost_id": "F-80002", "incurred_on": "2026-01-31", "amount": "120,00", "currency": ""},
    ],
    "fx_rates": [{"date": "2026-05-04", "from_currency": "USD", "to_currency": "EUR", "rate": "closed"}],
}
"""Rows that must not load, by table."""

BAD_CELLS: dict[str, list[dict[str, Any]]] = {
    "accounts": [
        {"account_id": "A-8002", "name": "Grauenfels Kontor", "employees": "about 200"},
        {"account_id": "A-8003", "name": "Elderfen Supplies Ltd", "employees": "-40"},
    ],
    "people": [
        {"person_id": "P-80001", "last_name": "Nobody", "created_at": "2025-13-40 09:00:00"},
        {"person_id": "P-80002", "last_name": "Trainee", "seniority": "intern"},
    ],
    "opportunities": [
        {"opportunity_id": "O-8002", "created_at": "2026-02-03T09:00:00Z", "amount": "12k?", "name": "Gateway"},
    ],
}
"""Rows that load without an optional cell, which cannot be read, by table."""

UNKNOWN_MEMBERS = ("A-8801", "A-8802", "A-8803")
"""Accounts on a list that no file knows: the model keeps their rows apart."""


def with_bad_rows(tables: Tables) -> Tables:
    """The tables as text, with the bad rows and cells among the good ones."""
    result = dict(tables)
    for name in dict.fromkeys((*BAD_ROWS, *BAD_CELLS)):
        table = tables[name].astype(object)
        bad = (
            pd.DataFrame(BAD_ROWS.get(name, []) + BAD_CELLS.get(name, [])).reindex(columns=table.columns).astype(object)
        )
        half = len(table) // 2
        result[name] = pd.concat([table.iloc[:half], bad, table.iloc[half:]], ignore_index=True)
    return result


def with_unknown_members(memberships: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {"list": "Growth markets", "account_id": account, "valid_from": "2025-09-01", "arm": "abm", "tier": "3"}
        for account in UNKNOWN_MEMBERS
    ]
    return pd.concat([memberships, pd.DataFrame(rows)], ignore_index=True)


def with_merged_accounts(tables: Tables, seed: int) -> Tables:
    """Some accounts are there twice: the double was merged away, yet people, touches and deals still name it. The first
    was merged into a double that was merged in turn."""
    rng = stream(seed, "merged accounts")
    accounts = tables["accounts"]
    living = np.flatnonzero(accounts["is_excluded"] == "false")
    winners = np.sort(rng.permutation(living)[: MERGED_ACCOUNTS - 1])
    winners = np.concatenate([winners[:1], winners])
    doubles = accounts.iloc[winners].reset_index(drop=True)
    ids = np.array([f"A-9{i + 1:03d}" for i in range(MERGED_ACCOUNTS)], dtype=object)
    into = np.concatenate([ids[1:2], doubles["account_id"].to_numpy(object)[1:]])
    loser = dict(zip(doubles["account_id"].to_numpy()[1:], ids[1:], strict=True)) | {
        doubles["account_id"].iloc[0]: ids[0]
    }
    names: dict[str, Any] = {"account_id": ids, "name": doubles["name"] + " (old)", "merged_into_id": into}
    doubles = doubles.assign(**names, domain=None, website=None)
    moved = {name: _renamed(tables[name], loser, share, rng) for name, share in _MOVED.items()}
    columns = ["owner_id", "parent_account_id"]
    doubles[columns] = None
    return {**tables, **moved, "accounts": pd.concat([accounts, doubles], ignore_index=True)}


_MOVED = {"people": 0.2, "touches": 0.15, "opportunities": 0.3, "survey_responses": 0.2}


def _renamed(table: pd.DataFrame, loser: dict[str, str], share: float, rng: np.random.Generator) -> pd.DataFrame:
    old = table["account_id"].map(loser)
    moved = old.notna() & (rng.random(len(table)) < share)
    return table.assign(account_id=table["account_id"].where(~moved, old))


def with_odd_people(people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """E-mails that two people share, people merged into others."""
    rng = stream(seed, "odd people")
    usable = people[(people["email"] != "") & people["account_id"].notna()]
    chosen = usable.iloc[np.sort(rng.permutation(len(usable))[: SHARED_EMAILS + DOUBLED_EMAILS + MERGED_PEOPLE])]
    ids = [f"P-9{i + 1:04d}" for i in range(len(chosen))]
    twins = chosen.assign(person_id=ids, phone="", created_at="2024-11-05 10:00:00", objected_at=None)
    elsewhere = people["account_id"].iloc[:SHARED_EMAILS].to_numpy()[::-1]
    account = np.concatenate([elsewhere, chosen["account_id"].to_numpy()[SHARED_EMAILS:]])
    merged = either(np.arange(len(chosen)) >= SHARED_EMAILS + DOUBLED_EMAILS, chosen["person_id"], None)
    twins = twins.assign(account_id=account, merged_into_id=merged)
    return pd.concat([people, twins], ignore_index=True)


def with_rows_again(people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The people, some of them exported twice, word for word."""
    chosen = stream(seed, "people again").permutation(len(people))[:PEOPLE_AGAIN]
    return pd.concat([people, people.iloc[np.sort(chosen)]], ignore_index=True)


def shared_email(people: pd.DataFrame) -> str:
    """An e-mail that belongs to people of two accounts."""
    return str(people.loc[people["person_id"] == "P-90001", "email"].iloc[0])


def with_odd_deals(opportunities: pd.DataFrame, calm: np.ndarray, seed: int) -> pd.DataFrame:
    """Test and deleted deals, deals of nobody, a currency without rates, closing days that are missing or differ.

    `calm` marks the deals whose money and closing day no planted effect depends on.
    """
    rng = stream(seed, "odd deals")
    table = opportunities.copy()
    closed = table["status"].eq("lost").to_numpy() & calm
    lost = rng.permutation(np.flatnonzero(closed))
    parts = np.split(lost, np.cumsum([UNKNOWN_CURRENCY, CLOSED_WITHOUT_DAY, CLOSED_A_DAY_LATER, UNKNOWN_OWNERS]))
    unknown = np.concatenate([parts[0][:3], rng.permutation(np.flatnonzero(table["status"] == "open"))[:2]])
    table.loc[unknown, "currency"] = "NOK"
    table.loc[unknown, "amount"] = 640_000
    table.loc[parts[1], "closed_at"] = None
    later = pd.to_datetime(table.loc[parts[2], "closed_at"]) + pd.Timedelta(days=1)
    table.loc[parts[2], "closed_at"] = later.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    table.loc[parts[3], "owner_id"] = "U-99"
    flags = [("O-T", TEST_DEALS, "is_test"), ("O-D", DELETED_DEALS, "is_deleted"), ("O-N", DEALS_WITHOUT_ACCOUNT, None)]
    extra = [_extra_deals(rng, table, *flag) for flag in flags]
    return pd.concat([table, *extra], ignore_index=True)


def _extra_deals(rng: np.random.Generator, table: pd.DataFrame, stem: str, size: int, flag: str | None) -> pd.DataFrame:
    """Copies of deals under ids of their own: flagged, or without an account."""
    chosen = table.iloc[rng.permutation(len(table))[:size]].reset_index(drop=True)
    ids = [f"{stem}{i + 1:03d}" for i in range(size)]
    copies = chosen.assign(opportunity_id=ids, name=[f"Deal {i + 1}" for i in range(size)])
    return copies.assign(**{flag: "true"}) if flag else copies.assign(account_id=None)


def touches_again(touches: pd.DataFrame) -> pd.DataFrame:
    """The touches of the last ten days of August, which the tracker exports a second time."""
    cut = pd.Timestamp(str(date_words(np.array([LAST - 39]))[0]), tz="UTC")
    return touches[(touches["occurred_at"] >= cut) & (touches["occurred_at"] < cut + pd.Timedelta(days=10))]


def bad_touches(touches: pd.DataFrame) -> pd.DataFrame:
    """Copies of five touches: four must not load (kinds nobody knows, no time), the last does without its seconds,
    which are below nothing."""
    rows = touches.iloc[-LOST - 1 :].reset_index(drop=True)
    rows = rows.assign(touch_id=[f"T-8{i:05d}" for i in range(len(rows))])
    kinds = ["fax_received", "fax_received", *rows["kind"].iloc[2:]]
    times = rows["occurred_at"].where(~rows.index.isin([2, 3]))
    seconds = rows["seconds"].where(rows.index < LOST, -30.0)
    return rows.assign(kind=kinds, occurred_at=times, seconds=seconds)
