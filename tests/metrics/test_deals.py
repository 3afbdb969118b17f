"""Rules 6 and 7, and the figures of deals: what is legitimate, what was known when, who opened and who won."""

from __future__ import annotations

import pytest

from metrics.cases import about, ask, by_account, deal, gather, groups, listed, lost, series, total, touch, won

SINCE_JANUARY = listed("2025-01-01")
SIMPLE = [
    {"stage": "Lead", "position": 1, "status": "open", "pipeline": "simple"},
    {"stage": "Signed", "position": 2, "status": "won", "pipeline": "simple"},
]


@pytest.fixture(scope="module")
def legitimacy():
    february = ("Talk", "2025-02-01")
    return gather(
        about("qualified stage", SINCE_JANUARY, deal("2025-02-01", february, ("Offer", "2025-03-01"), stage="Offer")),
        about("never qualified", SINCE_JANUARY, deal("2025-02-01", february, stage="Talk")),
        about("no history", SINCE_JANUARY, deal("2025-02-01", stage="Talk")),
        about("pipeline without flags", SINCE_JANUARY, deal("2025-02-01", ("Lead", "2025-02-05"), stage="Lead")),
        about("won at the latest", SINCE_JANUARY, won("2025-02-01", "2025-04-01", february, ("Won", "2025-04-01"))),
        about("lost unqualified", SINCE_JANUARY, lost("2025-02-01", "2025-04-01", february, ("Lost", "2025-04-01"))),
        about(
            "back to talking",
            SINCE_JANUARY,
            deal("2025-02-01", february, ("Offer", "2025-03-01"), ("Talk", "2025-03-02"), stage="Talk"),
        ),
        about(
            "expansion",
            SINCE_JANUARY,
            deal("2025-02-01", february, ("Offer", "2025-03-01"), stage="Offer", type="expansion"),
        ),
        stages=SIMPLE,
    )


@pytest.mark.parametrize(
    ("as_of", "accounts"),
    [
        ("2025-02-28", {"no history", "pipeline without flags"}),
        ("2025-03-01", {"no history", "pipeline without flags", "qualified stage", "back to talking"}),
        (
            "2025-04-01",
            {"no history", "pipeline without flags", "qualified stage", "back to talking", "won at the latest"},
        ),
    ],
)
def test_a_deal_is_legitimate_from_its_first_qualified_stage(legitimacy, as_of, accounts):
    assert set(by_account(legitimacy, "opportunities_created", end=as_of)) == accounts


def test_only_legitimate_deals_are_qualified_wins_and_losses(legitimacy):
    assert total(legitimacy, "win_rate").value == 0.5
    assert total(legitimacy, "win_rate.qualified").value == 1


@pytest.fixture(scope="module")
def amounts():
    """1000 in January, 3000 in March, 5000 as the deal row says now."""
    return gather(
        about(
            "told by its history",
            SINCE_JANUARY,
            deal(
                "2025-01-10",
                ("Talk", "2025-01-10", 1000),
                ("Offer", "2025-02-10"),
                ("Offer", "2025-03-10", 3000),
                ("Talk", "2025-06-01"),
                amount=5000,
                stage="Talk",
            ),
        ),
        about(
            "history without amounts",
            SINCE_JANUARY,
            deal("2025-01-10", ("Offer", "2025-01-10"), ("Talk", "2025-06-01"), amount=70, stage="Talk"),
        ),
        # open before its close; that it is won now, nobody knew
        about("won since", SINCE_JANUARY, won("2025-02-01", "2025-05-20", amount=9)),
        about("without amount", SINCE_JANUARY, deal("2025-02-01", amount=None, stage="Offer")),
        about("stage without probability", SINCE_JANUARY, deal("2025-02-01", amount=4, stage="Vague")),
        # the expected close of an open deal says nothing
        about(
            "expected to close", SINCE_JANUARY, deal("2025-02-01", closed_at="2025-03-01", amount=300, stage="Offer")
        ),
        stages=[{"stage": "Vague", "position": 2, "status": "open", "is_qualified": True}],
    )


@pytest.mark.parametrize(
    ("as_of", "amount", "others"),
    [
        ("2025-02-28", 1000, 70 + 9 + 4 + 300),
        ("2025-03-31", 3000, 70 + 9 + 4 + 300),
        ("2025-05-20", 3000, 70 + 4 + 300),
        ("2025-06-01", 5000, 70 + 4 + 300),
    ],
)
def test_the_amount_of_a_deal_is_that_of_the_day(amounts, as_of, amount, others):
    found = by_account(amounts, "pipeline", end=as_of)
    assert found["told by its history"] == amount
    assert total(amounts, "pipeline", end=as_of).value == amount + others


