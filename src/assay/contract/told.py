"""The tables in words: what each holds, what each column means, in which unit, and an example of it.

The examples of all tables belong together: as one row a table they are a company that loads.
"""

from __future__ import annotations

from assay.contract.tables import TABLES, Column, Table

TABLE_MEANINGS = {
    "accounts": "Companies: customers, prospects, partners. One row each.",
    "account_domains": "Further internet domains of an account; touches are matched by them.",
    "account_links": "Decisions that two accounts are one company, are not, or that the first is the parent of the other.",
    "account_names": "Further names of an account: brands, former names, how others write it.",
    "users": "The people of your own company who sell, market and look after customers.",
    "people": "Contacts and leads: the people you speak to.",
    "programmes": "ABM programmes: what target lists, campaigns and costs are grouped under.",
    "list_memberships": "Which account was on which target list, from when to when, and in which arm.",
    "campaigns": "Marketing campaigns.",
    "touches": "Interactions, one row each: what the company sent, and what accounts did.",
    "visitors": "Anonymous visitors of the website, and who they turned out to be.",
    "stages": "Stages of deals: their order, whether they are open, won or lost, and whether they count as qualified.",
    "opportunities": "Deals. One row each, as they are now.",
    "opportunity_stages": "The history of deals: a row each time a deal entered a stage.",
    "opportunity_people": "Who takes part in a deal, and in which role.",
    "contracts": "Contracts with customers: annual value, term and renewal.",
    "survey_responses": "Answers of surveys: recommendation, awareness, attitude, attributes of the brand.",
    "intent_signals": "Weekly interest scores of intent providers, by account and topic.",
    "costs": "What the programme cost: media, tools, people, events, content, agencies.",
    "fx_rates": "Exchange rates by day.",
    "ip_ranges": "Networks that belong to an account.",
    "chart_notes": "What people wrote down about days: it stands beside the charts.",
    "quotas": "What a seller is to sell in a period.",
}

