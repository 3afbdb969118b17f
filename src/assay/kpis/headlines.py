"""The figures that stand first: said once, for pages, pack, command line, benchmark and the sample company."""

from __future__ import annotations

HEADLINES = ("engaged_share", "opportunity_rate", "pipeline", "win_rate", "new_revenue", "deal_velocity")
"""What the overview and the pack open with."""

FUNNEL = ("target_accounts", "engaged_accounts", "accounts_with_opportunity", "accounts_won")
"""How many accounts stand where."""

SIDE_BY_SIDE = (
    "target_accounts",
    "engaged_accounts",
    "engaged_share",
    "role_coverage",
    "accounts_with_opportunity",
    "opportunity_rate",
    "pipeline",
    "accounts_won",
    "win_rate",
    "new_revenue",
    "average_deal_size",
    "deal_velocity",
)
"""What lists, tiers and other groups are set beside each other by."""

DEALS_SIDE_BY_SIDE = (
    "opportunities_created",
    "pipeline",
    "win_rate",
    "new_revenue",
    "average_deal_size",
    "deal_velocity",
)
"""The same for approaches, which deals have and accounts have not."""

COMPARED = ("opportunity_rate", "account_win_rate", "win_rate", "average_deal_size", "deal_velocity")
"""What the effect of a programme is judged by, where nobody chose; money comes on top."""