def test_weighted_pipeline(amounts):
    """In March Offer (0.5): 1500 + 35 + 150; `won since` had no stage then. In June Talk (0.2): 1000 + 14 + 150."""
    march = total(amounts, "pipeline.weighted", end="2025-03-31")
    assert march.value == 1500 + 35 + 150
    assert march.extra["left_out"] == {"no_probability": 2}
    assert "2 left out without a stage probability" in march.note
    assert total(amounts, "pipeline.weighted", end="2025-06-30").value == 1000 + 14 + 150


def test_the_stage_of_a_deal_is_that_of_the_day(amounts):
    found = groups(ask(amounts, "pipeline", by=["stage"], end="2025-03-31"))
    assert found == {"Offer": 3000 + 70 + 300, "Vague": 4, None: 9}
    assert groups(ask(amounts, "pipeline", by=["stage"], end="2025-06-30")) == {"Talk": 5070, "Offer": 300, "Vague": 4}


@pytest.fixture(scope="module")
def closes():
    history = (("Talk", "2025-02-01"), ("Won", "2025-05-31"))
    return gather(
        about("closed_at wins", SINCE_JANUARY, won("2025-02-01", "2025-05-20", *history)),
        about("closing row alone", SINCE_JANUARY, won("2025-02-01", None, *history)),
        about("neither", SINCE_JANUARY, won("2025-02-01", None)),
        about("status wins", SINCE_JANUARY, lost("2025-02-01", "2025-05-20", stage="Won")),
        about("stage alone", SINCE_JANUARY, won("2025-02-01", "2025-05-20", status=None, stage="Won")),
        # the latest close counts, from creation: 1 February to 30 June
        about(
            "reopened",
            SINCE_JANUARY,
            won("2025-02-01", "2025-06-30", ("Lost", "2025-03-01"), ("Talk", "2025-04-01"), ("Won", "2025-06-30")),
        ),
    )


def test_the_day_of_a_close(closes):
    """20 May is 108 days after 1 February, 31 May 119, 30 June 149."""
    assert by_account(closes, "deal_velocity") == {
        "closed_at wins": 108,
        "closing row alone": 119,
        "stage alone": 108,
        "reopened": 149,
    }
    assert total(closes, "win_rate").value == 4 / 5
    assert by_account(closes, "accounts_won", end="2025-05-30") == {"closed_at wins": 1, "stage alone": 1}


def test_a_closed_deal_without_a_day_is_in_no_flow_and_counted(closes):
    """It stays out of the pipeline too: it is not open."""
    assert "neither" not in by_account(closes, "pipeline")
    counted = dict(closes.cursor().execute("SELECT reason, n FROM left_out WHERE fact = 'deals'").fetchall())
    assert counted == {"closed without a day": 1}


def test_reopened_deals_are_flagged(closes):
    from metrics.cases import detail

    flagged = {row["account_id"]: row["reopened"] for row in detail(closes, "deal_velocity")}
    assert flagged == {"closed_at wins": False, "closing row alone": False, "stage alone": False, "reopened": True}


@pytest.fixture(scope="module")
def openings():
    since_march = listed("2025-03-01")
    return gather(
        about("after entry", since_march, deal("2025-04-01")),
        about("on entry", since_march, won("2025-03-01", "2025-05-01")),
        about("before entry", since_march, deal("2025-02-28")),
        about("both", since_march, deal("2025-02-28"), lost("2025-03-02", "2025-04-01")),
        about("in the gap", listed("2025-03-01", "2025-04-01"), listed("2025-05-01"), deal("2025-04-15")),
        about("in the second run", listed("2025-03-01", "2025-04-01"), listed("2025-05-01"), deal("2025-05-15")),
        about("after leaving", listed("2025-03-01", "2025-04-01"), deal("2025-04-01")),
        about("nothing", since_march),
    )


def test_accounts_with_an_opportunity(openings):
    found = by_account(openings, "accounts_with_opportunity")
    assert set(found) == {"after entry", "on entry", "both", "in the second run"}
    assert total(openings, "opportunity_rate").value == 4 / 8
    assert set(by_account(openings, "accounts_with_opportunity.open")) == {"after entry", "in the second run"}
    assert set(by_account(openings, "accounts_with_opportunity.pre_existing")) == {"before entry", "both"}


