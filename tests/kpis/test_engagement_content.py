"""E04 to E08, E11, E12, E16, E17: what is read and attended, through which channel, what it costs, and whether it spikes."""

from __future__ import annotations

from typing import Any

import pytest

from assay.store.runs import Run
from metrics.cases import about, ask, by_account, contract, cost, gather, groups, listed, person, series, total, touch
from support.agreement import differences

KEYS = (
    "content_minutes",
    "downloads",
    "content_views",
    "content_assets",
    "event_participation",
    "event_show_rate",
    "channel_mix",
    "channel_mix.minutes",
    "cost_per_engaged_account",
    "website_spikes",
)


def read(day: str, **more: Any) -> Any:
    return touch(day, "content_viewed", **more)


def fetched(day: str, **more: Any) -> Any:
    return touch(day, "download", **more)


def went(day: str, campaign: str | None = "fair", kind: str = "event_attended", **more: Any) -> Any:
    return touch(day, kind, campaign_id=campaign, **more)


def visits(account: str, *counts: int) -> list[Any]:
    """So many page views without a session on the Tuesdays of the weeks that begin on 5 May 2025."""
    days = ("2025-05-06", "2025-05-13", "2025-05-20", "2025-05-27", "2025-06-03")
    rows = [touch(day, "page_view") for day, count in zip(days, counts, strict=True) for _ in range(count)]
    return about(account, listed("2025-01-01", list="Spikes"), *rows)


ENTRY = listed("2025-02-01", "2025-08-01", list="Content")


@pytest.fixture(scope="module")
def run() -> Run:
    """One company; each list holds the accounts of one question."""
    content = about(
        "reader",
        ENTRY,
        person("boss", seniority="c_level"),
        touch("2025-02-01", "page_view", seconds=600, person_id="boss"),
        touch("2025-03-01", "page_view", asset_id="guide"),
        read("2025-03-02", asset_id="guide", seconds=3600),
        read("2025-07-31", asset_id="video"),
        read("2025-01-31", asset_id="before entry"),
        read("2025-08-01", asset_id="off the list"),
        *[fetched("2025-03-03", asset_id="guide", visitor_id="v")] * 2,
        fetched("2025-03-04", asset_id="guide", visitor_id="v"),
        fetched("2025-03-03", asset_id="video", visitor_id="v"),
        fetched("2025-03-03", asset_id="guide", person_id="boss"),
        *[fetched("2025-03-03", asset_id="guide")] * 2,
        *[fetched("2025-03-05", visitor_id="v")] * 2,
    )
    second = about("second", ENTRY, fetched("2025-03-03", asset_id="guide", visitor_id="v"))
    customer = about(
        "customer", ENTRY, contract("2025-01-01"), read("2025-03-01", asset_id="guide"), went("2025-03-01")
    )
    guests = about(
        "guests",
        listed("2025-02-01", list="Events"),
        person("ann"),
        person("bob"),
        person("cid"),
        person("later", created_at="2026-02-01"),
        went("2025-03-01", kind="event_registered", person_id="ann"),
        *[went("2025-03-10", person_id="ann")] * 2,
        went("2025-03-11", "dinner", person_id="ann"),
        *[went("2025-03-12", None, person_id="ann")] * 2,
        went("2025-03-01", kind="event_registered", person_id="bob"),
        went("2025-12-30", "dinner", kind="event_registered", person_id="bob"),
        went("2026-01-02", "dinner", person_id="bob"),
        went("2025-01-15", "dinner", kind="event_registered", person_id="cid"),
        went("2025-03-11", "dinner", person_id="cid"),
        *[went("2025-03-10", visitor_id="v")] * 2,
        *[went("2025-03-10")] * 2,
        went("2025-03-10", person_id="later"),
    )
    mixed = about(
        "mixed",
        listed("2025-01-01", list="Mix", tier="1"),
        person("chief", seniority="manager"),
        person("top", seniority="c_level"),
        touch("2025-03-01", "chat", person_id="chief"),
        touch("2025-03-02", "mail_in", person_id="chief"),
        touch("2025-03-03", "email_clicked", person_id="chief"),
        touch("2025-03-04", "page_view", seconds=300, person_id="top"),
        touch("2025-03-04", "email_sent", person_id="chief"),
        touch("2025-03-04", "email_opened", person_id="chief"),
        touch("2025-03-04", "meeting_booked", person_id="chief"),
    )
    other = about(
        "mixed too",
        listed("2025-01-01", list="Mix", tier="2"),
        person("aide", seniority="manager"),
        touch("2025-03-01", "chat", person_id="aide"),
    )
    return gather(
        content,
        second,
        customer,
        guests,
        mixed,
        other,
        about("engaged", listed("2025-03-01", list="Cost"), cost("2025-03-01", 70), touch("2025-06-10"), touch("2025-07-01")),
        about("engaged before", listed("2025-03-01", list="Cost"), touch("2025-05-31"), touch("2025-06-10"), cost("2025-06-05", 200)),
        about("engaged never", listed("2025-03-01", list="Cost"), cost("2025-06-10", 100), touch("2025-06-10", "email_opened")),
        about("engaged off list", listed("2025-03-01", "2025-06-05", list="Cost"), touch("2025-06-10"), cost("2025-06-20", 10)),
        about("engaged at last", listed("2025-05-01", list="Cost"), touch("2025-04-30"), touch("2025-06-30")),
        about("idle", listed("2025-01-01", list="Idle"), cost("2025-06-10", 5)),
        visits("doubled", 2, 2, 2, 2, 4),
        visits("just enough", 2, 2, 2, 2, 3),
        visits("not enough", 4, 2, 2, 2, 3),
        visits("too few", 0, 0, 0, 1, 2),
        visits("from nothing", 0, 0, 0, 0, 3),
        visits("quiet weeks count", 8, 0, 0, 0, 3),
        about(
            "one session",
            listed("2025-01-01", list="Spikes"),
            *[touch("2025-06-03", "page_view", session_id="s")] * 4,
        ),
        visitors=[{"visitor_id": "v"}],
        campaigns=[{"campaign_id": name, "name": name} for name in ("fair", "dinner")],
    )  # fmt: skip


