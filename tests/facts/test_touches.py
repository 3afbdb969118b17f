from __future__ import annotations

import fnmatch
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import ibis
import pytest

from assay.facts.patterns import path_expression, somewhere_expression
from assay.facts.touches import is_high_value, url_path
from assay.settings import Settings
from assay.settings.engagement import Engagement, Preset
from assay.settings.scoring import KindMinutes, Weights

FactsOf = Callable[..., Any]
ACCOUNTS = [{"account_id": "A", "name": "A"}]


def touch(kind: str, **more: Any) -> dict[str, Any]:
    return {"touch_id": "t", "occurred_at": "2026-02-01T10:00", "kind": kind, "account_id": "A", **more}


def each(facts_of: FactsOf, columns: str, rows: list[dict[str, Any]], **tables: Any) -> list[tuple[Any, ...]]:
    """These columns of each touch, built together."""
    touches = [{**row, "touch_id": f"{n:03}"} for n, row in enumerate(rows)]
    facts = facts_of(**{"accounts": ACCOUNTS, "touches": touches, **tables})
    found: list[tuple[Any, ...]] = facts(f"SELECT {columns} FROM touches ORDER BY touch_id")
    return found


MINUTES = [
    (touch("page_view"), 1),
    (touch("page_view", seconds=90), 1.5),
    (touch("page_view", seconds=0), 0),
    (touch("page_view", seconds=9000), 30),
    (touch("content_viewed"), 3),
    (touch("download", seconds=9000), 5),
    (touch("chat"), 5),
    (touch("call", outcome="connected"), 5),
    (touch("call", outcome="Connected", seconds=9000), 60),
    (touch("call", outcome="voicemail", seconds=9000), 0),
    (touch("call", seconds=60), 0),
    (touch("meeting_held"), 30),
    (touch("event_attended", seconds=9000), 120),
    (touch("form_submitted", quantity=3), 6),
    (touch("ad_impression", quantity=1000), 0),
    (touch("email_opened"), 0),
    (touch("fax"), 0),
]


def test_minutes(facts_of: FactsOf) -> None:
    found = each(facts_of, "content_seconds", [row for row, _ in MINUTES])
    assert [seconds for (seconds,) in found] == [minutes * 60 for _, minutes in MINUTES]


FROM_THE_KIND = [
    (touch("ad_click"), ("in", "display", "marketing", True)),
    (touch("ad_click", channel="email_signature"), ("in", "email_signature", "marketing", True)),
    (touch("call"), ("out", "phone", "sales", False)),
    (touch("call", outcome="connected"), ("in", "phone", "sales", True)),
    (touch("call", direction="in"), ("in", "phone", "sales", False)),
    (touch("mail_in", user_id="cs"), ("in", "email", "cs", True)),
    (touch("mail_in", user_id="none"), ("in", "email", "sales", True)),
    (touch("mail_in", user_id="gone"), ("in", "email", "sales", True)),
    (touch("mail_in", user_id="cs", team="marketing"), ("in", "email", "marketing", True)),
    (touch("email_opened"), ("in", "email", "marketing", False)),
    (touch("fax"), (None, None, None, False)),
]


def test_what_follows_from_the_kind(facts_of: FactsOf) -> None:
    users = [{"user_id": "cs", "name": "C", "team": "cs"}, {"user_id": "none", "name": "N"}]
    rows = [row for row, _ in FROM_THE_KIND]
    found = each(facts_of, "direction, channel, team, engages", rows, users=users)
    assert found == [expected for _, expected in FROM_THE_KIND]


def test_minutes_weigh_by_the_persons_seniority(facts_of: FactsOf) -> None:
    weights = {"c_level": 2, "vp": 1.5, "director": 1.25, "manager": 1, "staff": 0.5, None: 0.5}
    people = [{"person_id": str(name), "account_id": "A", "seniority": name} for name in weights]
    people.append({"person_id": "q", "merged_into_id": "staff", "seniority": "c_level"})
    rows = [touch("form_submitted", person_id=str(name), quantity=2) for name in [*weights, "q"]]
    found = each(facts_of, "content_seconds, weighted_seconds", rows, people=people)
    assert found == [(240, 240 * weight) for weight in [*weights.values(), 0.5]]