def test_the_entry_meant_is_that_of_the_window(openings):
    """From 15 April only the second run of `in the second run` overlaps: entered on 1 May, still before the deal."""
    found = by_account(openings, "accounts_with_opportunity", start="2025-05-16")
    assert set(found) == {"after entry", "on entry", "both", "in the second run"}
    assert "after leaving" not in by_account(openings, "opportunity_rate", start="2025-04-01")


def test_engaged_to_opportunity():
    """Of the six that ever engaged, three opened their first deal on or after that day."""
    run = gather(
        about("engaged, then a deal", SINCE_JANUARY, touch("2025-02-01"), deal("2025-03-01")),
        about("on one day", SINCE_JANUARY, touch("2025-02-01"), deal("2025-02-01")),
        about("a deal, then engaged", SINCE_JANUARY, touch("2025-04-01"), deal("2025-03-01")),
        about("a deal before and one after", SINCE_JANUARY, touch("2025-04-01"), deal("2025-03-01"), deal("2025-05-01")),
        about("engaged only", SINCE_JANUARY, touch("2025-04-01")),
        about("engaged before entry too", listed("2025-03-01"), touch("2025-01-01"), touch("2025-03-05"), deal("2025-03-06")),
        about("a deal only", SINCE_JANUARY, deal("2025-03-01")),
        about("sent to only", SINCE_JANUARY, touch("2025-02-01", "email_sent"), deal("2025-03-01")),
    )  # fmt: skip
    found = total(run, "engaged_to_opportunity")
    assert (found.numerator, found.denominator) == (3, 6)


@pytest.fixture(scope="module")
def qualifying():
    """Listed from 1 March 2025."""
    march = listed("2025-03-01")

    def opened(created, talk, offer, **more):
        return deal(created, ("Talk", talk), ("Offer", offer), stage="Offer", **more)

    return gather(
        # opened before entry, qualified on 10 April: 30 days after engaging, 39 after the first mail
        about(
            "opened before entry",
            march,
            opened("2025-02-01", "2025-02-01", "2025-04-10"),
            touch("2025-02-20"),
            touch("2025-03-02", "email_sent"),
            touch("2025-03-11"),
        ),
        # the first deal qualified before entry, the second is the first since: 20 − 5 = 15
        about(
            "second deal",
            march,
            opened("2025-01-01", "2025-01-01", "2025-02-01"),
            opened("2025-03-02", "2025-03-02", "2025-03-20"),
            touch("2025-03-05"),
        ),
        about("engaged too late", march, opened("2025-03-02", "2025-03-02", "2025-03-20"), touch("2025-03-21")),
        about("never engaged", march, opened("2025-03-02", "2025-03-02", "2025-03-20"), touch("2025-03-02", "mail_out")),
        about("never touched", march, opened("2025-03-02", "2025-03-02", "2025-03-20")),
        about("engaged, no deal yet", march, touch("2025-03-05")),
    )  # fmt: skip


def test_days_to_opportunity(qualifying):
    assert by_account(qualifying, "days_to_opportunity") == {"opened before entry": 30, "second deal": 15}
    found = total(qualifying, "days_to_opportunity")
    assert (found.value, found.numerator, found.denominator, found.n) == (22.5, 45, 2, 2)
    assert found.extra["left_out"] == {"negative": 1, "no_engagement": 2}
    assert total(qualifying, "days_to_opportunity", start="2025-04-01").value == 30


def test_days_from_the_first_contact(qualifying):
    assert by_account(qualifying, "days_to_opportunity.first_contact") == {
        "opened before entry": 39,
        "second deal": 15,
        "never engaged": 18,
    }


def test_the_censored_estimate_stands_beside_the_average(qualifying):
    """Four accounts engaged: 15, 30, and one at -1 that is left out; one is censored at 301 days (5 March to 31 December).

    Kaplan-Meier over 15, 30, 301+: half of three have happened at 30.
    """
    censored = total(qualifying, "days_to_opportunity").extra["censored"]
    assert (censored["value"], censored["n"], censored["events"]) == (30, 3, 2)


