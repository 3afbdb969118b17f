"""A second system beside a nasty company: the same companies and people again, leads, aliases, links and traps."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from .generator import FIRST, any_day, nasty_company, stamp

Row = dict[str, Any]
OTHER = "hubspot"


def two_systems(seed: int, size: str = "small") -> tuple[dict[str, list[Row]], dict[str, Any]]:
    """`nasty_company` with rows of another system; ids of that one begin with its name."""
    tables, settings = nasty_company(seed, size)
    random = Random(f"systems-{seed}-{size}")
    _companies(tables, random)
    _decisions(tables, random)
    _contacts(tables, random)
    _leads(tables, random)
    _touches(tables, random)
    return tables, settings


def other(identifier: str) -> str:
    return f"{OTHER}:{identifier}"


def _companies(tables: dict[str, list[Row]], random: Random) -> None:
    """Of 60 %: by domain, under another domain with an id, at a shared host, with a subsidiary, of another name."""
    for row in random.sample(tables["accounts"], len(tables["accounts"]) * 6 // 10):
        kind = random.choice(["domain", "domain", "domain", "id", "name", "twins", "recycled"])
        name = {"recycled": f"Bakery {row['account_id']} Unrelated"}.get(kind, row["name"])
        domain = {"id": f"{row['account_id']}.invalid.com", "name": None}.get(kind, row["domain"])
        found: Row = {"account_id": other(row["account_id"]), "_source": OTHER, "name": name, "domain": domain}
        found |= {"country": random.choice([row["country"], "FR"]), "x_salesforce_id": None}
        if kind == "id":
            found["x_salesforce_id"] = row["account_id"]
            row["_source"] = "salesforce"
        tables["accounts"].append(found)
        if kind == "twins":
            tables["accounts"].append(
                {**found, "account_id": other(f"{row['account_id']}s"), "name": f"{name} Leasing"}
            )


def _decisions(tables: dict[str, list[Row]], random: Random) -> None:
    live = [row["account_id"] for row in tables["accounts"] if not row.get("merged_into_id")]
    plain = [one for one in live if ":" not in one]
    far = [one for one in live if ":" in one]
    for state in ("accepted", None, "rejected", "rejected", "proposed"):
        one, two = random.choice(plain), far.pop(random.randrange(len(far)))
        pair = {"account_id": one, "other_id": two}
        if state == "rejected":
            pair = {"account_id": two, "other_id": two.partition(":")[2]}
        if pair["other_id"] in [*live]:
            tables["account_links"].append({**pair, "state": state})
    for name in ("Big Orange", "Firm 3", "Two Of Us", "Two Of Us"):
        tables["account_names"].append({"account_id": random.choice(live), "name": name})
    tables["account_names"] = list({(row["account_id"], row["name"]): row for row in tables["account_names"]}.values())


def _contacts(tables: dict[str, list[Row]], random: Random) -> None:
    """People of the first system again: at the same company, at another, at none; some twice, some with another name."""
    far = [row["account_id"] for row in tables["accounts"] if ":" in row["account_id"]]
    for row in random.sample(tables["people"], len(tables["people"]) // 2):
        row["first_name"], row["last_name"] = random.choice([(None, None), ("Jo", "Doe")])
        own = other(row["account_id"] or "")
        copy: Row = {
            "person_id": other(row["person_id"]),
            "_source": OTHER,
            "account_id": random.choice([own if own in far else None, None, random.choice(far)]),
            "email": (row["email"] or "").upper() or None,
            "last_name": random.choice(["Doe", None, "Somebody"]),
            "job_title": random.choice(["CTO", None]),
            "buying_role": random.choice(["champion", None]),
            "company": random.choice([None, "FIRM 3", "Firm 5"]),
            "created_at": random.choice([None, stamp(random, any_day(random, date(2024, 1, 1)))]),
            "left_at": stamp(random, any_day(random)) if random.random() < 0.1 else None,
            "objected_at": stamp(random, any_day(random)) if random.random() < 0.1 else None,
        }
        tables["people"].append(copy)
        if random.random() < 0.1:
            tables["people"].append({**copy, "person_id": other(f"{row['person_id']}s")})


def _leads(tables: dict[str, list[Row]], random: Random) -> None:
    """People without an account: with free mail and a company, in both cases of its name, aliases, and nothing at all."""
    for number in range(30):
        tables["people"].append(
            {
                "person_id": f"lead{number}",
                "email": random.choice([f"lead{number}@gmail.com", f"l{number}@firm{number}.fr", None]),
                "company": random.choice([f"FIRM {number}", "big orange", "two of us", "nobody at all", None]),
                "country": random.choice(["FR", "DE", None]),
                "buying_role": random.choice(["user", None]),
                "created_at": stamp(random, any_day(random, FIRST)),
            }
        )


def _touches(tables: dict[str, list[Row]], random: Random) -> None:
    people = [
        row["person_id"] for row in tables["people"] if ":" in row["person_id"] or row["person_id"].startswith("l")
    ]
    far = [row["account_id"] for row in tables["accounts"] if ":" in row["account_id"]]
    for number in range(120):
        who = random.choice(["person", "account", "company", "bare"])
        tables["touches"].append(
            {
                "touch_id": f"systems{number}",
                "occurred_at": stamp(random, any_day(random)),
                "kind": random.choice(["page_view", "form_submitted", "mail_in"]),
                "person_id": random.choice(people) if who == "person" else None,
                "account_id": random.choice(far) if who == "account" else None,
                "company": random.choice(["Big Orange", "firm 7", "Two of us", "Firm 3"]) if who == "company" else None,
                "email": f"x@firm{number % 36}.com" if who == "bare" else None,
            }
        )
