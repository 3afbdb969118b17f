"""What stands beside a chart: launches, who joined and left lists, definitions that changed, and notes that people wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from assay.errors import UsageError
from assay.facts.schema import BEGINNING, FOREVER
from assay.kpis import find, find_comparison
from assay.landing.chart_notes import ChartNote, chart_notes
from assay.languages import formats, translator
from assay.languages.words import Words
from assay.memory.kept import known_runs
from assay.metrics.list_rows import Row, list_rows, names_on_lists
from assay.metrics.scope import Scope
from assay.store.workspace import Workspace

Kind = Literal["launch", "list", "definition", "note"]
MOST = 12
"""Changes of lists that are told: the largest."""
SHARE = 0.05
"""Part of a list's accounts from which on their coming or going is told."""
SETTINGS = {
    "engagement": "what counts as engaged",
    "minutes": "minutes of a touch",
    "mqa": "when an account counts as marketing-qualified",
    "buying_committee": "whom a buying committee needs",
    "coverage": "when a committee counts as covered",
    "completeness": "when a contact counts as complete",
    "influence": "what counts as influenced",
    "icp": "the ideal customer",
    "high_value_pages": "pages of high value",
    "relationship": "the relationship score",
    "spike": "what counts as a spike",
    "surge": "what counts as a surge",
    "cost": "how cost is shared out",
    "margin": "the margin",
    "weights": "how much each contact weighs",
    "identity": "how touches find their account",
    "currency": "the currency of the figures",
    "timezone": "the time zone of the days",
    "week_starts_on": "the first day of the week",
    "fiscal_year_starts_in": "the first month of the fiscal year",
}
"""Settings that figures are made of, in words."""


@dataclass(frozen=True)
class Annotation:
    """Something that happened on a day; `note_id` is that of a note that can be taken back here, `by` who wrote it."""

    day: date
    kind: Kind
    text: str
    by: str | None = None
    note_id: str | None = None

    def line(self, language: str) -> str:
        """As it stands under a chart: the day and what happened."""
        return f"{Words(language).day(self.day)}: {self.text}" + (f" ({self.by})" if self.by else "")

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "day": self.day.isoformat()}


def annotations_of(
    cursor: Any,
    scope: Scope,
    first: date,
    last: date,
    *,
    language: str,
    workspace: Workspace | None = None,
    kpi: str | None = None,
    notes: Sequence[ChartNote] = (),
    lists: bool = True,
) -> tuple[Annotation, ...]:
    """What happened in a scope from the first to the last day, by day; without `lists` nothing of who is on them.

    Without a `workspace` nothing is told of definitions: who sees a part of the accounts knows of no others.
    """
    annotations = [*(_of_lists(cursor, scope, language) if lists else ()), *_of_notes(notes, scope, kpi)]
    annotations += [*_of_settings(workspace, language)] if workspace else []
    within = [one for one in annotations if first <= one.day <= last]
    return tuple(sorted(within, key=lambda one: (one.day, ("launch", "list", "definition", "note").index(one.kind))))


def _of_lists(cursor: Any, scope: Scope, language: str) -> Iterator[Annotation]:
    """The launch of each list, and the largest of the later changes of who is on it."""
    rows = list_rows(cursor, arm=(scope.arm,), list=scope.lists, programme_id=scope.programmes)
    say, changed = translator(language), list[tuple[int, Annotation]]()
    for name in sorted({row["list"] for row in rows}):
        own = [row for row in rows if row["list"] == name]
        launch, accounts = min(row["starts_on"] for row in own), {row["account_id"] for row in own}
        if launch != BEGINNING:
            began = len({row["account_id"] for row in own if row["starts_on"] == launch})
            said = say.ngettext("Launch: %(list)s, %(n)s account", "Launch: %(list)s, %(n)s accounts", began)
            yield Annotation(launch, "launch", said % {"list": name, "n": formats.number(began, language, 0)})
        for day, (joined, left) in _moves(own).items():
            if day > launch and joined + left >= max(1, SHARE * len(accounts)):
                moved = [*([f"+{joined}"] if joined else []), *([f"−{left}"] if left else [])]
                text = say.gettext("%(list)s: accounts %(moved)s") % {"list": name, "moved": ", ".join(moved)}
                changed.append((joined + left, Annotation(day, "list", text)))
    changed.sort(key=lambda one: (-one[0], one[1].day, one[1].text))
    yield from (one for _, one in changed[:MOST])


def _moves(rows: Iterable[Row]) -> dict[date, tuple[int, int]]:
    """By day, how many accounts came to a list and how many left it: another tier on the same day is neither."""
    came, went = Counter[date](), Counter[date]()
    stretches: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        stretches.setdefault(row["account_id"], []).append((row["starts_on"], row["ends_on"]))
    for own in stretches.values():
        starts, ends = {start for start, _ in own}, {end for _, end in own}
        came.update(day for day in starts if not any(start < day <= end for start, end in own))
        went.update(day for day in ends - {FOREVER} if not any(start <= day < end for start, end in own))
    return {day: (came[day], went[day]) for day in {*came, *went}}


def _of_settings(workspace: Workspace, language: str) -> Iterator[Annotation]:
    """The days on which figures were first made by other settings, or by other stages of deals."""
    say = translator(language)
    for before, after in pairwise(known_runs(workspace)):
        then, now = before.settings.model_dump(mode="json"), after.settings.model_dump(mode="json")
        changed = [say.gettext(words) for name, words in SETTINGS.items() if then.get(name) != now.get(name)]
        if changed:
            said = say.gettext("Definitions changed: %(what)s") % {"what": ", ".join(changed)}
            yield Annotation(after.today, "definition", said)


def _of_notes(notes: Iterable[ChartNote], scope: Scope, kpi: str | None) -> Iterator[Annotation]:
    """Those that are about this figure and these lists, or about all of them."""
    for one in notes:
        if one.kpi in (None, kpi) and (one.list is None or not scope.lists or one.list in scope.lists):
            yield Annotation(one.day, "note", one.text, one.by, one.note_id if one.made_here else None)


def check_note(cursor: Any, list: str | None, kpi: str | None) -> None:
    """Raises UsageError for a note about a list or a figure that there is not."""
    if kpi is not None and not find_comparison(kpi):
        find(kpi)
    if list is not None and list not in (known := names_on_lists(cursor, "list")):
        raise UsageError(f"There is no list {list!r}.", hint=f"Known: {', '.join(known) or 'none'}.")


__all__ = ["Annotation", "annotations_of", "chart_notes", "check_note"]