@pytest.fixture(scope="module")
def wins():
    january = listed("2024-01-01")
    return gather(
        about("first win in the window", january, won("2025-01-01", "2025-03-01", amount=3000)),
        about(
            "two wins",
            january,
            won("2025-01-01", "2025-03-01", amount=1000),
            won("2025-01-01", "2025-04-01", amount=None),
        ),
        about(
            "first win before it", january, won("2024-02-01", "2024-12-31"), won("2025-01-01", "2025-03-01", amount=0)
        ),
        about("lost", january, lost("2025-01-01", "2025-03-01", amount=1000)),
        about("expansion", january, won("2025-01-01", "2025-03-01", type="expansion", amount=77)),
        about("open", january, deal("2025-01-01")),
    )


def test_accounts_won(wins):
    assert by_account(wins, "accounts_won") == {"first win in the window": 1, "two wins": 1}
    # TW are all six; won since entry are three of them, in the window or before it
    found = total(wins, "account_win_rate")
    assert (found.numerator, found.denominator) == (3, 6)


def test_an_account_once_won_stays_won_in_the_win_rate_of_accounts():
    """W02 is a stock: of two accounts one is won in February: 0, then one of two for good, before the window too."""
    run = gather(
        about("won", listed("2025-01-01"), won("2025-01-05", "2025-02-10")), about("open", listed("2025-01-01"))
    )
    quarter = {"start": "2025-01-01", "end": "2025-03-31"}
    assert series(ask(run, "account_win_rate", grain="month", **quarter)) == [0, 0.5, 0.5]
    assert total(run, "account_win_rate", start="2025-03-01", end="2025-03-31").value == 0.5
    # not before entry: who was won, left and came back as a prospect has to be won again
    again = gather(
        about("again", listed("2025-01-01", "2025-02-20"), listed("2025-03-01"), won("2025-01-05", "2025-02-10"))
    )
    assert total(again, "account_win_rate", start="2025-03-01", end="2025-03-31").value != 1


def test_win_rate_and_revenue(wins):
    """Won: 3000, 1000, none, 0; lost: 1000."""
    assert total(wins, "win_rate").value == 4 / 5
    assert total(wins, "win_rate.amount").value == 4000 / 5000
    assert total(wins, "new_revenue").value == 4000
    assert total(wins, "new_revenue").n == 4


def test_deals_without_an_amount_are_told(wins):
    """Of four deals won one has no amount: it counts as 0, and the note says so; one of 0 is what it says."""
    found = total(wins, "new_revenue")
    assert (found.value, found.extra["without_amount"]) == (4000, 1)
    assert found.note == "1 without an amount, counted as 0."
    assert total(wins, "win_rate.amount").extra["without_amount"] == 1
    assert "without_amount" not in total(wins, "win_rate").extra


def test_deals_without_an_account_are_the_whole_companys():
    """Rule 6: figures of deals and money take them with arm `all`; elsewhere they are left out, and counted."""
    deals = [
        {"opportunity_id": "o", "created_at": "2025-02-01", "amount": 70, "status": "open"},
        {"opportunity_id": "w", "created_at": "2025-02-01", "amount": 30, "status": "won", "closed_at": "2025-03-01"},
    ]
    run = gather(about("a", listed("2025-01-01"), won("2025-01-10", "2025-02-10", amount=100)), opportunities=deals)
    everybody = {"arm": "all"}
    assert total(run, "opportunities_created", **everybody).value == 3
    assert total(run, "pipeline", **everybody).value == 70
    revenue = total(run, "new_revenue", **everybody)
    assert (revenue.value, revenue.extra["without_account"]) == (130, 1)
    assert "1 without an account are in it." in revenue.note
    assert total(run, "total_revenue", **everybody).value == 130
    rate = total(run, "win_rate", **everybody)
    assert (rate.value, rate.n, rate.extra["left_out"]) == (1, 1, {"no_account": 1})
    assert "1 left out without an account." in rate.note
    assert groups(ask(run, "new_revenue", by=["industry"], **everybody)) == {None: 130}
    assert total(run, "new_revenue").value == 100
    assert total(run, "accounts_won", **everybody).value == 1


def test_the_group_without_a_value_can_be_asked():
    from assay.metrics.scope import parse_filter

    run = gather(
        about("a", listed("2025-01-01"), won("2025-01-10", "2025-02-10", amount=1), industry="Software"),
        about("b", listed("2025-01-01"), won("2025-01-10", "2025-02-10", amount=2)),
    )
    assert total(run, "new_revenue", where=(parse_filter("industry = ''"),)).value == 2
    assert total(run, "new_revenue", where=(parse_filter("industry != ''"),)).value == 1


