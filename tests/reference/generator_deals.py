"""The deals and contracts of the nasty company."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
PIPELINES: dict[str | None, tuple[tuple[str, str, bool | None, float | None], ...]] = {
    "sales": (
        ("Discovery", "open", False, 0.1),
        ("Qualified", "open", True, 0.3),
        ("Proposal", "open", True, 0.55),
        ("Negotiation", "open", None, None),
        ("Won", "won", True, 1),
        ("Lost", "lost", None, 0),
    ),
    "light": (  # flags none
        ("Talk", "open", None, 0.2),
        ("Offer", "open", None, 0.6),
        ("Light won", "won", None, None),
        ("Light lost", "lost", None, None),
    ),
    None: (
        ("Misc", "open", None, 0.25),
        ("Misc qualified", "open", True, 0.5),
        ("Misc won", "won", None, 1),
        ("Misc lost", "lost", None, 0),
    ),
}
CURRENCIES = ("EUR", "EUR", None, "USD", "GBP", "CHF", "JPY")


def add_deals(tables: dict[str, list[Row]], random: Random) -> None:
    for pipeline, stages in PIPELINES.items():
        for position, (stage, status, qualified, probability) in enumerate(stages):
            tables["stages"].append(
                {
                    "stage": stage,
                    "position": position + 1,
                    "status": status,
                    "is_qualified": qualified,
                    "probability": probability,
                    "pipeline": pipeline,
                }
            )
    accounts = [row["account_id"] for row in tables["accounts"]]
    for i in range(7 * len(accounts) // 2):
        account = random.choice([*accounts, *accounts, None, "unknown"]) if i % 9 == 0 else random.choice(accounts)
        created = date(2024, 8, 1) + timedelta(days=random.randint(0, 615))
        if i % 5 < 3:  # opened around an entry
            membership = random.choice(tables["list_memberships"])
            shift = random.choice([-30, -1, 0, 1, 10, 45, 120, 200])
            account, created = membership["account_id"], date.fromisoformat(membership["valid_from"])
            created = min(created + timedelta(days=shift), date(2026, 4, 7))
        _deal(tables, random, f"d{i}", account, created)


def _clock(day: date, second: int, random: Random) -> str:
    """A moment of that local day; `second` keeps two rows of a day in order."""
    text = f"{day.isoformat()}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return text if random.random() < 0.8 or second < 3 * 3600 else text + "+01:00"


def _amount(random: Random) -> str | None:
    return random.choice([None, "0", "1000", "25000.50", "12345.67", "800", "99999.99"])


def _deal(tables: dict[str, list[Row]], random: Random, name: str, account: str | None, created: date) -> None:
    stages = PIPELINES[random.choice(["sales", "sales", "sales", "light", None])]
    opened = [stage for stage, status, _, _ in stages if status == "open"]
    won = next(stage for stage, status, _, _ in stages if status == "won")
    lost = next(stage for stage, status, _, _ in stages if status == "lost")
    history = _walk(random, opened, lost, created)
    unlucky = account is not None and account[-1] in "37"
    end = random.choices(["open", "won", "lost"], [0, 0, 1] if unlucky else [4, 4, 3])[0]
    last_day = history[-1][0]
    closing = won if end == "won" else lost
    row: Row = {
        "opportunity_id": name,
        "account_id": account,
        "name": f"Deal {name}",
        "type": random.choice(["new_business", "new_business", "new_business", None, "expansion", "renewal"]),
        "amount": _amount(random),
        "currency": random.choice(CURRENCIES),
        "created_at": _clock(created, random.choice([0, 1, 30_000, 86_390]), random),
        "stage": history[-1][1],
        "status": random.choice([None, end]),
        "owner_id": random.choice(["u1", "u2", "u3", None]),
        "approach": random.choice(["abm", "inbound", "outbound", None]),
        "is_deleted": random.random() < 0.03 or None,
        "is_test": random.random() < 0.03 or None,
    }
    if end == "open":
        row["closed_at"] = random.choice([None, "2026-09-30", "2025-06-30"])  # expected: ignored
    else:
        close = last_day + timedelta(days=random.choice([0, 1, 9, 30, 31, 75]))
        row["stage"] = closing
        _close(random, row, history, close, closing, created)
    tables["opportunities"].append(row)
    if random.random() < 0.12:
        history = []  # a deal without history
    for second, (day, stage, amount) in enumerate(history):
        entered = _clock(day, 36_000 + 60 * second, random)
        tables["opportunity_stages"].append(
            {"opportunity_id": name, "stage": stage, "entered_at": entered, "amount": amount}
        )
    people = [person["person_id"] for person in tables["people"]]
    for person in random.sample(people, random.choice([0, 1, 2])):
        tables["opportunity_people"].append({"opportunity_id": name, "person_id": person})


History = list[tuple[date, str, str | None]]


def _walk(random: Random, opened: list[str], lost: str, created: date) -> History:
    """Forward, at times back, repeated (another amount), or lost and opened again."""
    day, at = created - timedelta(days=random.choice([0, 0, 0, 0, 0, 0, 0, 1])), 0
    history: History = [(day, opened[0] if random.random() < 0.9 else opened[1], _amount(random))]
    for _ in range(random.choice([0, 1, 2, 3, 4, 5])):
        day += timedelta(days=random.choice([0, 1, 5, 14, 30, 60]))
        move = random.choices([1, 0, -1, None], [6, 2, 2, 1])[0]
        if move is None:  # lost, then reopened
            history.append((day, lost, random.choice([None, _amount(random)])))
            day += timedelta(days=random.choice([1, 10, 40]))
        at = min(max(at + (move or 0), 0), len(opened) - 1)
        history.append((day, opened[at], random.choice([None, None, _amount(random)])))
    return history


def _close(random: Random, row: Row, history: History, close: date, closing: str, created: date) -> None:
    """closed_at and closing row: the same, apart, one of them missing, both missing, or before the creation."""
    reopened = any(stage.lower().endswith("lost") for _, stage, _ in history)
    how = random.choices(["same", "apart", "no closed_at", "no row", "neither", "before creation"], [8, 4, 2, 2, 1, 1])[
        0
    ]
    if how == "before creation" and not reopened and closing.lower().endswith("lost"):
        close = created - timedelta(days=5)
        row["closed_at"] = _clock(close, 40_000, random)
        return
    if how not in ("no row", "neither") or reopened:
        history.append((close, closing, random.choice([None, _amount(random)])))
    if how == "apart":
        close += timedelta(days=random.choice([-8, -1, 1, 12, 40]))
    if how not in ("no closed_at", "neither"):
        row["closed_at"] = _clock(close, random.choice([0, 50_000, 86_399]), random)


def add_contracts(tables: dict[str, list[Row]], random: Random) -> None:
    """Around wins (31 days rule), before entries, and chains of renewals."""
    wins = [r for r in tables["opportunities"] if r.get("closed_at") and "won" in (r["stage"] or "").lower()]
    for row in random.sample(wins, len(wins) // 2):
        close = date.fromisoformat(row["closed_at"][:10])
        start = close + timedelta(days=random.choice([-40, -32, -31, -30, -1, 0, 1, 20, 35, 60]))
        if row["account_id"] not in (None, "unknown"):
            _contracts(tables, random, row["account_id"], start, row["opportunity_id"])
    for membership in random.sample(tables["list_memberships"], len(tables["list_memberships"]) // 9):
        entry = date.fromisoformat(membership["valid_from"])
        start = entry - timedelta(days=random.choice([1, 0, 200, 366]))
        _contracts(tables, random, membership["account_id"], start, None)


def _contracts(tables: dict[str, list[Row]], random: Random, account: str, start: date, deal: str | None) -> None:
    for _ in range(random.choice([1, 1, 2, 3])):
        end = start + timedelta(days=random.choice([29, 90, 198, 199, 364]))
        tables["contracts"].append(
            {
                "contract_id": f"k{len(tables['contracts'])}",
                "account_id": account,
                "starts_on": start.isoformat(),
                "ends_on": end.isoformat() if random.random() < 0.85 else None,
                "annual_value": random.choice(["12000", "4500.5", None, "0"]),
                "one_off_value": random.choice([None, "300"]),
                "currency": random.choice(CURRENCIES),
                "renewal": random.choice(["renewed", "churned", "pending", None]),
                "opportunity_id": deal,
            }
        )
        start = end + timedelta(days=random.choice([1, 1, 40]))