_EVERYWHERE = {
    "account_id": ("The account's id in its source, as text.", "A-1"),
    "person_id": ("The person's id.", "P-1"),
    "user_id": ("The colleague's id.", "U-1"),
    "owner_id": ("The colleague who owns it.", "U-1"),
    "programme_id": ("The ABM programme.", "PR-1"),
    "campaign_id": ("The campaign's id.", "C-1"),
    "opportunity_id": ("The deal's id.", "O-1"),
    "visitor_id": ("The visitor's id, of a cookie or device.", "V-1"),
    "name": ("Its name.", "Alpha Ltd"),
    "currency": ("The currency of the amounts, ISO 4217. Empty: the workspace's.", "EUR"),
    "country": ("Country, as you want to read it.", "France"),
    "region": ("Sales region.", "EMEA"),
    "created_at": ("When it was created.", "2026-01-15 09:30"),
    "merged_into_id": ("The row that took its place in a merge of duplicates.", "A-2"),
    "email": ("E-mail address.", "jo.doe@alpha.example"),
    "domain": ("Internet domain of the company.", "alpha.example"),
    "channel": ("The channel. Empty: that of the kind.", "email"),
    "team": ("Whose touch or colleague it is.", "sales"),
    "tier": ("Tier of the account: 1, 2, 3 or a word.", "1"),
    "approach": ("How the deal came about.", "abm"),
    "starts_on": ("First day.", "2026-01-01"),
    "ends_on": ("Last day, inclusive.", "2026-12-31"),
    "stage": ("The stage's name.", "Proposal"),
    "pipeline": ("The pipeline of the stage. Empty: the only one.", "Sales"),
    "amount": ("Money, in the row's currency.", "12000.00"),
    "score": ("The number given.", "9"),
    "company": ("The company's name as written, used where nothing else tells the account.", "Alpha Ltd"),
}
_OF_TABLE = {
    ("accounts", "website"): ("Web address; its host is matched like the domain.", "https://www.alpha.example"),
    ("accounts", "parent_account_id"): ("The parent company's account.", "A-2"),
    ("accounts", "industry"): ("Industry, as you want to break down by it.", "Software"),
    ("accounts", "employees"): ("Number of employees.", "250"),
    ("accounts", "annual_revenue"): ("The account's own annual revenue, in its currency.", "40000000"),
    ("accounts", "city"): ("City.", "Lyon"),
    ("accounts", "is_excluded"): ("Partner, competitor or own company: in no figure.", "false"),
    ("account_domains", "domain"): ("A further internet domain.", "alpha-group.example"),
    ("account_links", "other_id"): ("The other account.", "A-2"),
    ("account_links", "state"): ("What was decided. Empty: accepted.", "accepted"),
    ("account_links", "reason"): ("Why.", "same VAT number"),
    ("account_links", "decided_by"): ("Who decided.", "Jo Doe"),
    ("account_links", "decided_at"): ("When it was decided.", "2026-02-01"),
    ("account_names", "name"): ("A further name.", "Alpha Software"),
    ("users", "name"): ("The colleague's name.", "Sam Lee"),
    ("users", "email"): ("The colleague's e-mail address.", "sam.lee@own.example"),
    ("users", "manager_id"): ("The colleague's manager.", "U-2"),
    ("users", "is_active"): ("Whether the colleague still works here.", "true"),
    ("people", "phone"): ("Telephone number.", "+33 1 23 45 67 89"),
    ("people", "first_name"): ("First name.", "Jo"),
    ("people", "last_name"): ("Last name.", "Doe"),
    ("people", "job_title"): ("Job title, as written.", "Head of IT"),
    ("people", "seniority"): ("How senior the person is; weights engagement minutes.", "director"),
    ("people", "department"): ("Department.", "IT"),
    ("people", "buying_role"): ("Role in the buying committee.", "decision_maker"),
    ("people", "persona"): ("Persona.", "Technical buyer"),
    ("people", "language"): ("Language.", "fr"),
    ("people", "left_at"): ("When the person left the account.", "2026-05-31"),
    ("people", "email_bounced"): ("Whether the address is dead.", "false"),
    ("people", "objected_at"): (
        "When the person objected to being tracked: out of all figures of people.",
        "2026-04-01",
    ),
    ("people", "merged_into_id"): ("The person that took its place in a merge of duplicates.", "P-2"),
    ("programmes", "name"): ("The programme's name.", "Spring ABM"),
    ("programmes", "vertical"): ("Industry the programme is aimed at.", "Software"),
    ("list_memberships", "list"): ("The target list's name.", "Q1 targets"),
    ("list_memberships", "valid_from"): ("First day on the list.", "2026-01-01"),
    ("list_memberships", "valid_to"): ("First day no longer on the list. Empty: still on it.", "2027-01-01"),
    ("list_memberships", "arm"): ("Treated, or kept for comparison. Empty: abm.", "abm"),
    ("campaigns", "name"): ("The campaign's name.", "Webinar: pricing"),
    ("campaigns", "budget"): ("What may be spent.", "5000"),
    ("touches", "touch_id"): ("The touch's own id.", "T-1"),
    ("touches", "occurred_at"): ("When it happened.", "2026-02-03 14:05"),
    ("touches", "kind"): ("What happened: one of the kinds below.", "meeting_held"),
    ("touches", "direction"): ("Sent by you (out), or done by the account (in). Empty: that of the kind.", "in"),
    ("touches", "email"): ("The person's e-mail address.", "jo.doe@alpha.example"),
    ("touches", "ip"): ("IP address; an account's ip_ranges are matched.", "192.0.2.17"),
    ("touches", "session_id"): ("The visit the page view is part of.", "S-1"),
    ("touches", "asset_id"): ("The content concerned.", "whitepaper-7"),
    ("touches", "url"): ("The page.", "https://own.example/pricing"),
    ("touches", "seconds"): ("How long it took, in seconds.", "1800"),
    ("touches", "quantity"): ("How many, where a row stands for several. Empty: 1.", "1"),
    ("touches", "outcome"): ("What came of it; `connected` makes a call a conversation.", "connected"),
    ("touches", "provider"): (
        "Who says whose visit it was: a service that names the companies of visitors.",
        "Clearbit",
    ),
    ("touches", "confidence"): (
        "How sure the provider is of domain and company: 0 to 1, a percentage, or low, medium, high. Empty: as sure as the rest.",
        "high",
    ),
    ("visitors", "first_seen_at"): ("First visit.", "2026-01-20 08:00"),
    ("visitors", "identified_at"): ("When the visitor became known.", "2026-02-01 10:00"),
    ("visitors", "consent"): ("Consent to tracking. Empty: unknown.", "granted"),
    ("stages", "position"): ("Its place in the pipeline. Empty: the order of the rows.", "3"),
    ("stages", "status"): ("What a deal in this stage is.", "open"),
    ("stages", "is_qualified"): ("Whether a deal that has been here is a legitimate opportunity.", "true"),
    ("stages", "probability"): ("Chance to win: 0 to 1, or 0 to 100.", "0.4"),
    ("opportunities", "name"): ("The deal's name.", "Alpha: 50 seats"),
    ("opportunities", "type"): ("Empty: new_business.", "new_business"),
    ("opportunities", "created_at"): (
        "When the deal was created. `--option undated=keep` loads deals without it.",
        "2026-02-05 09:30",
    ),
    ("opportunities", "closed_at"): ("When it was won or lost; of an open deal it is ignored.", "2026-04-20"),
    ("opportunities", "stage"): ("The stage it is in.", "Proposal"),
    ("opportunities", "status"): ("Open, won or lost. Empty: that of the stage.", "won"),
    ("opportunities", "is_deleted"): ("Deleted at its source: in no figure.", "false"),
    ("opportunities", "is_test"): ("A test: in no figure.", "false"),
    ("opportunity_stages", "entered_at"): ("When the deal entered the stage.", "2026-03-01 11:00"),
    ("opportunity_stages", "amount"): ("The deal's amount then.", "12000.00"),
    ("opportunity_people", "role"): ("The person's role in the deal, as written.", "Decision maker"),
    ("opportunity_people", "is_primary"): ("Whether the person is the deal's main contact.", "true"),
    ("contracts", "contract_id"): ("The contract's id.", "K-1"),
    ("contracts", "starts_on"): ("First day.", "2026-05-01"),
    ("contracts", "ends_on"): ("Last day. Empty: still running.", "2027-04-30"),
    ("contracts", "annual_value"): ("Recurring money a year.", "12000"),
    ("contracts", "one_off_value"): ("Money paid once.", "0"),
    ("contracts", "renewal"): ("What became of it at its end. Empty: pending.", "pending"),
    ("survey_responses", "response_id"): ("The answer's id.", "R-1"),
    ("survey_responses", "answered_on"): ("Day of the answer.", "2026-03-10"),
    ("survey_responses", "question"): ("What was asked; an attribute of the brand is `attribute:innovative`.", "nps"),
    ("survey_responses", "wave"): ("The wave of the survey.", "2026-Q1"),
    ("survey_responses", "scale_min"): ("Lowest possible score.", "0"),
    ("survey_responses", "scale_max"): ("Highest possible score.", "10"),
    ("intent_signals", "provider"): ("Who measured it.", "Bombora"),
    ("intent_signals", "week"): ("The week, named by its Monday.", "2026-02-02"),
    ("intent_signals", "topic"): ("The topic.", "CRM software"),
    ("intent_signals", "score"): ("The provider's score.", "78"),
    ("intent_signals", "cluster"): ("Whether the topic is yours or a competitor's. Empty: own.", "own"),
    ("costs", "cost_id"): ("The cost's own id.", "X-1"),
    ("costs", "incurred_on"): ("Day of the cost.", "2026-02-28"),
    ("costs", "amount"): ("What it cost.", "1500.00"),
    ("costs", "kind"): ("What it was spent on.", "media"),
    ("costs", "channel"): ("The channel it was spent on.", "display"),
    ("costs", "tier"): ("The tier it was spent on.", "1"),
    ("costs", "approach"): ("Which way of selling it was for.", "abm"),
    ("fx_rates", "date"): ("The rate holds from this day on.", "2026-01-01"),
    ("fx_rates", "from_currency"): ("One unit of this currency …", "USD"),
    ("fx_rates", "to_currency"): ("… is worth so many of this one.", "EUR"),
    ("fx_rates", "rate"): ("Units of `to_currency` for one of `from_currency`, above 0.", "0.92"),
    ("ip_ranges", "cidr"): ("A network.", "192.0.2.0/24"),
    ("chart_notes", "note_id"): ("The note's id.", "N-1"),
    ("chart_notes", "day"): ("The day it is about.", "2026-04-15"),
    ("chart_notes", "note"): ("What is to be known about the day.", "Trade fair in Lyon"),
    ("chart_notes", "list"): ("The target list it is about. Empty: all.", "Named accounts"),
    ("chart_notes", "kpi"): ("The key of the figure it is about. Empty: all.", "engaged_share"),
    ("chart_notes", "written_by"): ("Who wrote it.", "Jo Doe"),
    ("chart_notes", "written_at"): ("When it was written.", "2026-04-16 10:00"),
    ("quotas", "period_start"): ("First day.", "2026-01-01"),
    ("quotas", "period_end"): ("First day no longer in it.", "2026-04-01"),
    ("quotas", "amount"): ("What is to be sold.", "250000"),
}
_WITHOUT_EXAMPLE = (
    "parent_account_id",
    "merged_into_id",
    "manager_id",
    "other_id",
    "left_at",
    "objected_at",
    "valid_to",
)
"""Columns that speak of a row, or an event, that the example company does not have."""

TYPES = {
    "text": "text",
    "date": "day",
    "timestamp": "time stamp",
    "decimal": "money",
    "number": "number",
    "integer": "whole number",
    "boolean": "yes or no",
}
"""How a column's type is called."""


def meaning(table: Table, column: Column) -> str:
    return _told(table, column)[0]


def example(table: Table, column: Column) -> str:
    return _told(table, column)[1]


def _told(table: Table, column: Column) -> tuple[str, str]:
    return _OF_TABLE.get((table.name, column.name)) or _EVERYWHERE[column.name]


def allowed(column: Column) -> tuple[str, ...]:
    """The words a column may hold; none where any text will do."""
    return (*column.choices, *(f"{prefix}<name>" for prefix in column.prefixes))


def example_row(table: Table) -> dict[str, str]:
    """The table's row of the example company, by column."""
    return {
        column.name: "" if column.name in _WITHOUT_EXAMPLE and not column.required else example(table, column)
        for column in table.columns
    }


def untold() -> list[str]:
    """Tables and columns without words: a test wants none."""
    tables = [name for name in TABLES if name not in TABLE_MEANINGS]
    return tables + [
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if (table.name, column.name) not in _OF_TABLE and column.name not in _EVERYWHERE
    ]
