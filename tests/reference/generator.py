"""A seeded company as nasty as the rules allow: `nasty_company(seed, size)`.

Fifteen months up to the end of March 2026, some rows before and after. Ids are text, dates `YYYY-MM-DD`, timestamps
`YYYY-MM-DDTHH:MM:SS` in local time (Europe/Paris), or with `Z` or an offset. Absent values are None.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from assay.contract.tables import ROLES, SENIORITIES, TABLES

from .generator_deals import add_contracts, add_deals
from .generator_money import add_costs, add_rates
from .generator_touches import add_signals, add_touches

Row = dict[str, Any]
TODAY = "2026-04-10"
FIRST, LAST = date(2025, 1, 1), date(2026, 3, 31)
SIZES = {"tiny": 12, "small": 36, "medium": 60}
LISTS = {"North": "p1", "South": "p2", "Partners": None, "North 2": "p1"}
INDUSTRIES = ("Software", "Banking", "Santé", None)
OWNERS = ("u1", "u2", "u3", None)
SUFFIXES = ("com", "co.uk", "fr", "io")


def nasty_company(seed: int, size: str = "small") -> tuple[dict[str, list[Row]], dict[str, Any]]:
    """Tables by canonical name, every canonical column in each row, and settings as in `assay.toml`."""
    random = Random(f"{seed}-{size}")
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    settings = _settings(random)
    _users(tables)
    _accounts(tables, random, SIZES[size])
    _programmes(tables)
    _memberships(tables, random)
    _people(tables, random)
    _visitors(tables, random)
    add_deals(tables, random)
    add_contracts(tables, random)
    add_touches(tables, random)
    add_signals(tables, random)
    add_costs(tables, random)
    add_rates(tables, random)
    return {name: [_complete(name, row) for row in rows] for name, rows in tables.items()}, settings


def _complete(table: str, row: Row) -> Row:
    unknown = set(row) - set(TABLES[table].names)
    assert not unknown, unknown
    return {name: row.get(name) for name in TABLES[table].names}


def _settings(random: Random) -> dict[str, Any]:
    return {
        "name": "Nasty",
        "currency": "EUR",
        "timezone": "Europe/Paris",
        "week_starts_on": random.choice(["monday", "monday", "sunday"]),
        "own_domains": ["own-company.com"],
        "free_mail_domains": ["mailbox.fr"],
        "people_min_k": random.choice([2, 3]),
        "high_value_pages": ["/pricing*", "/demo*", "*/buy/*"],
        "engagement": {"lookback_days": random.choice([90, 45])},
        "mqa": {
            "minutes": random.choice([60, 20]),
            "people": random.choice([1, 2]),
            "minutes_per_person": random.choice([10, 5]),
            "lookback_days": random.choice([90, 60]),
        },
    }


def _users(tables: dict[str, list[Row]]) -> None:
    teams = ("sales", "marketing", "cs", None)
    tables["users"] = [{"user_id": f"u{i + 1}", "name": f"User {i + 1}", "team": team} for i, team in enumerate(teams)]


def any_day(random: Random, first: date = FIRST, last: date = LAST) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


BORDERS = (
    "2025-03-30T02:30:00",  # does not exist
    "2025-10-26T02:30:00",  # happens twice
    "2025-10-26T01:30:00Z",  # its second time
    "2025-06-30T22:00:00Z",  # 1 July, midnight in Paris
    "2025-06-30T21:59:59Z",
    "2025-12-31T23:00:00Z",  # 1 January in Paris
    "2025-12-31T22:59:59Z",
    "2026-01-01T00:00:00",
    "2025-12-31T23:59:59",
    "2026-03-31T23:59:59",
    "2026-03-31T22:00:00Z",  # 1 April in Paris: after the as-of day
    "2026-04-01T00:00:00+02:00",
    "2025-07-01",
)


def stamp(random: Random, day: date) -> str:
    """A moment of that day in one of the spellings; at times close to local midnight, or over it by an offset."""
    hour = random.choice([0, 0, 8, 9, 11, 14, 16, 19, 23])
    moment = datetime(day.year, day.month, day.day, hour, random.randint(0, 59), random.randint(0, 59))
    text = moment.isoformat(timespec="seconds")
    return random.choice([text, text, text, text + "Z", text + "+02:00", text + "-05:00", day.isoformat()])


def _accounts(tables: dict[str, list[Row]], random: Random, count: int) -> None:
    for i in range(count):
        domain = f"firm{i}.{SUFFIXES[i % 4]}" if random.random() < 0.85 else None
        tables["accounts"].append(
            {
                "account_id": f"a{i}",
                "name": f"Firm {i}",
                "domain": domain,
                "industry": random.choice(INDUSTRIES),
                "country": random.choice(["FR", "DE", None]),
                "owner_id": random.choice(OWNERS),
                "employees": random.choice([None, 10, 500]),
                "created_at": random.choice([None, stamp(random, any_day(random, date(2023, 1, 1), LAST))]),
                "is_excluded": random.random() < 0.08 or None,
            }
        )
    accounts = tables["accounts"]
    for row in random.sample(accounts, count // 4):  # parents, one level or more; no circle
        later = [other for other in accounts if accounts.index(other) > accounts.index(row)]
        if later:
            row["parent_account_id"] = random.choice(later)["account_id"]
    for row in random.sample(accounts[:-2], count // 6):  # merged, also in chains; into a later one: no circle
        later = [other for other in accounts if accounts.index(other) > accounts.index(row)]
        row["merged_into_id"] = random.choice(later)["account_id"]
    _domains(tables, random)


def _domains(tables: dict[str, list[Row]], random: Random) -> None:
    names = [row["account_id"] for row in tables["accounts"]]
    with_domain = [row for row in tables["accounts"] if row["domain"]]
    for row in random.sample(with_domain, len(with_domain) // 3):
        tables["account_domains"].append({"account_id": row["account_id"], "domain": f"group-{row['domain']}"})
    shared, sub = random.sample(names, 2), random.choice(with_domain)
    extra = [(name, "shared-brand.com") for name in shared]  # several candidates, unless merged into one
    extra += [(random.choice(names), f"eu.{sub['domain']}")]  # exact before registrable, another account maybe
    extra += [(names[0], "gmail.com"), (names[1], "own-company.com")]  # identify nobody all the same
    for account, domain in extra:
        tables["account_domains"].append({"account_id": account, "domain": domain})
    for i, account in enumerate(random.sample(names, 4)):
        tables["ip_ranges"].append({"cidr": f"10.{i}.0.0/16", "account_id": account})
    tables["ip_ranges"].append({"cidr": "10.0.7.0/24", "account_id": names[2]})  # inside another's range
    tables["ip_ranges"].append({"cidr": "2001:db8::/48", "account_id": names[3]})


def _programmes(tables: dict[str, list[Row]]) -> None:
    for name in ("p1", "p2", "p3"):
        tables["programmes"].append({"programme_id": name, "name": f"Programme {name}", "starts_on": "2025-01-01"})
    owner = {"c1": "p1", "c2": "p2", "c3": None, "c4": "p3"}
    for name, programme in owner.items():
        tables["campaigns"].append({"campaign_id": name, "name": f"Campaign {name}", "programme_id": programme})


def _memberships(tables: dict[str, list[Row]], random: Random) -> None:
    used: set[tuple[str, str, str]] = set()
    for account in [row["account_id"] for row in tables["accounts"]]:
        if random.random() < 0.15:
            continue  # the rest
        for _ in range(random.choice([1, 1, 2, 3])):
            _rows_on_list(tables, random, account, used)
    tables["list_memberships"].append(
        {"list": "Empty", "account_id": "a0", "valid_from": "2025-05-01", "valid_to": "2025-05-01"}
    )


def _rows_on_list(tables: dict[str, list[Row]], random: Random, account: str, used: set[tuple[str, str, str]]) -> None:
    """One to four rows of one list: touching, overlapping, a day apart or far apart; the tier may change."""
    name = random.choice(list(LISTS))
    arm = random.choices(["abm", None, "control", "holdout", "other"], [9, 3, 3, 1, 1])[0]
    start = random.choice([any_day(random, date(2024, 9, 1), date(2026, 2, 1)), date(2025, 1, 1), date(2025, 7, 1)])
    for _ in range(random.choice([1, 1, 2, 3, 4])):
        end = start + timedelta(days=random.choice([1, 20, 60, 90, 181]))
        open_end = random.random() < 0.4
        key = (name, account, start.isoformat())
        if key not in used:
            used.add(key)
            tables["list_memberships"].append(
                {
                    "list": name,
                    "account_id": account,
                    "valid_from": start.isoformat(),
                    "valid_to": None if open_end else end.isoformat(),
                    "arm": arm,
                    "tier": random.choice(["1", "2", "2", "3", "10", "gold", None]),
                    "programme_id": LISTS[name] if random.random() < 0.8 else random.choice(["p1", "p2", None]),
                }
            )
        gap = random.choice([0, 0, 1, 1, -7, 30])  # 0 touches, negative overlaps, 1 is a new entry
        start = end + timedelta(days=gap)


def _people(tables: dict[str, list[Row]], random: Random) -> None:
    people = tables["people"]
    domains = {row["account_id"]: row["domain"] for row in tables["accounts"]}
    for account, domain in domains.items():
        for _ in range(random.choice([0, 1, 2, 3, 4, 6])):
            i = len(people)
            host = random.choice([domain, domain, "gmail.com", "mailbox.fr"]) or "gmail.com"
            row = {
                "person_id": f"h{i}",
                "account_id": account if random.random() < 0.93 else None,
                "email": random.choice([f"p{i}@{host}", f"P{i}@{host.upper()}", f"p{i}@{host}", "n/a", None]),
                "phone": random.choice(["+33 1", None, "-"]),
                "job_title": random.choice(["CTO", "tbd", None, "Buyer"]),
                "seniority": random.choice([*SENIORITIES, None]),
                "buying_role": random.choice([*ROLES[:3], "decision_maker", None, None, "user"]),
                "created_at": random.choice([None, stamp(random, any_day(random, date(2024, 1, 1)))]),
                "left_at": stamp(random, any_day(random)) if random.random() < 0.12 else None,
                "email_bounced": random.choice([None, False, False, True]),
                "objected_at": stamp(random, any_day(random)) if random.random() < 0.12 else None,
            }
            people.append(row)
    _same_mail(people, random)
    for row in random.sample(people, len(people) // 10):  # merged, the loser without objection
        later = [other for other in people if people.index(other) > people.index(row)]
        if later and not row["objected_at"]:
            row["merged_into_id"] = random.choice(later)["person_id"]


def _same_mail(people: list[Row], random: Random) -> None:
    """One address of several people: of one account, and of several."""
    with_account = [row for row in people if row["account_id"]]
    for pair in range(4):
        first = random.choice(with_account)
        others = [row for row in with_account if (row["account_id"] == first["account_id"]) == (pair % 2 == 0)]
        for row in (first, random.choice(others or with_account)):
            row["email"] = f"team{pair}@gmail.com"


def _visitors(tables: dict[str, list[Row]], random: Random) -> None:
    people = tables["people"]
    for i in range(3 * len(tables["accounts"])):
        person = random.choice(people) if random.random() < 0.5 else None
        consent = random.choice(["granted", "granted", "refused", "unknown", None])
        account = random.choice(tables["accounts"])["account_id"] if random.random() < 0.5 else None
        if person and (consent == "refused" or random.random() < 0.6):
            account = person["account_id"]
        tables["visitors"].append(
            {
                "visitor_id": f"v{i}",
                "account_id": account,
                "person_id": person["person_id"] if person else None,
                "identified_at": stamp(random, any_day(random)) if account or person else None,
                "consent": consent,
            }
        )
