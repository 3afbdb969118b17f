"""Touches, survey answers and intent signals of the nasty company."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from assay.contract.kinds import KINDS

Row = dict[str, Any]
WITH_SECONDS = ("page_view", "content_viewed", "chat", "call", "meeting_held", "event_attended")
PATHS = ("/", "/pricing", "/pricing/plans", "/Pricing", "/demo", "/shop/buy/now", "/blog/pricing", "/demonstration")
KIND_WEIGHTS = {"page_view": 14, "mail_in": 2, "meeting_held": 2, "call": 3, "content_viewed": 3, "download": 2}


def add_touches(tables: dict[str, list[Row]], random: Random) -> None:
    from .generator import BORDERS, any_day, stamp

    rows = tables["touches"]
    days = _days_that_matter(tables)
    kinds = list(KINDS)
    weights = [KIND_WEIGHTS.get(kind, 1) for kind in kinds]
    for _ in range(18 * len(tables["accounts"])):
        day = (
            random.choice(days)
            if random.random() < 0.25
            else any_day(random, date(2024, 9, 1), random.choice([date(2025, 12, 20), date(2026, 4, 6)]))
        )
        kind = random.choices(kinds, weights)[0]
        rows.append(_touch(tables, random, len(rows), kind, stamp(random, day)))
    for text in BORDERS:
        for kind in random.sample(kinds, 6):
            rows.append(_touch(tables, random, len(rows), kind, text))
    for text in ("2027-01-01T10:00:00", "2026-04-09T10:00:00"):  # after today; after the as-of day
        rows.append(_touch(tables, random, len(rows), "page_view", text))
    _sessions(tables, random)
    _views_then_visits(tables, random)
    _bursts(tables, random)


def _days_that_matter(tables: dict[str, list[Row]]) -> list[date]:
    """Days around entries and exits, and at the borders of look-backs."""
    found = []
    for row in tables["list_memberships"]:
        start = date.fromisoformat(row["valid_from"])
        found += [start + timedelta(days=shift) for shift in (-1, 0, 1, 3, 44, 45, 89, 90)]
    as_of = date(2026, 3, 31)
    found += [as_of - timedelta(days=back) for back in (0, 29, 30, 44, 45, 89, 90)]
    return [day for day in found if date(2024, 6, 1) <= day <= date(2026, 4, 6)]


def _touch(tables: dict[str, list[Row]], random: Random, number: int, kind: str, occurred_at: str) -> Row:
    row: Row = {"touch_id": f"t{number}", "occurred_at": occurred_at, "kind": kind}
    row |= random.choice([_by_account, _by_person, _by_email, _by_visitor, _by_domain, _by_ip, _by_several])(
        tables, random
    )
    if kind in WITH_SECONDS and random.random() < 0.7:
        row["seconds"] = random.choice([0, 30, 59.5, 300, 600, 601, 1800, 4000, 9000])
    if kind == "call":
        row["outcome"] = random.choice(["connected", "connected", "no_answer", None])
    if kind == "page_view":
        path = random.choice(PATHS)
        row["url"] = random.choice(
            [f"https://www.own-company.com{path}", f"https://own-company.com{path}?a=/demo", path, None]
        )
        row["session_id"] = random.choice([None, f"s{random.randint(1, 60)}"])
    if kind in ("page_view", "content_viewed", "download"):
        row["asset_id"] = random.choice([None, "as1", "as2", "as3"])
    row["quantity"] = (
        random.choice([None, None, None, None, 1, 2, 2.5, 0]) if kind != "ad_impression" else random.choice([None, 250])
    )
    row["campaign_id"] = random.choice([None, None, "c1", "c2", "c3", "c4"])
    row["user_id"] = random.choice([None, None, "u1", "u2", "u3", "u4"])
    row["team"] = random.choice([None, None, None, "sales", "cs"])
    row["channel"] = "email_signature" if kind.startswith("ad_") and random.random() < 0.3 else None
    return row


def _by_account(tables: dict[str, list[Row]], random: Random) -> Row:
    busy = [row for row in tables["accounts"] if row["account_id"][-1] not in "1689"]  # the others stay quiet
    return {"account_id": random.choice(busy)["account_id"] if random.random() < 0.95 else "unknown"}


def _by_person(tables: dict[str, list[Row]], random: Random) -> Row:
    person = random.choice(tables["people"])["person_id"] if random.random() < 0.97 else "nobody"
    return {"person_id": person}


def _by_email(tables: dict[str, list[Row]], random: Random) -> Row:
    known = [row["email"] for row in tables["people"] if row["email"]]
    domains = [row["domain"] for row in tables["accounts"] if row["domain"]]
    return {
        "email": random.choice(
            [
                random.choice(known),
                random.choice(known).upper(),
                f"someone@{random.choice(domains)}",
                f"someone@mail.{random.choice(domains)}",
                f"team{random.randint(0, 3)}@gmail.com",
                "someone@own-company.com",
                "someone@nowhere-at-all.com",
                "no mail",
            ]
        )
    }


def _by_visitor(tables: dict[str, list[Row]], random: Random) -> Row:
    return {"visitor_id": random.choice(tables["visitors"])["visitor_id"] if random.random() < 0.95 else "v-unknown"}


def _by_domain(tables: dict[str, list[Row]], random: Random) -> Row:
    domains = [row["domain"] for row in tables["accounts"] if row["domain"]]
    some = random.choice(domains)
    others = ("shared-brand.com", "gmail.com", "www.gmail.com", "eu." + some, "eu.shop." + some, "group-" + some)
    extra = [row["domain"] for row in tables["account_domains"]]
    return {"domain": random.choice([some, some.upper(), *others, random.choice(extra)])}


def _by_ip(_tables: dict[str, list[Row]], random: Random) -> Row:
    return {"ip": random.choice(["10.0.7.9", "10.0.1.1", "10.1.2.3", "10.2.0.1", "192.168.0.1", "2001:db8::1", "bad"])}


def _by_several(tables: dict[str, list[Row]], random: Random) -> Row:
    """Several identifiers at odds with each other: the order of the steps decides."""
    found: Row = {}
    for step in random.sample([_by_account, _by_person, _by_email, _by_visitor, _by_domain, _by_ip], 3):
        found |= step(tables, random)
    return found


def _sessions(tables: dict[str, list[Row]], random: Random) -> None:
    """Over midnight, over a month's end, over an entry, and one session_id at two accounts."""
    names = [row["account_id"] for row in tables["accounts"]]
    for i, night in enumerate(("2025-06-30", "2025-12-31", "2025-03-29", "2026-03-31", "2025-09-14")):
        next_day = (date.fromisoformat(night) + timedelta(days=1)).isoformat()
        for account in random.sample(names, 4):
            for moment, path in ((f"{night}T23:50:00", "/"), (f"{next_day}T00:10:00", "/pricing")):
                tables["touches"].append(
                    {
                        "touch_id": f"t{len(tables['touches'])}",
                        "occurred_at": moment,
                        "kind": "page_view",
                        "account_id": account,
                        "session_id": f"night{i}",
                        "url": path,
                    }
                )


