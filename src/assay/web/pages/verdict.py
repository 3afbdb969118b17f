"""The verdict first: does the programme work, how sure is that, what may be said to the board, and when is the next honest date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assay.comparison.best import evidence
from assay.comparison.compare import judged_by
from assay.comparison.result import Comparison
from assay.comparison.standing import Standing, ripeness, standing
from assay.errors import AssayError
from assay.languages.labels import label
from assay.web.pages.help import has_lists, helped
from assay.web.pages.impact import compared, evidence_choices, scope_of
from assay.web.pages.registry import Page, Shown
from assay.web.rights import COMPANY
from assay.web.visit import Visit


@dataclass(frozen=True)
class Verdict:
    """The comparison of the best design there is, and how it stands."""

    found: Comparison
    standing: Standing


def asked_for(visit: Visit) -> bool:
    """Whether the question makes sense here: about the programme, of somebody who may ask for the company as a whole."""
    return visit.scope.arm == "abm" and not visit.viewer.sees_part and has_lists(visit)


def known_verdict(visit: Visit) -> Verdict | None:
    """The verdict where it has been worked out for this run already."""
    best = visit.at_hand(evidence, scope=scope_of(visit))
    if not best:
        return None
    first = visit.at_hand(judged_by, best[0], scope=scope_of(visit))
    if not first:
        return None
    comparison = visit.at_hand(compared, first[0], best[0], visit.language, False, scope=scope_of(visit))
    ripe = visit.at_hand(ripeness, first[0], visit.language, scope=scope_of(visit))
    return Verdict(comparison, standing(comparison, ripe[0], visit.language)) if comparison and ripe else None


def verdict(visit: Visit) -> Verdict:
    """Raises DataError where an arm is empty."""
    best = visit.ask(evidence, scope=scope_of(visit))[0]
    first = visit.ask(judged_by, best, scope=scope_of(visit))[0]
    answer = visit.ask(compared, first, best, visit.language, False, scope=scope_of(visit))
    (ripe,) = visit.ask(ripeness, first, visit.language, scope=scope_of(visit))
    return Verdict(answer, standing(answer, ripe, visit.language))


@helped
def verdict_page(visit: Visit) -> Shown:
    """The strip of the overview by itself: it takes longer than the rest and is fetched on its own."""
    try:
        one = verdict(visit)
    except AssayError as error:
        why = " ".join(filter(None, (error.message, error.hint)))
        return Shown("pages/verdict.html", {"one": None, "why_not": why}, data={"why_not": why})
    data = {**one.found.to_json(), "answer": one.standing.answer, "board": one.standing.board}
    return Shown("pages/verdict.html", strip(visit, one), data={**data, "honest_on": one.standing.honest_on})


def strip(visit: Visit, one: Verdict) -> dict[str, Any]:
    """What the strip shows of a verdict."""
    comparison = one.found
    return {
        "one": one,
        "why_not": "",
        "design": label("designs", comparison.design, visit.language),
        "evidence": evidence_choices(visit, comparison.comparison),
    }


PAGES = (Page("verdict", "/verdict", "Does the programme work?", verdict_page, words=("kpi",), roles=COMPANY),)
