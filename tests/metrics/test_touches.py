"""Rules 12, 13 and 16 as the figures show them: whose a touch is, who objected, what a session is."""

from __future__ import annotations

import pytest

from metrics.cases import about, ask, by_account, gather, groups, listed, person, total, touch

SINCE_JANUARY = listed("2025-01-01")


def unassigned(*rows):
    """Touches as they come: without an account of their own."""
    named = [{"touch_id": f"t{n}", "occurred_at": "2025-05-01", "kind": "chat", **row} for n, row in enumerate(rows)]
    return {"touches": named}


@pytest.fixture(scope="module")
def resolved():
    return gather(
        about("acme", SINCE_JANUARY, person("ada", email="Ada@Acme.com"), domain="acme.com"),
        about("brand", SINCE_JANUARY, person("bea", email="bea@gmail.com")),
        about("other brand", SINCE_JANUARY, person("team 1", email="team@x.fr"), person("team 2", email="team@x.fr")),
        about("eu", SINCE_JANUARY, person("one", email="two@y.fr")),
        about("us", SINCE_JANUARY, person("two", email="two@y.fr")),
        account_domains=[
            {"account_id": "brand", "domain": "shared.com"},
            {"account_id": "other brand", "domain": "shared.com"},
            {"account_id": "eu", "domain": "eu.acme.com"},
            {"account_id": "eu", "domain": "gmail.com"},
            {"account_id": "us", "domain": "own-company.com"},
        ],
        ip_ranges=[{"cidr": "10.1.0.0/16", "account_id": "us"}],
        visitors=[
            {"visitor_id": "refused", "account_id": "us", "person_id": "ada", "consent": "refused"},
            {"visitor_id": "anonymous"},
        ],
        **unassigned(
            {"email": "ADA@acme.com"},  # the person
            {"domain": "www.acme.com"},  # the registrable domain
            {"domain": "eu.acme.com"},  # the exact domain goes first: eu
            {"email": "nobody@acme.com"},  # no such person, the domain
            {"email": "bea@gmail.com"},  # a person with free mail
            {"email": "nobody@gmail.com"},  # free mail: nobody, whatever the tables say
            {"email": "x@mailbox.fr"},
            {"email": "x@own-company.com"},
            {"email": "team@x.fr"},  # two people of one account: the account
            {"email": "two@y.fr", "domain": "acme.com"},  # people of two accounts: ambiguous, the search ends
            {"domain": "shared.com", "ip": "10.1.2.3"},  # two accounts: ambiguous
            {"ip": "10.1.2.3"},
            {"visitor_id": "refused"},  # refused consent: the account all the same
            {"visitor_id": "anonymous"},
            {"account_id": "unknown", "domain": "acme.com"},  # an unknown id counts as absent
            {"kind": "page_view"},  # another kind
        ),
    )


def test_the_account_of_a_touch(resolved):
    assert by_account(resolved, "chats") == {"acme": 4, "eu": 1, "brand": 1, "other brand": 1, "us": 2}


def test_unmatched_share_is_that_of_the_kinds_in_the_window(resolved):
    """Of 15 chats 6 have no account: 3 × free or own mail, 2 ambiguous, 1 anonymous."""
    found = total(resolved, "chats")
    assert (found.value, found.unmatched) == (9, 6 / 15)
    assert total(resolved, "website_visits").unmatched == 1
    assert total(resolved, "chats", start="2025-06-01").unmatched is None
    assert total(resolved, "engaged_share", engaged="visit_or_response", end="2025-06-30").unmatched == 1


def test_the_person_of_a_touch(resolved):
    """Only Ada by her e-mail, and Bea: `refused` counts for the account alone, `team` is nobody in particular."""
    run = gather(
        about("acme", SINCE_JANUARY, person("ada", email="ada@acme.com", seniority="c_level")),
        visitors=[{"visitor_id": "v", "person_id": "ada", "consent": "refused"}],
        **unassigned({"email": "ada@acme.com"}, {"visitor_id": "v"}),
    )
    # 5 × 2 for the c_level, 5 × 0.5 for somebody
    assert total(run, "engagement_minutes", end="2025-06-30").value == 12.5
    assert groups(ask(resolved, "chats", by=["seniority"])) == {None: 9}


