"""`assay surge`: accounts with far more different users in the last weeks than they usually have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.answers import scope_text
from assay.cli.asking import on_run
from assay.cli.kpi import Language
from assay.cli.options import Asked, Place
from assay.cli.output import console_text, make_table, show
from assay.cli.values import number_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.views.surges import SurgeAnswer

LAST_WEEKS = 8
"""Weeks that a table shows of each account; JSON has all of them."""


def surge(
    place: Place,
    asked: Asked,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="The first N accounts, alerts or not.")
    ] = None,
    false_discovery: Annotated[
        float,
        typer.Option("--false-discovery", metavar="SHARE", help="Of all alerts, how many may be chance."),
    ] = 0.05,
    language: Language = None,
) -> None:
    """Look for accounts with far more different users in the last three full weeks than is usual for them."""
    from assay.views.surges import surge as ask

    found, chosen = on_run(
        place,
        asked,
        lambda run, scope, words: ask(run, scope, limit=limit, false_discovery=false_discovery, language=words),
        language,
    )
    names = ("account_id", "name", "owner", "tier", "alert", "users", "observed", "expected", "ratio", "p_value", "q_value", "evidence")  # fmt: skip
    rows = [
        (*(getattr(one, name) for name in names), found.first_week, found.last_week, one.sentence)
        for one in found.ranked
    ]
    lines = ((*names, "first_week", "last_week", "sentence"), rows)
    show(place, found.to_json(), lines, lambda: _tables(found, chosen))


def _tables(surges: SurgeAnswer, language: str) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(f"Surges: {len(surges.alerts)} of {surges.judged} accounts", style="bold")
    window = f"{surges.first_week} to {surges.last_week + timedelta(days=6)}"
    yield from console_text(f"{scope_text(surges.heading['scope'])} · {window}")
    numbers = ("users", "observed", "expected", "times", "q")
    header = ("account", "name", "tier", "owner", "alert", *numbers, "users a week, the last 8")
    rows = [
        (
            one.account_id,
            one.name,
            one.tier,
            one.owner,
            "yes" if one.alert else "no",
            one.users,
            one.observed,
            number_text(one.expected, language),
            number_text(one.ratio, language),
            "<0.001" if one.q_value < 0.001 else f"{one.q_value:.3f}",
            " ".join(str(week.users) for week in one.weeks[-LAST_WEEKS:]),
        )
        for one in surges.ranked
    ]
    if rows:
        yield make_table(header, rows, right=numbers)
    else:
        yield from console_text("No account stands out; --limit N shows the nearest.")
    yield from console_text(*surges.caveats)
    yield from console_text(f"as of {surges.heading['as_of']} · run {surges.heading['run']}")