def test_minutes_without_a_person_weigh_as_unknown(facts_of: FactsOf) -> None:
    assert each(facts_of, "weighted_seconds", [touch("form_submitted")]) == [(60,)]
    settings = Settings(weights=Weights(seniority={"unknown": 0.25}))
    assert each(facts_of, "weighted_seconds", [touch("form_submitted")], settings=settings) == [(30,)]


def test_the_workspace_overrides_minutes_cap_and_engagement(facts_of: FactsOf) -> None:
    minutes = {
        "page_view": KindMinutes(minutes=2, cap=10),
        "email_opened": KindMinutes(minutes=1, engages=True),
        "chat": KindMinutes(engages=False),
    }
    rows = [touch("page_view"), touch("page_view", seconds=9000), touch("email_opened"), touch("chat", seconds=60)]
    found = each(facts_of, "content_seconds, engages", rows, settings=Settings(minutes=minutes))
    assert found == [(120, True), (600, True), (60, True), (0, False)]


def test_unknown_campaigns_and_users_count_as_absent(facts_of: FactsOf) -> None:
    rows = [touch("chat", campaign_id="c"), touch("chat", campaign_id="gone", user_id="gone")]
    found = each(facts_of, "campaign_id, user_id", rows, campaigns=[{"campaign_id": "c", "name": "C"}])
    assert found == [("c", None), (None, None)]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://acme.com/pricing?x=/demo#top", "/pricing"),
        ("https://acme.com", "/"),
        ("https://acme.com?x=1", "/"),
        ("//acme.com/a/b", "/a/b"),
        ("/pricing/eu?x", "/pricing/eu"),
        ("www.acme.com/pricing", "/pricing"),
        ("acme.com:8080/pricing", "/pricing"),
        ("pricing", "/pricing"),
        ("HTTP://ACME.COM/Pricing", "/Pricing"),
        ("", "/"),
    ],
)
def test_url_path(url: str, path: str) -> None:
    assert evaluate(url_path(ibis.literal(url))) == path


def evaluate(expression: Any) -> Any:
    found = duckdb.connect().execute(str(ibis.to_sql(expression.name("x"), dialect="duckdb"))).fetchall()
    return found[0][0]


@pytest.mark.parametrize(
    "path", ["/pricing", "/pricing/eu/b", "/Pricing", "/x/pricing", "/a.b", "/axb", "/demo-2", "/demo", "/[x]"]
)
@pytest.mark.parametrize(
    "pattern",
    ["/pricing*", "*/pricing", "/a.b", "/a?b", "/demo-[0-9]", "/demo[!-]*", "/[x]", "/demo+", "/(demo|pricing)", "*"],
)
def test_patterns_match_as_in_a_shell(path: str, pattern: str) -> None:
    assert evaluate(ibis.literal(path).re_search(path_expression((pattern,)))) == fnmatch.fnmatchcase(path, pattern)


@pytest.mark.parametrize("pattern", ["/pricing*", "/", "*", "*/buy/*", "/a.b", "/x y", ""])
def test_only_the_path_is_asked(pattern: str) -> None:
    urls = {
        "https://pricing.com/": "/",
        "https://x.com/pricing/eu?to=/a.b": "/pricing/eu",
        "https://x.com?to=/pricing": "/",
        "pricing": "/pricing",
        "/shop/buy/now#/pricing": "/shop/buy/now",
        "https://x.com/a.b": "/a.b",
        "/axb": "/axb",
        "/x y": "/x y",
        "": "/",
    }
    expressions = somewhere_expression((pattern,)), path_expression((pattern,))
    found = {url for url in urls if evaluate(is_high_value(ibis.literal(url), *expressions))}
    assert found == {url for url, path in urls.items() if fnmatch.fnmatchcase(path, pattern)}


