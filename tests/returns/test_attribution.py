"""Attribution on companies small enough to be divided by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from babel.messages.extract import extract_from_file

from assay.errors import UsageError
from assay.languages import LANGUAGES, translator
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.returns import attribution_words
from assay.returns.attribution import MODELS, AttributionAnswer, attribution
from assay.store.runs import Run
from metrics.cases import about, contract, deal, gather, listed, lost, person, touch, won

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))


def credits(found: AttributionAnswer, model: str) -> dict[Any, float]:
    return {row.value if row.kind == "touched" else row.kind: float(row.credit) for row in found.model(model).rows}


@pytest.fixture(scope="module")
def run() -> Run:
    """`a`: mail, ad, ad, chat, then an opportunity of 100.00; `b`: a chat and no deal; `c`: a deal nobody touched."""
    return gather(
        about(
            "a",
            listed("2025-01-01"),
            touch("2024-11-01", "email_sent"),  # 181 days before the deal
            touch("2025-03-02", "email_sent"),
            touch("2025-04-01", "ad_impression"),
            touch("2025-04-11", "ad_impression", campaign_id="k"),
            touch("2025-04-12", "email_bounced"),
            touch("2025-05-01", "chat", quantity=1),
            touch("2025-05-02", "meeting_held"),  # follows from the deal
            deal("2025-05-01", amount=100),
        ),
        about("b", listed("2025-01-01"), touch("2025-11-01", "chat"), touch("2025-11-02", "chat", outcome="x")),
        about("c", listed("2025-01-01"), touch("2025-08-01", "chat"), deal("2025-07-01", amount=50)),
        about("off the list", touch("2025-01-05", "chat"), deal("2025-02-01", amount=900)),
        about("customer", listed("2025-01-01"), contract("2024-01-01"), touch("2025-01-05"), deal("2025-02-01")),
        campaigns=[{"campaign_id": "k", "name": "Kick-off"}],
    )


@pytest.fixture(scope="module")
def divided(run: Run) -> AttributionAnswer:
    return attribution(run, YEAR, half_life_days=10)


@pytest.mark.parametrize(
    ("model", "wanted"),
    [
        ("first", {"email": 100}),
        ("last", {"chat": 100}),
        # Mail and ads were only sent: a quarter of a touch each, so 1/4 + 2/4 + 1 = 7/4.
        ("linear", {"email": 14.29, "display": 28.57, "chat": 57.14}),
        # Halved every 10 days: 60, 30, 20 and 0 days before make (1/64 + 1/8 + 1/4) / 4 + 1 = 281/256.
        ("time_decay", {"email": 0.36, "display": 8.54, "chat": 91.10}),
        # .4 / 4 + .2 / 4 + .4 = .55.
        ("u", {"email": 18.18, "display": 9.09, "chat": 72.73}),
        # No MQA: .3 / 4 + .1 / 4 + .3 = .4.
        ("w", {"email": 18.75, "display": 6.25, "chat": 75}),
        # Neither an MQA nor a win: first, creation and the rest, .225 / 4 + .1 / 4 + .225 = .30625.
        ("full_path", {"email": 18.37, "display": 8.16, "chat": 73.47}),
        ("minutes", {"chat": 100}),
        ("shapley", {"email": 16.67, "display": 16.66, "chat": 66.67}),
    ],
)
def test_each_model_by_hand(divided: AttributionAnswer, model: str, wanted: dict[str, float]) -> None:
    found = credits(divided, model)
    assert found.pop("no_touch") == 50
    assert found == pytest.approx(wanted, abs=0.0101)


def test_markov_by_hand(divided: AttributionAnswer) -> None:
    """mail → ad → ad → chat → deal, and chat → chat → nothing.

    Chat leads to chat once, to the deal once, to nothing once: half of its ends are deals. Mail and ads lead to chat for
    certain. From the start half the paths begin with mail, half with chat: P = 1/2, all lost without chat; half of
    it without mail or ads, so mail 1/2, ads 1/2 (a quarter of each: they were only sent) and chat 1 share the deal.
    """
    rows = {row.value: row for row in divided.model("markov").rows}
    assert {value: row.removal for value, row in rows.items() if value} == pytest.approx(
        {"email": 0.5, "display": 0.5, "chat": 1.0}
    )
    assert credits(divided, "markov") == {"email": 10, "display": 10, "chat": 80, "no_touch": 50}


def test_every_model_gives_the_amount_to_the_cent(divided: AttributionAnswer) -> None:
    assert (divided.deals, divided.amount, divided.without_touch) == (2, Decimal(150), 1)
    for one in divided.models:
        assert sum(row.credit for row in one.rows) == Decimal(150), one.model
        assert sum(row.share or 0 for row in one.rows) == pytest.approx(1), one.model
        assert sum(row.deals for row in one.rows) == pytest.approx(2), one.model


def test_influence_adds_up_to_more_than_all(divided: AttributionAnswer) -> None:
    """Three channels touched the one deal of two thirds: 200 % added up, 67 % counted once."""
    assert [(one.value, one.deals, one.amount) for one in divided.influence] == [
        ("chat", 1, 100),
        ("display", 1, 100),
        ("email", 1, 100),
    ]
    assert (divided.influence_sum, divided.influence_union) == pytest.approx((2, 2 / 3))
    assert any("200%" in said and "66.7%" in said for said in divided.caveats)


def test_it_says_first_that_it_is_no_proof(divided: AttributionAnswer, run: Run) -> None:
    assert "does not prove" in divided.caveats[0]
    assert divided.to_json()["design"] == "allocation"
    assert "ne prouve pas" in attribution(run, YEAR, model="first", language="fr").caveats[0]


def test_by_campaign_and_only_what_engages(run: Run) -> None:
    found = attribution(run, YEAR, model="linear", by="campaign")
    assert [(row.value, row.label, float(row.credit)) for row in found.model("linear").rows] == [
        (None, "(not given)", 85.71),
        ("k", "Kick-off", 14.29),
        (None, "no touch", 50),
    ]
    engaging = attribution(run, YEAR, model="linear", by="kind", engaging=True)
    assert credits(engaging, "linear") == {"chat": 100, "no_touch": 50}


def test_rows_add_up_to_the_credits(run: Run) -> None:
    found = attribution(run, YEAR, model="shapley", rows=True)
    assert found.detail is not None
    assert [(one.opportunity_id, one.touches, sum(one.credits.values())) for one in found.detail] == [
        ("a 8", 4, 100),
        ("c 2", 0, 0),
    ]


def test_milestones_of_a_won_deal() -> None:
    """First a mail, then meetings that make the account an MQA, an ad, creation, a call and the chat before the win.

    The call and the chat come after creation: only the full path sees them.
    """
    run = gather(
        about(
            "a",
            listed("2025-01-01"),
            person("p", seniority="c_level"),
            person("q", seniority="c_level"),
            touch("2025-02-01", "email_sent"),
            touch("2025-02-10", "meeting_held", person_id="p"),
            touch("2025-02-11", "event_attended", person_id="q"),  # 60 + 120 minutes and two people: an MQA
            touch("2025-03-01", "ad_impression"),
            touch("2025-03-02", "page_view"),
            touch("2025-03-20", "call", outcome="connected"),
            touch("2025-04-01", "chat"),
            touch("2025-04-02", "ad_click"),  # after the win
            won("2025-03-02", "2025-04-01", amount=1000),
        )
    )
    found = attribution(run, YEAR, outcome="won")
    # Mail and ad count a quarter: .3 / 4 + .3 + .3 + .05 + .05 / 4 = .7375.
    wanted = {"email": 101.69, "event": 406.78, "web": 406.78, "meeting": 67.8, "display": 16.95}
    assert credits(found, "w") == pytest.approx(wanted, abs=0.0101)
    # .225 / 4 + 3 × .225 + 2 × .1 / 3 + .1 / 12 = .80625.
    full = {
        "email": 69.77,
        "event": 279.07,
        "web": 279.07,
        "chat": 279.07,
        "meeting": 41.34,
        "display": 10.34,
        "phone": 41.34,
    }
    assert credits(found, "full_path") == pytest.approx(full, abs=0.0101)
    assert credits(found, "last") == {"web": 1000}
    assert found.model("w").notes == ()


def test_touches_after_the_deal_was_opened_get_nothing() -> None:
    """A deal brings touches: both accounts were written to alike before, the call is the deal's own."""
    accounts = [
        about(f"a{n}", listed("2025-01-01"), touch("2025-02-01", "email_sent"), *after)
        for n, after in enumerate(
            ((deal("2025-03-01"), *(touch(f"2025-03-{day:02}", "call") for day in range(2, 20))), ())
        )
    ]
    found = attribution(gather(*accounts), YEAR)
    assert {row.value for one in found.models for row in one.rows if row.kind == "touched"} <= {"email"}


