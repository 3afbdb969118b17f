"""The table `touches`: what each source system writes down about a touch, part by part as the months are exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from assay.demo.accounts import Market
from assay.demo.batch import when
from assay.demo.calendar import NEVER, Ints, Words, either, local, stream, utc
from assay.demo.people import People
from assay.demo.web import Visitors

COLUMNS = (
    "touch_id",
    "occurred_at",
    "kind",
    "channel",
    "account_id",
    "person_id",
    "visitor_id",
    "email",
    "domain",
    "ip",
    "session_id",
    "campaign_id",
    "asset_id",
    "url",
    "seconds",
    "quantity",
    "user_id",
    "outcome",
)


@dataclass(frozen=True)
class Networks:
    """The office network of some accounts: `cidr` and the stem of its addresses, None where it is not known."""

    cidr: Words
    stem: Words


def make_networks(market: Market, seed: int) -> Networks:
    """One account in four has a known network, every third of them an IPv6 one; ranges no company can own."""
    chosen = np.sort(stream(seed, "networks").permutation(len(market))[: len(market) // 4])
    cidr, stem = (np.full(len(market), None, dtype=object) for _ in range(2))
    for i, account in enumerate(chosen):
        six = i % 3 == 0
        cidr[account] = f"2001:db8:{i:x}::/48" if six else f"198.18.{i}.0/24"
        stem[account] = f"2001:db8:{i:x}::" if six else f"198.18.{i}."
    return Networks(cidr, stem)


def touches_table(
    frame: pd.DataFrame, market: Market, people: People, visitors: Visitors, networks: Networks
) -> pd.DataFrame:
    """Touches in order of time with their ids; `occurred_at` in UTC."""
    rows = frame.sort_values(["moment", "kind", "account", "person", "visitor"], kind="stable").reset_index(drop=True)
    by = rows["by"].to_numpy()
    account, person, visitor = (rows[name].to_numpy() for name in ("account", "person", "visitor"))
    day, second = when(rows)
    return pd.DataFrame(
        {
            "touch_id": [f"T-{i + 1:06d}" for i in range(len(rows))],
            "occurred_at": utc(day, second),
            "kind": rows["kind"],
            "channel": rows["channel"],
            "account_id": _where(np.isin(by, ("account", "both")), market.ids, account),
            "person_id": _where(np.isin(by, ("person", "both")) & (person >= 0), people.ids, person),
            "visitor_id": np.where(by == "unknown", rows["asset"], _where(by == "visitor", visitors.ids, visitor)),
            "email": _given(by, rows["email"], _where(by == "email", people.email, person)),
            "domain": _given(by, rows["domain"], _where(by == "domain", _domains(market), account)),
            "ip": _given(by, rows["ip"], _addresses(by, visitor, account, visitors, networks)),
            "session_id": _sessions(rows["session"].to_numpy()),
            "campaign_id": rows["campaign"],
            "asset_id": either(by == "unknown", None, rows["asset"]),
            "url": rows["url"],
            "seconds": rows["seconds"],
            "quantity": rows["quantity"],
            "user_id": rows["user"],
            "outcome": rows["outcome"],
        }
    )


def _where(chosen: np.ndarray, names: Words, place: Ints) -> Words:
    return either(chosen, names[np.where(chosen, place, 0)], None)


def _given(by: np.ndarray, own: pd.Series, made: Words) -> Words:
    return np.where(by == "given", own.to_numpy(object), made)


def _domains(market: Market) -> Words:
    return np.array([company.domain for company in market.companies], dtype=object)


def _sessions(number: Ints) -> Words:
    words = np.char.add("s-", np.char.zfill(number.astype(str), 6)).astype(object)
    return either(number >= 0, words, None)


def _addresses(by: np.ndarray, visitor: Ints, account: Ints, visitors: Visitors, networks: Networks) -> Words:
    """The address of visitors whom only their network tells."""
    place = np.where(by == "visitor", visitor, 0)
    stem = networks.stem[np.where(by == "visitor", account, 0)]
    told = (by == "visitor") & visitors.by_ip[place]
    known = np.where(told, stem, "").astype(str)
    address = np.char.add(known, ((place % 240) + 10).astype(str)).astype(object)
    return either(told, address, None)


def first_moments(frame: pd.DataFrame, visitors: Visitors) -> Ints:
    """The first moment each visitor was seen, NEVER where it was not."""
    seen = np.full(len(visitors.ids), NEVER * 86_400)
    known = frame["visitor"].to_numpy() >= 0
    np.minimum.at(seen, frame["visitor"].to_numpy()[known], frame["moment"].to_numpy()[known])
    return seen


def months(table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """(YYYY-MM, touches) of each UTC month; touches without a time go to the last."""
    month = table["occurred_at"].dt.strftime("%Y-%m").fillna("2026-09")
    for name, rows in table.groupby(month, sort=True):
        yield str(name), rows


def arrow(rows: pd.DataFrame) -> pa.Table:
    """The rows with the types of an exported Parquet part."""
    text = [name for name in COLUMNS if name not in ("occurred_at", "seconds", "quantity")]
    fields = [(name, pa.string() if name in text else pa.float64()) for name in COLUMNS]
    typed = [(n, pa.timestamp("us", tz="UTC") if n == "occurred_at" else t) for n, t in fields]
    return pa.Table.from_pandas(rows[list(COLUMNS)], schema=pa.schema(typed), preserve_index=False)


def stamp(moment: Ints) -> Words:
    """Wall clock as text."""
    return np.asarray(local(moment // 86_400, moment % 86_400).strftime("%Y-%m-%dT%H:%M:%S"), dtype=object)