def test_high_value_pages(facts_of: FactsOf) -> None:
    urls = ["https://x.com/demo/a?b=/no", "https://x.com/blog?to=/demo", None]
    rows = [touch("page_view", url=url) for url in urls]
    assert each(facts_of, "is_high_value", rows) == [(True,), (False,), (False,)]
    none = Settings(high_value_pages=())
    assert each(facts_of, "is_high_value", rows[:1], settings=none) == [(False,)]


# Rule 13 -------------------------------------------------------------------------------------------------------------


def objector_among(*thirds: dict[str, Any]) -> dict[str, Any]:
    """Per third person an account in which one objected and two others are active; the last day is 31 March."""
    tables: dict[str, Any] = {"accounts": [{"account_id": "other", "name": "O"}], "people": []}
    tables["people"].append({"person_id": "homeless", "objected_at": "2026-05-01T10:00"})
    tables["touches"] = [
        touch("page_view", touch_id="homeless", account_id=None, person_id="homeless"),
        touch("page_view", touch_id="last", occurred_at="2026-03-31T10:00"),
        touch("page_view", touch_id="future", occurred_at="2026-07-01T10:00"),
    ]
    for n, third in enumerate(thirds):
        account = {"account_id": f"a{n}"}
        tables["accounts"].append({**account, "name": "A"})
        tables["people"] += [
            {"person_id": f"o{n}", **account, "objected_at": "2026-05-01T10:00"},
            {"person_id": f"p{n}", **account},
            {"person_id": f"q{n}", **account},
            {"person_id": f"r{n}", **account, **third},
        ]
        tables["touches"].append(touch("page_view", touch_id=f"t{n}", account_id=None, person_id=f"o{n}"))
    return tables


THIRDS: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"created_at": "2026-03-31T23:00"}, True),
    ({"created_at": "2026-04-01T00:00"}, False),
    ({"left_at": "2026-04-01T00:00"}, True),
    ({"left_at": "2026-03-31T00:00"}, False),
    ({"objected_at": "2026-01-01T00:00"}, False),
    ({"merged_into_id": "p0"}, False),
    ({"account_id": "other"}, False),
]


def test_touches_of_an_objector_count_among_three_active_others(facts_of: FactsOf) -> None:
    facts = facts_of(**objector_among(*(third for third, _ in THIRDS)))
    assert facts("SELECT last_day FROM run") == [(date(2026, 3, 31),)]
    found = facts("SELECT counts FROM touches WHERE touch_id LIKE 't%' ORDER BY touch_id")
    assert found == [(counts,) for _, counts in THIRDS]
    assert facts.left_out()["touches", "of people who objected"] == 5
    assert facts("SELECT counts, match FROM touches WHERE touch_id = 'homeless'") == [(True, "none")]
    assert facts("SELECT count(person_id) FROM touches") == [(0,)]


def test_the_number_of_others_is_a_setting(facts_of: FactsOf) -> None:
    facts = facts_of(**objector_among({"objected_at": "2026-01-01T00:00"}), settings=Settings(people_min_k=2))
    assert facts("SELECT bool_and(counts) FROM touches") == [(True,)]


def test_days_of_people_leave_objectors_out_but_the_accounts_days_keep_them(facts_of: FactsOf) -> None:
    facts = facts_of(**objector_among({}))
    assert facts("SELECT count(*) FROM person_days") == [(0,)]
    assert facts("SELECT account_id, engaging FROM account_days") == [("a0", 1)]


def test_touches_of_excluded_accounts_do_not_count(facts_of: FactsOf) -> None:
    accounts = [{"account_id": "A", "name": "A", "is_excluded": True}]
    facts = facts_of(accounts=accounts, touches=[touch("page_view")])
    assert facts("SELECT account_id, counts FROM touches") == [("A", False)]
    assert facts("SELECT count(*) FROM sessions") == facts("SELECT count(*) FROM account_days") == [(0,)]
    assert facts.left_out()["touches", "of excluded accounts"] == 1


def test_touches_without_an_account_count_and_are_shown(facts_of: FactsOf) -> None:
    facts = facts_of(touches=[touch("page_view")])
    assert facts("SELECT account_id, counts, match FROM touches") == [(None, True, "none")]
    assert facts.left_out()["touches", "without an account"] == 1