def _views_then_visits(tables: dict[str, list[Row]], random: Random) -> None:
    """A view 0 to 8 days before a visit or a form, at times with a click; and weeks with many visits."""
    names = [row["account_id"] for row in tables["accounts"] if row["account_id"][-1] not in "1689"]

    def add(day: date, kind: str, account: str, hour: int) -> None:
        occurred_at = f"{day.isoformat()}T{hour:02}:{random.randint(0, 59):02}:00"
        row = {
            "touch_id": f"t{len(tables['touches'])}",
            "occurred_at": occurred_at,
            "kind": kind,
            "account_id": account,
        }
        tables["touches"].append(row)

    for _ in range(3 * len(names)):
        day, account = date(2025, 1, 10) + timedelta(days=random.randint(0, 440)), random.choice(names)
        add(day, "ad_impression", account, 23)
        add(
            day + timedelta(days=random.choice([0, 3, 7, 7, 8])), random.choice(["page_view", "conversion"]), account, 9
        )
        if random.random() < 0.2:
            add(day + timedelta(days=random.choice([-1, 0, 2])), "ad_click", account, 12)
    for account in random.sample(names, len(names) // 3):
        monday = date(2025, 3, 24) + timedelta(days=7 * random.randint(0, 52))
        for _ in range(random.randint(2, 5)):
            add(monday + timedelta(days=random.randint(-1, 6)), "page_view", account, 15)
    for account in random.sample(names, len(names) // 2):  # the last full weeks before the end of March 2026
        for _ in range(random.randint(2, 6)):
            add(date(2026, 3, 21) + timedelta(days=random.randint(0, 9)), "page_view", account, 15)


def _bursts(tables: dict[str, list[Row]], random: Random) -> None:
    """Busy weeks at some accounts, so that presets on minutes and people hold."""
    people = [row for row in tables["people"] if row["account_id"]]
    for _ in range(len(tables["accounts"])):
        start = date(2025, 1, 15) + timedelta(days=random.randint(0, 430))
        account = random.choice(people)["account_id"]
        mine = [row for row in people if row["account_id"] == account]
        for _ in range(random.randint(2, 6)):
            tables["touches"].append(
                {
                    "touch_id": f"t{len(tables['touches'])}",
                    "occurred_at": f"{start + timedelta(days=random.randint(0, 20))}T10:{random.randint(10, 59)}:00",
                    "kind": random.choice(["meeting_held", "event_attended", "content_viewed", "page_view"]),
                    "person_id": random.choice(mine)["person_id"],
                    "seconds": random.choice([None, 600, 1200, 1201, 3600]),
                }
            )


def add_signals(tables: dict[str, list[Row]], random: Random) -> None:
    """Weekly intent and survey answers."""
    from .generator import any_day

    names = [row["account_id"] for row in tables["accounts"]]
    monday = date(2025, 12, 29)
    for week in range(14):  # 29 December to 30 March
        for _ in range(len(names)):
            tables["intent_signals"].append(
                {
                    "provider": random.choice(["one", "two"]),
                    "week": (monday + timedelta(days=7 * week)).isoformat(),
                    "topic": random.choice(["crm", "abm", "erp", "rival", "rival 2"]),
                    "score": random.choice([0, 10, 30, 40, 55, 59, 59.9, 60, 80]),
                    "account_id": random.choice(names),
                }
            )
    rows: dict[tuple[object, ...], Row] = {}
    for row in tables["intent_signals"]:
        row["cluster"] = "competitor" if row["topic"].startswith("rival") else random.choice(["own", None])
        rows[(row["provider"], row["week"], row["topic"], row["account_id"])] = row
    tables["intent_signals"] = list(rows.values())
    for i in range(8 * len(names)):
        question = random.choice(
            ["nps", "nps", "aware_aided", "aware_unaided", "attitude", "attribute:trust", "attribute:price"]
        )
        score = (
            random.randint(0, 10)
            if question == "nps"
            else random.choice([0, 1])
            if "aware" in question
            else random.randint(1, 7)
        )
        scale = (
            random.choice([(1, 7), (1, 7), (None, None), (0, 10)])
            if "a" in question[:3] and "aware" not in question
            else (None, None)
        )
        whose: Row = random.choice(
            [{"account_id": random.choice(names)}, {"person_id": random.choice(tables["people"])["person_id"]}, {}]
        )
        tables["survey_responses"].append(
            {
                "response_id": f"r{i}",
                "answered_on": any_day(random).isoformat(),
                "question": question,
                "score": score,
                "wave": random.choice(["w1", "w2", None]),
                "scale_min": scale[0],
                "scale_max": scale[1],
                **whose,
            }
        )