def test_deals_without_an_amount_stay_out_of_averages_of_size(wins):
    found = total(wins, "average_deal_size")
    assert (found.value, found.n, found.extra["left_out"]) == (2000, 2, {"no_amount": 2})
    assert found.extra["median"] == 2000
    assert total(wins, "average_deal_size.median").value == 2000


def test_velocity_with_its_censored_estimate():
    """Five deals created in the window: won after 10 and 50 days, lost after 20 and 30, open for 25.

    Aalen-Johansen: at 10 one of 5 is won, incidence 1/5, 4/5 go on. At 20 one of 4 is lost: 3/5. At 25 one is censored.
    At 30 one of 2 is lost: 3/10. At 50 the last is won: incidence 1/5 + 3/10 = 1/2. Half of that is reached at 50 days.
    The wins' own mean and median is 30.
    """
    run = gather(
        about(
            "a",
            SINCE_JANUARY,
            won("2025-02-01", "2025-02-11"),
            lost("2025-02-01", "2025-02-21"),
            lost("2025-02-01", "2025-03-03"),
            won("2025-02-01", "2025-03-23"),
            deal("2025-03-04"),
        )
    )
    asked = {"end": "2025-03-29"}
    assert total(run, "deal_velocity", **asked).value == 30
    assert total(run, "deal_velocity.median", **asked).value == 30
    beside = total(run, "deal_velocity", **asked).extra["censored"]
    assert beside == {"value": 50, "n": 5, "wins": 2, "losses": 2, "open": 1}
    assert total(run, "deal_velocity.censored", **asked).value == 50


def test_a_deal_lost_on_no_day_is_left_out_of_the_estimate_and_told():
    """Nothing is dropped silently: the rows that count make the figure, the other one names its reason."""
    run = gather(about("a", SINCE_JANUARY, won("2025-02-01", "2025-02-11"), lost("2025-02-01", None)))
    found = ask(run, "deal_velocity.censored", rows=True, end="2025-03-29")
    assert (found.total.value, found.total.n) == (10, 1)
    assert {row["left_out"] for row in found.detail if row["status"] == "lost"} == {"no_value"}


def test_touches_per_account_won_and_lost():
    """From entry to close, on the list or not; marketing and sales."""
    days = ("2025-01-31", "2025-02-01", "2025-04-01", "2025-05-01", "2025-05-02")
    february = listed("2025-02-01", "2025-03-01")
    sent = [touch(day, "email_sent") for day in days]
    service = touch("2025-02-15", team="cs")
    run = gather(
        about("won", february, won("2025-02-15", "2025-05-01"), *sent, service),
        about("won quietly", february, won("2025-02-15", "2025-05-01")),
        # lost on 1 March and on 1 May: counted up to the last
        about("lost", february, lost("2025-02-15", "2025-03-01"), lost("2025-02-15", "2025-05-01"), *sent),
        about("lost and open", february, lost("2025-02-15", "2025-05-01"), deal("2025-02-20"), *sent),
        about("lost and won", february, lost("2025-02-15", "2025-05-01"), won("2025-02-20", "2025-03-01"), *sent),
        about(
            "lost, won off the list", february, lost("2025-02-15", "2025-05-01"), won("2025-06-01", "2025-07-01"), *sent
        ),
    )
    assert by_account(run, "touches_per_won_account") == {"won": 3, "won quietly": 0, "lost and won": 1}
    assert total(run, "touches_per_won_account").value == pytest.approx(4 / 3)
    assert by_account(run, "touches_per_won_account.lost") == {"lost": 3, "lost, won off the list": 3}


def test_deals_by_their_own_dimensions():
    run = gather(
        about(
            "a", SINCE_JANUARY, deal("2025-02-01", approach="inbound", owner_id="u"), deal("2025-02-01", approach="abm")
        ),
        about("b", SINCE_JANUARY, deal("2025-02-01")),
        users=[{"user_id": "u", "name": "U"}],
    )
    assert groups(ask(run, "opportunities_created", by=["approach"])) == {"abm": 1, "inbound": 1, None: 1}
    assert groups(ask(run, "opportunities_created", by=["deal_owner", "account"])) == {
        ("u", "a"): 1,
        (None, "a"): 1,
        (None, "b"): 1,
    }