# Sessions and days ---------------------------------------------------------------------------------------------------


def view(touch_id: str, at: str, **more: Any) -> dict[str, Any]:
    return touch("page_view", touch_id=touch_id, occurred_at=at, **more)


def test_a_session_is_one_visit_on_the_day_of_its_first_view(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[*ACCOUNTS, {"account_id": "B", "name": "B"}],
        touches=[
            view("2", "2026-02-01T23:59", session_id="s", campaign_id="c", url="/blog"),
            view("3", "2026-02-02T00:10", session_id="s", url="/pricing"),
            touch("chat", touch_id="1", occurred_at="2026-01-31T10:00", session_id="s"),
            view("4", "2026-02-01T10:00", session_id="s", account_id="B"),
            view("5", "2026-02-01T10:00"),
            view("6", "2026-02-01T10:00"),
            view("7", "2026-02-01T10:00", session_id="s", account_id="gone"),
        ],
        campaigns=[{"campaign_id": "c", "name": "C"}],
    )
    sql = """SELECT account_id, session_key, started_on, high_value_on, campaign_id, touch_id FROM sessions
        ORDER BY touch_id"""
    day = date(2026, 2, 1)
    assert facts(sql) == [
        ("A", "session:s", day, date(2026, 2, 2), "c", "2"),
        ("B", "session:s", day, None, None, "4"),
        ("A", "touch:5", day, None, None, "5"),
        ("A", "touch:6", day, None, None, "6"),
    ]


def test_the_first_of_two_views_at_once_is_that_with_the_smaller_id(facts_of: FactsOf) -> None:
    at = "2026-02-01T10:00"
    rows = [view(f"{name}{session}", at, session_id=session) for session, name in ["1b", "1a", "2a", "2b"]]
    assert facts_of(accounts=ACCOUNTS, touches=rows)("SELECT touch_id FROM sessions ORDER BY 1") == [("a1",), ("a2",)]


def test_days_are_local(facts_of: FactsOf) -> None:
    """In Paris the clocks go forward on 29 March 2026: midnight is 23:00 UTC before and 22:00 UTC after."""
    rows = [
        view("a", "2026-03-28T22:59"),
        view("b", "2026-03-28T23:00"),
        view("c", "2026-03-29T21:59"),
        view("d", "2026-03-29T22:00"),
    ]
    facts = facts_of(accounts=ACCOUNTS, touches=rows, settings=Settings(timezone="Europe/Paris"))
    found = facts("SELECT day, engaging FROM account_days ORDER BY 1")
    assert found == [(date(2026, 3, 28), 1), (date(2026, 3, 29), 2), (date(2026, 3, 30), 1)]


def test_account_days_count_engaging_touches_by_preset(facts_of: FactsOf) -> None:
    own = Preset(kinds=("download", "ad_impression"), touches=1)
    facts = facts_of(
        accounts=ACCOUNTS,
        people=[{"person_id": "p", "account_id": "A", "seniority": "vp"}],
        touches=[
            view("1", "2026-02-01T10:00", person_id="p"),
            touch("download", touch_id="2"),
            touch("chat", touch_id="3"),
            touch("ad_impression", touch_id="4"),
            touch("email_opened", touch_id="5", occurred_at="2026-02-02T10:00"),
        ],
        settings=Settings(engagement=Engagement(presets={"readers": own})),
    )
    # Slots in the order of the presets that name kinds: visit_or_response, three_views_30d, readers; the fourth is empty.
    sql = "SELECT day, engaging, weighted_seconds, kinds_1, kinds_2, kinds_3, kinds_4 FROM account_days"
    # 1 view of a vp (60 s × 1.5), a download (300 s × 0.5), a chat (300 s × 0.5)
    assert facts(sql) == [(date(2026, 2, 1), 3, 90 + 150 + 150, 2, 1, 1, 0)]
    assert facts("SELECT person_id, day, engaging, weighted_seconds FROM person_days") == [
        ("p", date(2026, 2, 1), 1, 90)
    ]