def test_what_has_no_minutes_has_a_row() -> None:
    run = gather(about("a", listed("2025-01-01"), touch("2025-02-01", "email_sent"), deal("2025-03-01", amount=10)))
    assert credits(attribution(run, YEAR, model="minutes"), "minutes") == {"no_minutes": 10}


def test_deals_without_amount_or_rate_are_counted() -> None:
    run = gather(
        about("a", listed("2025-01-01"), touch("2025-02-01"), deal("2025-03-01", amount=None)),
        about("b", listed("2025-01-01"), touch("2025-02-01"), deal("2025-03-01", amount=7, currency="XTS")),
        about("c", listed("2025-01-01"), touch("2025-02-01"), deal("2025-03-01", amount=7)),
    )
    found = attribution(run, YEAR, model="first")
    assert (found.deals, found.amount, found.without_amount, found.unconverted) == (3, 7, 1, 1)
    assert found.model("first").rows[0].deals == 3


def test_won_and_lost_deals_make_the_chain_of_wins() -> None:
    """Mail → won, mail → lost: what is lost without mail is everything, and P(won) is a half."""
    run = gather(
        about("a", listed("2025-01-01"), touch("2025-02-01", "email_sent"), won("2025-03-01", "2025-04-01")),
        about("b", listed("2025-01-01"), touch("2025-02-01", "chat"), lost("2025-03-01", "2025-04-01")),
    )
    found = attribution(run, YEAR, outcome="won", model="markov")
    assert [(row.value, row.removal) for row in found.model("markov").rows] == [("email", 1.0)]


