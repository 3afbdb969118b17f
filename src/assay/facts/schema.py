"""The facts of a run: what the KPI compiler may read, and nothing else.

All days are local days of the workspace. Intervals are half-open, `[starts_on, ends_on)`; an open end is `FOREVER`.
`account_id` is the account after merges, `parent_id` its ultimate parent (itself where it has none): a roll-up reads
`parent_id` where it would have read `account_id`. Money is decimal with its currency, never converted here.
"""

from __future__ import annotations

from datetime import date

BEGINNING = date(1, 1, 1)
FOREVER = date(9999, 12, 31)

MONEY = "decimal(24, 8)"

FACTS: dict[str, dict[str, str]] = {
    # One row per surviving account (not merged away), excluded ones included and flagged. Extra columns x_… follow.
    "accounts": {
        "account_id": "string",
        "parent_id": "string",
        "name": "string",
        "domain": "string",
        "industry": "string",
        "employees": "int64",
        "annual_revenue": MONEY,
        "currency": "string",
        "country": "string",
        "region": "string",
        "city": "string",
        "owner_id": "string",
        "created_on": "date",
        "is_excluded": "boolean",
    },
    # People after merges, active or not. `counts` is false for those of whom any record objected: they are in no figure
    # about people.
    "people": {
        "person_id": "string",
        "account_id": "string",
        "parent_id": "string",
        "email": "string",
        "phone": "string",
        "first_name": "string",
        "last_name": "string",
        "country": "string",
        "language": "string",
        "job_title": "string",
        "seniority": "string",
        "department": "string",
        "role": "string",
        "persona": "string",
        "created_on": "date",
        "left_on": "date",
        "email_bounced": "boolean",
        "counts": "boolean",
    },
    # What job titles suggest of the people above: seniority, department and role where the file has none, and the words
    # of the rule. `people` has the suggestions in their place; who has none has no row.
    "suggested_people": {
        "person_id": "string",
        "seniority": "string",
        "department": "string",
        "role": "string",
        "rule": "string",
    },
    "users": {"user_id": "string", "name": "string", "email": "string", "team": "string", "manager_id": "string"},
    "programmes": {"programme_id": "string", "name": "string", "starts_on": "date", "ends_on": "date"},
    "campaigns": {"campaign_id": "string", "name": "string", "channel": "string", "programme_id": "string"},
    # `tier_order`: numbers by value before words by alphabet, no tier last; the smallest is the highest tier.
    "memberships": {
        "list": "string",
        "account_id": "string",
        "parent_id": "string",
        "arm": "string",
        "tier": "string",
        "tier_order": "int64",
        "programme_id": "string",
        "starts_on": "date",
        "ends_on": "date",
    },
    # The same as disjoint stretches by arm (rule 2): over all list rows (no `programme_id`) and over those of each
    # programme. `unit` is `account` (account_id) or `parent` (account_id holds the ultimate parent). The tier is the
    # highest of the stretch, `entered_on` the first day of the unbroken run that holds it.
    "membership_spells": {
        "unit": "string",
        "arm": "string",
        "programme_id": "string",
        "account_id": "string",
        "starts_on": "date",
        "ends_on": "date",
        "entered_on": "date",
        "tier": "string",
        "tier_order": "int64",
    },
    # Every touch. `counts` is false for touches of excluded accounts and for those of people who objected where too few
    # others are active; all figures read only touches that count. Those of people who objected name no person and are
    # marked `objected`: figures whose unit is people leave them out. `match` says how the account was found, or why not.
    "touches": {
        "touch_id": "string",
        "occurred_at": "timestamp",
        "occurred_on": "date",
        "kind": "string",
        "channel": "string",
        "direction": "string",
        "team": "string",
        "account_id": "string",
        "parent_id": "string",
        "person_id": "string",
        "visitor_id": "string",
        "session_id": "string",
        "campaign_id": "string",
        "asset_id": "string",
        "url": "string",
        "quantity": "float64",
        "user_id": "string",
        "outcome": "string",
        "engages": "boolean",
        "is_high_value": "boolean",
        "content_seconds": "float64",
        "weighted_seconds": "float64",
        "match": "string",
        "objected": "boolean",
        "counts": "boolean",
    },
    # One row per session with a page view (a page view without session_id is one of its own), on the local day of the
    # first page view; the campaign and the channel are those of that view. Counting touches with an account only.
    # `session_key` tells the sessions of one account apart; `high_value_on` is the day of its first high-value view.
    "sessions": {
        "session_key": "string",
        "account_id": "string",
        "parent_id": "string",
        "started_on": "date",
        "high_value_on": "date",
        "channel": "string",
        "kind": "string",
        "team": "string",
        "campaign_id": "string",
        "touch_id": "string",
    },
    # Per account and day with an engaging touch: how many, weighted seconds, and per set of kinds that presets
    # name (`facts.values.kind_sets`) how many of them are of these; a slot that no set has is 0.
    "account_days": {
        "account_id": "string",
        "parent_id": "string",
        "day": "date",
        "engaging": "int64",
        "weighted_seconds": "float64",
        **{f"kinds_{number}": "int64" for number in range(1, 9)},
    },
    # Per known person (not objecting) and day, engaging touches only.
    "person_days": {
        "account_id": "string",
        "parent_id": "string",
        "person_id": "string",
        "day": "date",
        "engaging": "int64",
        "weighted_seconds": "float64",
    },
    "visitors": {
        "visitor_id": "string",
        "account_id": "string",
        "parent_id": "string",
        "person_id": "string",
        "first_seen_on": "date",
        "identified_on": "date",
        "consent": "string",
    },
    "stages": {
        "stage": "string",
        "pipeline": "string",
        "position": "float64",
        "status": "string",
        "is_qualified": "boolean",
        "probability": "float64",
    },
    # Deals that are neither deleted nor test. `qualified_on` is the day of the first qualifying stage row (or creation,
    # rule 6), null while there is none; a win qualifies on its close day besides, which the state tells. Deals whose
    # status is not stated count as open.
    "deals": {
        "opportunity_id": "string",
        "account_id": "string",
        "parent_id": "string",
        "name": "string",
        "type": "string",
        "created_on": "date",
        "owner_id": "string",
        "approach": "string",
        "currency": "string",
        "pipeline": "string",
        "qualified_on": "date",
        "is_status_stated": "boolean",
    },
    # What a deal was on any day from its creation on (rule 7): exactly one row holds on each such day.
    "deal_states": {
        "opportunity_id": "string",
        "starts_on": "date",
        "ends_on": "date",
        "stage": "string",
        "status": "string",
        "amount": MONEY,
        "closed_on": "date",
        "reopened": "boolean",
    },
    # Stays in stages: rows that repeat the stage are joined; the close ends the last. `next_on` is the day of the stage
    # row that follows, null for the last: what ends a stay as known on an earlier day is that row, or the close known then.
    "deal_stages": {
        "opportunity_id": "string",
        "stage": "string",
        "starts_on": "date",
        "ends_on": "date",
        "next_on": "date",
    },
    "deal_people": {"opportunity_id": "string", "person_id": "string", "role": "string", "is_primary": "boolean"},
    # Customer on d as known on day a: `starts_on <= d < ends_on` and `known_from <= a < known_to` (rule 3). `unit` is
    # `account` (account_id) or `parent` (account_id holds the ultimate parent).
    "customer_spells": {
        "unit": "string",
        "account_id": "string",
        "starts_on": "date",
        "ends_on": "date",
        "known_from": "date",
        "known_to": "date",
    },
    "contracts": {
        "contract_id": "string",
        "account_id": "string",
        "parent_id": "string",
        "starts_on": "date",
        "ends_on": "date",
        "annual_value": MONEY,
        "one_off_value": MONEY,
        "currency": "string",
        "renewal": "string",
        "opportunity_id": "string",
    },
    # `programme_id` is the row's own, else its campaign's.
    "costs": {
        "cost_id": "string",
        "incurred_on": "date",
        "amount": MONEY,
        "currency": "string",
        "kind": "string",
        "programme_id": "string",
        "campaign_id": "string",
        "channel": "string",
        "account_id": "string",
        "parent_id": "string",
        "tier": "string",
        "approach": "string",
    },
    # What an owner is to sell in [starts_on, ends_on).
    "quotas": {
        "owner_id": "string",
        "starts_on": "date",
        "ends_on": "date",
        "amount": MONEY,
        "currency": "string",
    },
    # One unit of from_currency is worth `rate` of to_currency on days in [starts_on, ends_on): the latest direct rate
    # on or before the day, else the latest inverse one. Same-currency pairs are not listed.
    "fx_spells": {
        "from_currency": "string",
        "to_currency": "string",
        "starts_on": "date",
        "ends_on": "date",
        "rate": "float64",
    },
    "survey_answers": {
        "response_id": "string",
        "answered_on": "date",
        "question": "string",
        "score": "float64",
        "account_id": "string",
        "parent_id": "string",
        "person_id": "string",
        "wave": "string",
        "scale_min": "float64",
        "scale_max": "float64",
    },
    "signals": {
        "provider": "string",
        "week": "date",
        "topic": "string",
        "score": "float64",
        "account_id": "string",
        "parent_id": "string",
        "cluster": "string",
    },
    # What the facts leave out or could not use, by fact and reason, so that nothing is dropped silently.
    "left_out": {"fact": "string", "reason": "string", "n": "int64"},
    # One row: what the run is. `last_day` is the default as-of day (rule 4), null without any data.
    "run": {
        "number": "int64",
        "built_at": "timestamp",
        "today": "date",
        "last_day": "date",
        "timezone": "string",
        "currency": "string",
        "settings": "string",
    },
}
