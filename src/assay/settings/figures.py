"""`[figures]`: the headline figures of a run, and the windows they are asked for."""

from __future__ import annotations

from typing import Literal

from assay.settings.section import Section

FigureWindow = Literal["month", "quarter", "to_date"]


class Figures(Section):
    """The headline figures of a run. `at_refresh` works them out and keeps them as soon as it is built, else the first
    comparison does; only what was kept shows later what a new version of a definition has changed.
    """

    keys: tuple[str, ...] = (
        "target_accounts",
        "engaged_accounts",
        "engaged_share",
        "opportunity_rate",
        "pipeline",
        "accounts_won",
        "win_rate",
        "new_revenue",
        "deal_velocity",
        "average_deal_size",
        "programme_cost",
        "renewal_rate",
    )
    windows: tuple[FigureWindow, ...] = ("month", "quarter", "to_date")
    at_refresh: bool = True
