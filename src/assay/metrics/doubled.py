"""Deals that two systems both have, it seems: figures that read deals say so, and nothing is left out by a guess."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

from assay.contract.systems import SEPARATOR
from assay.facts.schema import FOREVER

_SYSTEMS = f"SELECT 1 FROM deals WHERE opportunity_id LIKE '%{SEPARATOR}%' LIMIT 1"
_DEALS = f"""
WITH current AS (
    SELECT deal.opportunity_id, deal.account_id, lower(trim(deal.name)) AS name, deal.created_on, state.amount,
        coalesce(deal.currency, '') AS currency,
        CASE WHEN deal.opportunity_id LIKE '%{SEPARATOR}%' THEN split_part(deal.opportunity_id, '{SEPARATOR}', 1) ELSE '' END AS system
    FROM deals AS deal LEFT JOIN deal_states AS state
        ON state.opportunity_id = deal.opportunity_id AND state.ends_on = DATE '{FOREVER}'
    WHERE deal.account_id IS NOT NULL
)
SELECT count(DISTINCT one.opportunity_id) FROM current AS one JOIN current AS other
    ON one.account_id = other.account_id AND one.system < other.system
    AND ((one.name = other.name AND (one.amount IS NULL OR other.amount IS NULL OR one.amount = other.amount
            OR one.currency <> other.currency))
        OR (one.amount = other.amount AND one.amount > 0 AND one.currency = other.currency
            AND one.created_on = other.created_on))
"""


def doubled_deals(cursor: Any) -> int:
    """Deals of one system of which another has one like it: same account, and same name without another amount, or same
    amount, currency and day of creation."""
    if not cursor.execute(_SYSTEMS).fetchall():
        return 0
    ((number,),) = cursor.execute(_DEALS).fetchall()
    return int(number)


def doubled_note(number: int, words: NullTranslations) -> str | None:
    """What to say beside a figure that reads deals; None where no deal stands in two systems."""
    if not number:
        return None
    text = words.ngettext(
        "%(n)d deal seems to stand in two systems and counts twice: load deals from one of them.",
        "%(n)d deals seem to stand in two systems and count twice: load deals from one of them.",
        number,
    )
    return text % {"n": number}
