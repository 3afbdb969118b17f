"""The whole sample company: its market, its lists, both worlds, and the canonical tables of the one that came true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assay.contract.kinds import KINDS
from assay.demo import activity, customers, deals, dirt, marketing, sales, strangers, team, truth, web
from assay.demo.accounts import Market, accounts_table, make_market
from assay.demo.addresses import account_domains_table, ip_ranges_table, with_excluded, with_parents
from assay.demo.batch import join
from assay.demo.calendar import LAST, NEVER, Bools, Ints, Words, either, stream
from assay.demo.campaigns import campaigns_table, programmes_table
from assay.demo.costs import costs_table
from assay.demo.intent import intent_table
from assay.demo.lists import Lists, heat, make_lists, memberships_table, moved_off_on_signing
from assay.demo.money import dollar_rates, fx_table
from assay.demo.people import People, make_people
from assay.demo.surveys import surveys_table
from assay.demo.touches import first_moments, make_networks, stamp, touches_table
from assay.demo.web import Visitors, make_visitors, visitors_table
from assay.demo.worlds import appetite, closed_day, deals_before, potential_deals, realised, unqualified_deals


@dataclass(frozen=True)
class Company:
    """What happened. `after` are the potential deals with the programme, `without` the same without it."""

    seed: int
    market: Market
    lists: Lists
    owners: Words
    before: pd.DataFrame
    after: pd.DataFrame
    without: pd.DataFrame
    deals: pd.DataFrame
    contracts: pd.DataFrame
    ordinary: activity.Activity

    @property
    def customers_at_entry(self) -> Bools:
        day = self.lists.entry[self.contracts["account"]] - 1
        holds = (self.contracts["starts"] <= day) & (self.contracts["ends"] >= day)
        return np.isin(np.arange(len(self.market)), self.contracts["account"][holds])

    @property
    def effects(self) -> tuple[truth.Effect, ...]:
        return truth.effects(
            self.lists, self.market.plan, self.customers_at_entry, self.before, self.after, self.without
        )


def make_company(seed: int) -> Company:
    market = make_market(seed)
    before = deals_before(market, seed)
    ordinary = activity.ordinary(market, before, seed)
    looks = heat(market, activity.interactions(ordinary, market.launch), before)
    lists = make_lists(market, looks, seed)
    wish = appetite(market, before)
    after = potential_deals(market, wish, lists.entry, lists.treated, seed)
    without = potential_deals(market, wish, lists.entry, np.zeros(len(market), dtype=bool), seed)
    new = pd.concat([before, realised(after)], ignore_index=True)
    won = new[(new["outcome"] == "won") & (new["origin"] == "after")]
    lists = moved_off_on_signing(lists, won["account"].to_numpy(), closed_day(won))
    first = customers.first_contracts(market, new, seed)
    chain = customers.contract_chains(market, first, seed)
    growth = customers.growth_deals(chain, seed)
    expansions = growth[growth["type"] == "expansion"]
    every = [new, unqualified_deals(market, seed), customers.founding_deals(first, seed), growth]
    return Company(
        seed=seed,
        market=market,
        lists=lists,
        owners=team.owners(market, seed),
        before=before,
        after=after,
        without=without,
        deals=deals.numbered(pd.concat(every, ignore_index=True), seed),
        contracts=customers.with_expansions(chain, expansions, seed),
        ordinary=ordinary,
    )


def company_tables(company: Company) -> tuple[dirt.Tables, dict[str, int]]:
    """The canonical tables as their sources export them, and how much of each kind of dirt is in them."""
    market, lists, seed = company.market, company.lists, company.seed
    people, people_rows = make_people(market, lists, seed)
    people_rows = dirt.with_odd_people(people_rows, seed)
    networks = make_networks(market, seed)
    known = np.asarray(networks.cidr != None)  # noqa: E711
    visitors = make_visitors(market, people, known, seed)
    frame, cooled = _touches(company, people, visitors, dirt.shared_email(people_rows))
    accounts = with_parents(with_excluded(accounts_table(market, company.owners), market), lists.arm, seed)
    tables = {
        "accounts": accounts,
        "account_domains": account_domains_table(market, seed),
        "users": team.users_table(),
        "people": people_rows,
        "programmes": programmes_table(),
        "list_memberships": dirt.with_unknown_members(memberships_table(market, lists)),
        "campaigns": campaigns_table(),
        "touches": touches_table(frame, market, people, visitors, networks),
        "visitors": _visitors(market, people, visitors, frame, seed),
        "stages": deals.stages_table(),
        **_deal_tables(company, people),
        "contracts": customers.contracts_table(market, company.contracts, seed),
        "survey_responses": surveys_table(market, lists, people, company.contracts, cooled, seed),
        "intent_signals": intent_table(market, lists.treated, _under_contract(company), seed),
        "costs": costs_table(market, lists, seed),
        "quotas": team.quotas_table(seed),
        "fx_rates": fx_table(seed),
        "ip_ranges": ip_ranges_table(market, networks),
    }
    counts = _counts(company, tables)
    tables = dirt.with_merged_accounts(tables, seed)
    return {**tables, "people": dirt.with_rows_again(tables["people"], seed)}, counts


def _touches(company: Company, people: People, visitors: Visitors, shared: str) -> tuple[pd.DataFrame, Ints]:
    market, lists, seed = company.market, company.lists, company.seed
    programme = activity.of_programme(market, lists, seed)
    around = activity.around_deals(realised(company.after), len(market), seed)
    parts = []
    for name, done in (("ordinary", company.ordinary), ("programme", programme), ("deals", around)):
        parts.append(web.web_touches(done.sessions, visitors, seed, name))
        parts.append(sales.sales_touches(done.sales, people, company.owners, seed, name))
    success, cooled = sales.success_conversations(market, company.contracts, seed)
    parts.append(sales.sales_touches(success, people, sales.success_users(market, seed), seed, "success"))
    parts.append(marketing.newsletter_touches(market, people, seed))
    programmes = (marketing.nurture_touches, marketing.ad_touches, marketing.event_touches, marketing.parcel_touches)
    parts += [made(market, lists, people, seed) for made in programmes]
    seen = _without_quiet(market, join(parts))
    return join([seen, strangers.stranger_touches(shared, seed)]), cooled


def _without_quiet(market: Market, frame: pd.DataFrame) -> pd.DataFrame:
    """Touches but those by which marketing would reach, or see, accounts that stay quiet."""
    marketing_kind = np.array([KINDS[kind].team == "marketing" for kind in frame["kind"]])
    kept: pd.DataFrame = frame[~(market.quiet[frame["account"]] & marketing_kind)]
    return kept


def _visitors(market: Market, people: People, visitors: Visitors, frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """`visitors`: those seen, with the people they were recognised as."""
    rows = visitors_table(market, visitors, first_moments(frame, visitors))
    person, named = rows["person"].to_numpy(), rows["identified"].to_numpy() < NEVER
    noon = rows["identified"].to_numpy() * 86_400 + stream(seed, "identified").integers(9, 18, len(rows)) * 3600
    identified = either(named, stamp(np.where(named, noon, 0)), None)
    return pd.DataFrame(
        {
            "visitor_id": rows["visitor_id"],
            "first_seen_at": stamp(rows["first_seen"].to_numpy()),
            "account_id": rows["account_id"],
            "person_id": either(person >= 0, people.ids[person], None),
            "identified_at": identified,
            "consent": rows["consent"],
        }
    )


def _deal_tables(company: Company, people: People) -> dirt.Tables:
    seed, rows = company.seed, company.deals
    history = deals.stage_history(rows, seed)
    rates = dollar_rates(seed)
    table = deals.opportunities_table(company.market, company.lists, rows, history, company.owners, rates, seed)
    calm = np.asarray(rows["origin"].isin(["before", "unqualified"]) & (rows["outcome"] == "lost") & ~rows["again"])
    return {
        "opportunities": dirt.with_odd_deals(table, calm, seed),
        "opportunity_stages": deals.history_table(rows, history, table, seed),
        "opportunity_people": deals.people_on_deals(rows, people, seed),
    }


def _under_contract(company: Company) -> Ints:
    rows = company.contracts
    return np.unique(rows["account"][(rows["starts"] <= LAST) & (rows["ends"] >= LAST)].to_numpy())


def _counts(company: Company, tables: dirt.Tables) -> dict[str, int]:
    """How much of what is wrong, odd or late stands in the tables."""
    people, lists = tables["people"], company.lists
    return {
        "merged_accounts": dirt.MERGED_ACCOUNTS,
        "excluded_accounts": int(company.market.excluded.sum()),
        "shared_emails": dirt.SHARED_EMAILS,
        "merged_people": dirt.MERGED_PEOPLE,
        "bounced_people": int((people["email_bounced"] == "true").sum()),
        "objections": int(people["objected_at"].notna().sum()),
        "no_phone": int(people["phone"].isin(["", "n/a", "-", "unknown"]).sum()),
        "reopened_deals": int(company.deals["again"].sum()),
        "test_deals": dirt.TEST_DEALS,
        "deleted_deals": dirt.DELETED_DEALS,
        "deals_without_account": dirt.DEALS_WITHOUT_ACCOUNT,
        "deals_without_rate": dirt.UNKNOWN_CURRENCY,
        "closed_without_day": dirt.CLOSED_WITHOUT_DAY,
        "tier_changes": int((lists.retier < NEVER).sum()),
        "taken_off_lists": int((lists.leave < NEVER).sum()),
        "unknown_members": len(dirt.UNKNOWN_MEMBERS),
        "touches_of_strangers": strangers.VIEWS + sum(strangers.COUNTS.values()) + 40,
    }