def test_intervals_are_the_same_every_time(divided: AttributionAnswer, run: Run) -> None:
    again = attribution(run, YEAR, half_life_days=10)
    assert again.to_json() == divided.to_json()
    row = divided.model("first").rows[0]
    assert row.low is not None
    assert row.high is not None
    assert row.low < (row.share or 0) < row.high


@pytest.mark.parametrize(("outcome", "money"), [("won", "new_revenue"), ("opportunities", None)])
def test_the_sample_company(sample_run: Run, outcome: str, money: str | None) -> None:
    """What is divided is what the KPIs count, and every model gives all of it, to the cent."""
    found = attribution(sample_run, Scope(), outcome=outcome, by="kind")
    created = answer(sample_run, "opportunities_created", Scope()).total.value
    if money:
        assert float(found.amount) == pytest.approx(answer(sample_run, money, Scope()).total.value, abs=1)
    else:
        assert found.deals == created
    for one in found.models:
        assert sum(row.credit for row in one.rows) == found.amount, one.model
    assert found.influence_union is not None
    assert found.influence_sum is not None
    assert found.influence_union <= 1 < found.influence_sum


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"model": "lineer"}, "--model 'lineer'"),
        ({"by": "industry"}, "--by 'industry'"),
        ({"outcome": "lost"}, "--outcome 'lost'"),
        ({"half_life_days": 0}, "--half-life is 0"),
        ({"rows": True}, "--rows"),
    ],
)
def test_words_it_does_not_know(run: Run, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        attribution(run, YEAR, **asked)


def test_nothing_in_the_window(run: Run) -> None:
    found = attribution(run, Scope(start=date(2023, 1, 1), end=date(2023, 12, 31)))
    assert (found.deals, found.amount, found.influence_union) == (0, 0, None)
    assert [one.model for one in found.models] == list(MODELS)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_text_is_translated(language: str) -> None:
    words = translator(language)
    found = extract_from_file("python", attribution_words.__file__, keywords={"t": None, "n": (1, 2)})
    assert len(found) >= 30
    for _line, message, _comments, _context in found:
        if isinstance(message, tuple):
            assert words.ngettext(*message, 2) != message[1], message
        else:
            assert words.gettext(message) != message or message in ("Minutes", "minutes"), message


def test_float_shares_are_plain(divided: AttributionAnswer) -> None:
    assert not any(isinstance(row.share, np.generic) for one in divided.models for row in one.rows)


def test_renaming_touches_changes_nothing() -> None:
    """Four touches of one day, without a time: who is first and last is not settled by their ids."""
    kinds = ("email_sent", "chat", "ad_click", "download", "chat")
    days = ("2025-03-02", "2025-03-02", "2025-03-02", "2025-03-02", "2025-03-05")

    def divided(names: tuple[str, ...]) -> list[dict[Any, float]]:
        touches = [touch(day, kind, touch_id=name) for day, kind, name in zip(days, kinds, names, strict=True)]
        idle = [touch("2025-03-02", kind, touch_id=f"{name}-") for kind, name in zip(kinds[:3], names, strict=False)]
        run = gather(
            about("a", listed("2025-01-01"), *touches, deal("2025-05-01", amount=100)),
            about("b", listed("2025-01-01"), *idle),
        )
        found = attribution(run, YEAR)
        return [credits(found, model) for model in MODELS]

    first, *others = (divided(names) for names in (tuple("12345"), tuple("54321"), tuple("31524")))
    assert all(one == first for one in others)
    # A quarter of a touch and three whole ones share the first place: 1/13 and 4/13 each.
    assert first[MODELS.index("first")] == pytest.approx(
        {"email": 7.69, "chat": 30.77, "display": 30.77, "content": 30.77}, abs=0.011
    )


def test_a_time_of_day_settles_the_order_where_all_touches_have_one() -> None:
    timed = [touch("2025-03-02 15:00", "chat"), touch("2025-03-02 09:00", "ad_click")]
    run = gather(about("a", listed("2025-01-01"), *timed, deal("2025-05-01", amount=100)))
    assert credits(attribution(run, YEAR, model="last"), "last") == {"chat": 100}


def test_what_was_only_sent_counts_in_full_where_the_setting_says_so() -> None:
    run = gather(
        about(
            "a",
            listed("2025-01-01"),
            touch("2025-03-02", "email_sent"),
            touch("2025-03-03", "chat"),
            deal("2025-05-01", amount=100),
        ),
        settings={"influence": {"sent_weight": 1}},
    )
    found = attribution(run, YEAR, model="linear")
    assert credits(found, "linear") == {"email": 50, "chat": 50}
    assert not any("only sent" in one for one in found.caveats)
