"""Both worlds hold the same accounts and draws: they differ by the programme alone."""

import numpy as np
import pytest

from assay.demo.calendar import LAST, NEVER, date_words, day_number, local, utc
from assay.demo.company import make_company
from assay.demo.generate import SEED
from assay.demo.lists import in_scope
from assay.demo.money import dollar_rates, in_own_currency
from assay.demo.names import ascii_word
from assay.demo.worlds import closed_day, qualified_day


@pytest.fixture(scope="module")
def company():
    return make_company(SEED)


def test_untreated_accounts_are_the_same_in_both_worlds(company):
    untreated = ~company.lists.treated[company.after["account"]]
    assert untreated.any()
    assert company.after[untreated].equals(company.without[untreated])


def test_the_programme_never_costs_a_treated_account_a_deal(company):
    treated = company.lists.treated[company.after["account"]]
    gained = company.after["exists"].to_numpy().astype(int) - company.without["exists"].to_numpy()
    assert set(gained[treated]) == {0, 1}
    assert not ((company.without["outcome"] == "won") & (company.after["outcome"] != "won")).any()


def test_treated_deals_take_72_percent_of_the_days_and_bring_a_quarter_more(company):
    treated = company.lists.treated[company.after["account"]]
    days = company.after["days_if_won"][treated] / company.without["days_if_won"][treated]
    assert days.mean() == pytest.approx(0.72, abs=0.005)
    amounts = company.after["amount"][treated] / company.without["amount"][treated]
    np.testing.assert_allclose(amounts, 1.25)


def test_other_seeds_make_other_companies(company):
    other = make_company(SEED + 1)
    assert [c.name for c in other.market.companies] != [c.name for c in company.market.companies]
    assert len(other.market) == len(company.market) == 600


def test_names_and_domains_come_once(company):
    found = company.market.companies
    assert len({c.name for c in found}) == len({c.domain for c in found}) == 600
    assert all(c.domain.isascii() for c in found)
    assert any(not c.name.isascii() and "«" in c.name for c in found)


def test_the_holdout_is_drawn_within_tiers(company):
    lists, pool = company.lists, company.market.plan == 2
    for tier in (1, 2, 3):
        listed = pool & (lists.tier == tier)
        abm, holdout = (np.sum(listed & (lists.arm == arm)) for arm in ("abm", "holdout"))
        assert holdout == pytest.approx((abm + holdout) * 80 / 190, abs=1)


def test_customers_at_entry_are_those_the_market_was_made_with(company):
    listed = company.lists.arm != "rest"
    assert (company.customers_at_entry == company.market.customer)[listed].mean() > 0.99


def test_scope_has_gaps_for_accounts_that_leave_and_come_back(company):
    lists = company.lists
    back = np.flatnonzero(lists.again < NEVER)
    assert len(back) == 3
    for account in back:
        days = np.array([lists.entry[account] - 1, lists.entry[account], lists.leave[account], lists.again[account]])
        assert list(in_scope(lists, np.full(4, account), days)) == [False, True, False, True]


def test_a_deal_closes_and_qualifies_after_its_creation(company):
    deals = company.deals
    assert (closed_day(deals) > deals["created"]).all()
    assert (qualified_day(deals) > deals["created"]).all()
    deep = (deals["depth"] >= 2).to_numpy()
    assert (qualified_day(deals) <= closed_day(deals))[deep].all()


def test_days_and_moments():
    assert day_number("2023-10-01") == 0
    assert day_number("2026-09-30") == LAST
    assert list(date_words(np.array([0, LAST, NEVER]))) == ["2023-10-01", "2026-09-30", None]
    night, autumn = np.array([day_number("2025-03-30")]), np.array([day_number("2025-10-26")])
    half_past_two = np.array([9000])
    assert str(local(night, half_past_two)[0]) == "2025-03-30 02:30:00"
    assert str(utc(night, half_past_two)[0]) == "2025-03-30 01:00:00+00:00"
    assert str(utc(autumn, half_past_two)[0]) == "2025-10-26 00:30:00+00:00"


def test_web_words_are_plain_letters():
    assert ascii_word("Göran Åkerblom") == "goeran-akerblom"
    assert ascii_word("Щукарёв") == "shchukarev"
    assert ascii_word("Peñaluz & Fils") == "penaluz-fils"


def test_dollars_are_converted_at_the_rate_of_the_day():
    rates = np.array([0.5, 0.8])
    amounts = in_own_currency(
        np.array([1000.0, 1000.0]), np.array(["USD", "EUR"], dtype=object), np.array([0, 1]), rates
    )
    assert list(amounts) == [2000, 1000]
    assert dollar_rates(1).shape == (LAST + 1,)