CONTENT: dict[str, Any] = {"lists": ("Content",)}
EVENTS: dict[str, Any] = {"lists": ("Events",)}


def test_content_minutes_carry_no_weights(run: Run) -> None:
    # The c_level's ten minutes are ten; a view with an asset 1; an hour counts up to the cap of 30; a view without seconds 3.
    assert by_account(run, "content_minutes", **CONTENT) == {"reader": 10 + 1 + 30 + 3}
    assert total(run, "content_minutes", **CONTENT).value == 44


def test_content_minutes_lie_on_the_day_of_the_touch(run: Run) -> None:
    found = ask(run, "content_minutes", grain="month", start="2025-01-01", end="2025-08-31", **CONTENT)
    assert series(found) == [0, 10, 31, 0, 0, 0, 3, 0]


def test_downloads_are_told_apart_by_account_actor_asset_and_day(run: Run) -> None:
    # v: guide on two days, video, one without an asset; the boss; two of nobody. The same visitor at another account.
    assert total(run, "downloads", **CONTENT).value == 4 + 1 + 2 + 1
    assert by_account(run, "downloads", **CONTENT) == {"reader": 7, "second": 1}


def test_content_views_are_content_and_pages_with_an_asset(run: Run) -> None:
    assert by_account(run, "content_views", **CONTENT) == {"reader": 3}  # not the page without one


def test_assets_are_counted_once_per_account(run: Run) -> None:
    # guide and video, however often and in whichever way; guide at the second account again
    assert by_account(run, "content_assets", **CONTENT) == {"reader": 2, "second": 1}
    assert total(run, "content_assets", **CONTENT).value == 3
    assert groups(ask(run, "content_assets", by=["kind"], **CONTENT)) == {
        "content_viewed": 2,
        "download": 3,
        "page_view": 1,
    }


def test_participation_counts_who_was_where(run: Run) -> None:
    # ann at the fair, the dinner and an event without a name; cid and later once; v once; two whom nobody knows
    assert total(run, "event_participation", **EVENTS).value == 3 + 1 + 1 + 1 + 2


def test_people_who_objected_are_no_participants() -> None:
    """Three attendances of one who objected were three participants, as her touches name nobody; bob alone is one."""
    others = [person(name) for name in ("bob", "cid", "dan")]
    run = gather(
        about(
            "a",
            listed("2025-01-01"),
            person("ann", objected_at="2025-09-01"),
            *others,
            *[touch(f"2025-06-0{day}", "event_attended", person_id="ann") for day in (1, 2, 3)],
            touch("2025-06-01", "event_attended", person_id="bob"),
        )
    )
    assert total(run, "event_participation").value == 1
    assert total(run, "engaged_accounts", end="2025-06-30").value == 1


def test_the_show_rate_asks_known_people_only(run: Run) -> None:
    # ann's three and cid's dinner were attended. bob registered for the fair and stayed away; his dinner came after the
    # window. `later` is not known yet on the as-of day.
    found = total(run, "event_show_rate", **EVENTS)
    assert (found.numerator, found.denominator) == (4, 6)


def test_who_comes_without_registering_is_in_both_parts(run: Run) -> None:
    found = total(run, "event_show_rate", start="2025-03-11", end="2025-03-11", **EVENTS)
    assert (found.numerator, found.denominator) == (2, 2)


MIX: dict[str, Any] = {"lists": ("Mix",)}


def test_channel_mix_shares_out_what_engages(run: Run) -> None:
    found = ask(run, "channel_mix", **MIX)
    assert groups(found) == {"chat": 2 / 5, "email": 2 / 5, "web": 1 / 5}
    assert (found.total.value, found.total.numerator, found.total.n) == (1, 5, 5)


def test_channel_mix_by_minutes_carries_weights(run: Run) -> None:
    # chat 5 + 5, email 1 + 1, five minutes of a c_level 10: 22 in all
    found = groups(ask(run, "channel_mix.minutes", **MIX))
    assert found == {"chat": pytest.approx(10 / 22), "email": pytest.approx(2 / 22), "web": pytest.approx(10 / 22)}


