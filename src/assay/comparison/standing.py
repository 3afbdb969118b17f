"""Does the programme work? The answer of one comparison as those who decide hear it: how sure, what may be said, and when next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assay.comparison.result import Comparison
from assay.errors import AssayError
from assay.languages import translator
from assay.metrics.scope import Scope
from assay.planning.expectations import Ripeness, maturity
from assay.planning.words import shown_date

_ = str
"""Marks a text for translation where it stands in a table."""

YES, PROBABLY, HARMS, BEHIND, NONE, NOT_YET, NOT_SHOWN = (
    _("Yes, the programme works"),
    _("Probably, the programme works"),
    _("No, the programme does harm here"),
    _("No, accounts with the programme do worse"),
    _("No difference that matters"),
    _("It cannot be told yet whether the programme works"),
    _("Whether the programme works cannot be shown with these data"),
)
TO_THE_BOARD = {
    YES: _("The programme caused this: a lot decided which accounts had it."),
    PROBABLY: _("Accounts with the programme do better than comparable ones. Not: the programme caused it."),
    HARMS: _("The programme moved this figure the wrong way: a lot decided which accounts had it."),
    BEHIND: _("Accounts with the programme do worse than comparable ones. Not: the programme caused it."),
    NONE: _("A difference that would matter is ruled out for this figure."),
    NOT_YET: _("It is too early to say. What was done and whom it reached can be told, but no effect."),
    NOT_SHOWN: _("What was done and whom it reached. The difference cannot be credited to the programme."),
}
RIPE = _("The accounts have been followed long enough to be judged.")
FROM = _("The next honest verdict: from %(day)s on.")


@dataclass(frozen=True)
class Standing:
    """`answer` to the question, what may be said to the `board`, and when the next verdict is due (`honest_on`, None: now)."""

    answer: str
    board: str
    next: str
    honest_on: date | None


def standing(comparison: Comparison, ripe: Ripeness | None, language: str) -> Standing:
    """The answer of a comparison, never stronger than its design; `ripe` says how long its accounts have been followed."""
    say = translator(language).gettext
    said = answer_of(comparison)
    due = None if ripe is None else _due(comparison, ripe)
    when = say(FROM) % {"day": shown_date(due, language)} if due else say(RIPE) if ripe else ""
    return Standing(say(said), say(TO_THE_BOARD[said]), when, due)


def _due(comparison: Comparison, ripe: Ripeness) -> date | None:
    """The day from which there is a verdict, where it is still to come: a lot counts from its draw on."""
    drawn = comparison.drawn_since
    day = max(ripe.ripe_on, drawn + timedelta(days=ripe.needed_days)) if drawn else ripe.ripe_on
    return day if not ripe.is_ripe or comparison.followed_until < day else None


def answer_of(comparison: Comparison) -> str:
    """The English answer, by verdict, evidence and the direction that is wanted."""
    if comparison.verdict in ("higher", "lower"):
        wanted = "lower" if comparison.direction == "down" else "higher"
        caused = comparison.claim == "caused"
        if comparison.verdict == wanted:
            return YES if caused else PROBABLY
        return HARMS if caused else BEHIND
    return {"no_difference_seen": NONE, "cannot_tell_yet": NOT_YET}.get(comparison.verdict, NOT_SHOWN)


def ripeness(run: Any, scope: Scope, key: str, language: str) -> tuple[Ripeness | None]:
    """How long the accounts have been followed for a KPI, as views are asked; None where that cannot be told."""
    try:
        return (maturity(run, scope, language=language).of(key),)
    except AssayError:
        return (None,)


__all__ = ["Standing", "answer_of", "ripeness", "standing"]