def test_objections_count_for_the_account_where_enough_others_are_active():
    """At least 3 other active people: they hide who it was."""

    def others(account, number, **more):
        return [person(f"{account} {n}", **more) for n in range(number)]

    def objector(account):
        return person(f"{account} x", objected_at="2025-09-01", seniority="c_level")

    def of(account):
        return touch("2025-05-01", person_id=f"{account} x")

    run = gather(
        about("three others", SINCE_JANUARY, *others("three others", 3), objector("three others"), of("three others")),
        about("two others", SINCE_JANUARY, *others("two others", 2), objector("two others"), of("two others")),
        about(
            "one has left",
            SINCE_JANUARY,
            *others("one has left", 2),
            person("gone", left_at="2025-02-01"),
            objector("one has left"),
            of("one has left"),
        ),
        about("nobody objects", SINCE_JANUARY, person("lone"), touch("2025-05-01", person_id="lone")),
    )
    assert by_account(run, "chats") == {"three others": 1, "nobody objects": 1}
    # with the weight it has: 5 × 2
    assert by_account(run, "engagement_minutes", end="2025-06-30")["three others"] == 10


def view(day, session=None, url=None, **more):
    return touch(day, "page_view", session_id=session, url=url, **more)


@pytest.fixture(scope="module")
def visits():
    return gather(
        about(
            "a",
            SINCE_JANUARY,
            view("2025-05-01 23:50", "s1", "https://x.com/blog"),
            view("2025-05-02 00:10", "s1", "https://x.com/pricing?plan=1"),  # the same session: its first view's day
            view("2025-05-03"),  # without a session: one of its own
            view("2025-05-03"),
            touch("2025-05-04", "chat", session_id="s2"),  # no page view, no visit
            view("2025-04-30 23:59", "s3", "https://x.com/Pricing"),  # case matters
        ),
        about("b", SINCE_JANUARY, view("2025-05-05", "s1", "/demo/big/offer"), view("2025-05-05", "s1", "/x/buy/now")),
        about("c", SINCE_JANUARY, view("2025-05-05", url="https://x.com/blog?next=/pricing"), view("2025-05-05", quantity=7)),
    )  # fmt: skip


def test_a_session_is_one_visit_of_an_account(visits):
    assert by_account(visits, "website_visits") == {"a": 4, "b": 1, "c": 2}


def test_a_session_stands_on_the_day_of_its_first_view(visits):
    assert by_account(visits, "website_visits", start="2025-05-01", end="2025-05-01") == {"a": 1}
    assert by_account(visits, "website_visits", start="2025-05-02", end="2025-05-02") == {}


def test_high_value_visits_match_the_path(visits):
    assert by_account(visits, "high_value_visits") == {"a": 1, "b": 1}


def test_a_page_view_after_the_as_of_day_is_not_seen_yet(visits):
    """On 1 May the session of a has seen no price yet."""
    assert by_account(visits, "high_value_visits", start="2025-05-01", end="2025-05-01") == {}
    assert by_account(visits, "high_value_visits", start="2025-05-01", end="2025-05-01", as_of="2025-05-02") == {"a": 1}


def test_a_touch_is_a_row_whatever_its_quantity():
    run = gather(
        about("a", SINCE_JANUARY, touch("2025-05-01", quantity=9), touch("2025-05-01", "campaign_response", quantity=3)),
        about("b", SINCE_JANUARY, *(touch("2025-05-01", f"meeting_{what}") for what in ("booked", "held", "no_show", "held"))),
    )  # fmt: skip
    assert total(run, "chats").value == 1
    assert total(run, "campaign_responses").value == 1
    assert total(run, "meetings_planned").value == 1
    assert total(run, "meetings_planned.held").value == 2
    assert total(run, "meetings_planned.no_show").value == 1


def test_the_same_id_again_replaces_the_row():
    again = {"touch_id": "t", "kind": "chat", "account_id": "a"}
    run = gather(
        about("a", SINCE_JANUARY),
        touches=[again | {"occurred_at": "2025-05-01"}, again | {"occurred_at": "2025-06-01"}],
    )
    assert total(run, "chats").value == 1
    assert total(run, "chats", end="2025-05-31").value == 0


def test_team_of_a_touch_is_its_own_else_its_users_else_its_kinds():
    run = gather(
        about(
            "a",
            SINCE_JANUARY,
            touch("2025-05-01", team="cs", user_id="m"),
            touch("2025-05-01", user_id="s"),
            touch("2025-05-01", user_id="nobody"),
            touch("2025-05-01"),
        ),
        users=[{"user_id": "m", "name": "M", "team": "marketing"}, {"user_id": "s", "name": "S", "team": "sales"}],
    )
    assert groups(ask(run, "chats", by=["team"])) == {"cs": 1, "sales": 1, "marketing": 2}