def test_a_channel_mix_within_a_group_adds_up_to_one(run: Run) -> None:
    assert groups(ask(run, "channel_mix", by=["tier", "channel"], **MIX)) == {
        ("1", "chat"): 1 / 4,
        ("1", "email"): 2 / 4,
        ("1", "web"): 1 / 4,
        ("2", "chat"): 1,
    }


JUNE: dict[str, Any] = {"start": "2025-06-01", "end": "2025-06-30"}


def test_cost_per_engaged_account_bears_the_cost_of_those_never_engaged(run: Run) -> None:
    # 200 + 100 + 10 spent in June; first engaging day in June while on the list: `engaged` and `engaged at last`, whose
    # touch before entry does not count. `engaged before` was so in May, `engaged off list` had left.
    found = total(run, "cost_per_engaged_account", lists=("Cost",), **JUNE)
    assert (found.value, found.numerator, found.denominator, found.n) == (155, 310, 2, 2)


def test_cost_without_anyone_engaged_has_no_ratio(run: Run) -> None:
    found = total(run, "cost_per_engaged_account", lists=("Idle",), **JUNE)
    assert (found.value, found.numerator, found.denominator) == (None, 5, 0)
    assert found.note


SPIKES: dict[str, Any] = {"lists": ("Spikes",)}


@pytest.mark.parametrize("as_of", ["2025-06-08", "2025-06-09", "2025-06-14"])
def test_a_spike_is_measured_on_the_last_full_week(run: Run, as_of: str) -> None:
    # Means of the four weeks before: 2, 2, 2.5 (3.75 wanted), .25 (but two visits only), 0, 2 (three is 1.5 times), none.
    spiking = set(by_account(run, "website_spikes", end=as_of, **SPIKES))
    assert spiking == {"doubled", "just enough", "from nothing", "quiet weeks count"}


@pytest.mark.parametrize("as_of", ["2025-06-07", "2025-06-15"])
def test_a_week_that_is_not_over_or_gone_by_spikes_no_more(run: Run, as_of: str) -> None:
    assert by_account(run, "website_spikes", end=as_of, **SPIKES) == {}


@pytest.fixture(scope="module")
def makers() -> Run:
    """Two decision makers in the target accounts of 30 June; 91 days are 91 / 30.4375 months."""
    return gather(
        about(
            "a",
            listed("2025-06-15"),
            person("ann", buying_role="decision_maker"),
            person("bob", buying_role="decision_maker"),
            person("cid", buying_role="champion"),
            person("gone", buying_role="decision_maker", left_at="2025-06-29"),
            *[touch(day, person_id="ann") for day in ("2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01")],
            touch("2025-06-01", "email_sent", person_id="ann"),
            touch("2025-06-01", person_id="cid"),
            touch("2025-06-01", person_id="gone"),
        ),
        about("customer", listed("2025-06-15"), contract("2024-01-01"), person("dan", buying_role="decision_maker")),
        about("left", listed("2025-01-01", "2025-06-30"), person("eve", buying_role="decision_maker")),
    )


def test_decision_makers_count_per_head_and_month(makers: Run) -> None:
    # ann on 30 June, on a day in scope; on 1 April the account was not on the list yet; bob never
    found = total(makers, "decision_maker_frequency", start="2025-04-01", end="2025-06-30")
    assert found.value == pytest.approx(1 / 2 / (91 / 30.4375))
    assert found.n == 2


def test_the_frequency_is_touches_over_person_months(makers: Run) -> None:
    """Rule 9: one touch over two people times 91 ÷ 30.4375 months."""
    found = total(makers, "decision_maker_frequency", start="2025-04-01", end="2025-06-30")
    assert found.numerator == 1
    assert found.denominator == pytest.approx(2 * 91 / 30.4375)


def test_without_decision_makers_there_is_no_frequency(makers: Run) -> None:
    assert (
        total(makers, "decision_maker_frequency", start="2025-01-01", end="2025-05-31", lists=("none",)).value is None
    )


def test_the_frequency_agrees_with_the_second_formulation() -> None:
    """Its parts are summed over people there, touches over months here."""
    found = [line for seed in (1, 4) for line in differences(seed, "decision_maker_frequency")]
    assert [line for line in found if " value:" in line] == []


@pytest.mark.parametrize(
    ("seed", "scope"), [(1, {}), (1, {"arm": "rest"}), (4, {}), (4, {"by": "tier"}), (4, {"roll_up": True})], ids=str
)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    found = [line for key in _comparable(scope) for line in differences(seed, key, **scope)]
    assert [line for line in found if "the reference has None" not in line] == []  # it has no unmatched share of these


def _comparable(scope: dict[str, Any]) -> list[str]:
    """The reference has no spikes; it takes a tier's part in the mix as a share of the whole, and an account that entered
    twice in the window as engaged in both its tiers."""
    apart = ("channel_mix", "channel_mix.minutes", "cost_per_engaged_account")
    left = {"website_spikes", *(apart if "by" in scope else ())}
    return [key for key in KEYS if key not in left]
