"""Which figures differ between two runs, and why: a difference split by cause, the parts adding up to it exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal
from typing import Any

from assay.errors import DataError, UsageError
from assay.memory.differences import Difference
from assay.memory.figures import Question, ask_all, headline, keep, resolved
from assay.memory.kept import Asked, Value, known_runs, published
from assay.memory.origin import Origin, read_origin
from assay.memory.reasons import reasons
from assay.memory.states import CAUSES, Progress, State, Step, Warehouse, held_links, state_of, way
from assay.store import runs
from assay.store.workspace import Workspace

# Wide enough to subtract any two floats without rounding.
_EXACT = Context(prec=1500)


@dataclass(frozen=True)
class Part:
    """What one cause did: the value before and after it. `difference` is None where a value is missing on one side."""

    cause: str
    before: float | None
    after: float | None
    difference: Decimal | None


@dataclass(frozen=True)
class Change:
    """A figure that differs. `parts` add up to `difference`; without it a value is missing on one side."""

    question: Question
    before: Value
    after: Value
    before_asked: Asked
    after_asked: Asked
    difference: Decimal | None
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "kpi": self.question.kpi,
            "window": self.question.window,
            "before": _side(self.before_asked, self.before),
            "after": _side(self.after_asked, self.after),
            "difference": _number(self.difference),
            "causes": [
                {
                    "cause": part.cause,
                    "before": part.before,
                    "after": part.after,
                    "difference": _number(part.difference),
                }
                for part in self.parts
            ],
        }


@dataclass(frozen=True)
class Changes:
    """Two runs compared: `asked` figures were looked at, `changed` differ; `reasons` tell what stands behind a cause."""

    from_run: Origin
    to_run: Origin
    asked: int
    changed: tuple[Change, ...]
    reasons: Mapping[str, tuple[Difference, ...]]

    def to_json(self) -> dict[str, Any]:
        return {
            "from_run": _run(self.from_run),
            "to_run": _run(self.to_run),
            "asked": self.asked,
            "changes": [change.to_json() for change in self.changed],
            "reasons": {cause: [one.line for one in differences] for cause, differences in self.reasons.items()},
        }


def compare_runs(
    workspace: Workspace,
    from_run: int,
    to_run: int,
    questions: Sequence[Question] = (),
    progress: Progress | None = None,
) -> Changes:
    """What differs between two runs in these figures, or in the headline ones.

    Raises `UsageError` for a run that never was, `DataError` when neither its file nor its rows are there any more.
    """
    start, end = find_run(workspace, from_run), find_run(workspace, to_run)
    questions = tuple(questions) or headline(workspace.settings, start.last_day)
    with Warehouse(workspace, progress) as warehouse:
        then, now = _Side(warehouse, start, questions), _Side(warehouse, end, questions)
        differing = [question for question in questions if _differ(then.told[question], now.told[question])]
        changed = _explained(warehouse, differing, then, now) if differing else ()
    return Changes(start, end, len(questions), changed, reasons(workspace, start, end))


def find_run(workspace: Workspace, number: int) -> Origin:
    """A run that is kept, or that was."""
    if number in runs.published(workspace):
        return read_origin(workspace, number)
    known = {origin.number: origin for origin in known_runs(workspace)}
    if number not in known:
        numbers = sorted({*known, *runs.published(workspace)})
        raise UsageError(f"There is no run {number}.", hint=f"Known: {', '.join(map(str, numbers)) or 'none'}.")
    return known[number]


def run_on(workspace: Workspace, day: date) -> int:
    """The run that was current at the end of a day; raises `DataError` when there was none yet."""
    known = {origin.number: origin for origin in known_runs(workspace)}
    known |= {number: read_origin(workspace, number) for number in runs.published(workspace) if number not in known}
    numbers = [number for number, origin in known.items() if origin.today <= day]
    if not numbers:
        first = min((origin.today for origin in known.values()), default=None)
        raise DataError(f"There was no run on {day}.", hint=f"The first was built on {first}." if first else None)
    return max(numbers)


class _Side:
    """One of the two runs: `told` is what it published, `answered` what the same state answers with today's code."""

    def __init__(self, warehouse: Warehouse, origin: Origin, questions: Sequence[Question]) -> None:
        self.origin, self.state = origin, state_of(origin)
        kept = published(warehouse.workspace, origin.number)
        self.asked = {question: resolved(question, origin.last_day)[0] for question in questions}
        self._known = {question: kept[asked] for question, asked in self.asked.items() if asked in kept}
        missing = [question for question in questions if question not in self._known]
        self.answered = answers(warehouse, self.state, missing, origin.last_day)
        keep(warehouse.workspace, origin.number, [(self.asked[each], value) for each, value in self.answered.items()])
        self.told = {**self._known, **self.answered}

    def answer_again(self, warehouse: Warehouse, questions: Iterable[Question]) -> dict[Question, Value]:
        missing = [question for question in questions if question not in self.answered]
        self.answered |= answers(warehouse, self.state, missing, self.origin.last_day)
        return self.answered


def answers(
    warehouse: Warehouse, state: State, questions: Sequence[Question], last_day: date | None
) -> dict[Question, Value]:
    if not questions:
        return {}
    with warehouse.open(state) as run:
        return {question: value for question, (_, value) in ask_all(run, questions, last_day).items()}


def _explained(warehouse: Warehouse, questions: Sequence[Question], then: _Side, now: _Side) -> tuple[Change, ...]:
    """Values along the way: published, answered again, after each cause, the second run's answered again, published."""
    before, after = (held_links(warehouse.workspace, side.origin.number) for side in (then, now))
    steps = way(then.origin, now.origin, before if None not in (before, after) and before != after else None)
    along = [then.answer_again(warehouse, questions)]
    along += [answers(warehouse, step.state, questions, step.last_day) for step in steps[:-1]]
    last = now.answer_again(warehouse, questions)
    return tuple(_change(question, then, now, steps, [*along, last] if steps else along) for question in questions)


def _change(
    question: Question, then: _Side, now: _Side, steps: Sequence[Step], along: Sequence[Mapping[Question, Value]]
) -> Change:
    before, after = then.told[question], now.told[question]
    values = [before.value, *(divided[question].value for divided in along), after.value]
    causes = ["definition", *(step.cause for step in steps), "definition"]
    divided = parts(values, causes)
    return Change(
        question,
        before,
        after,
        then.asked[question],
        now.asked[question],
        _difference(before.value, after.value),
        divided,
    )


def parts(values: Sequence[float | None], causes: Sequence[str]) -> tuple[Part, ...]:
    """The steps from each value to the next, one part a cause, those that changed nothing left out.

    While the value is missing on the way, the difference waits; the cause that brings it back takes it.
    """
    shared: dict[str, Part] = {}
    whole = values[0] is not None and values[-1] is not None
    last = values[0]
    for cause, value in zip(causes, values[1:], strict=True):
        if value == last or (value is None and whole):
            continue
        earlier = shared.get(cause)
        step = Part(cause, earlier.before if earlier else last, value, _difference(last, value))
        shared[cause] = replace(step, difference=_sum(earlier.difference, step.difference)) if earlier else step
        last = value
    ordered = [shared[cause] for cause in CAUSES if cause in shared]
    return tuple(part for part in ordered if part.difference != 0)


def _differ(before: Value, after: Value) -> bool:
    return before.value != after.value


def _difference(before: float | None, after: float | None) -> Decimal | None:
    if before is None or after is None:
        return None
    return _EXACT.subtract(Decimal(after), Decimal(before))


def _sum(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else _EXACT.add(first, second)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _side(asked: Asked, value: Value) -> dict[str, Any]:
    days = {"from": asked.start.isoformat(), "to": asked.end.isoformat(), "as_of": asked.as_of.isoformat()}
    said = ("value", "numerator", "denominator", "n", "currency", "definition_version", "note")
    return {**days, **{name: getattr(value, name) for name in said}}


def _run(origin: Origin) -> dict[str, Any]:
    return {
        "run": origin.number,
        "built_at": origin.built_at.isoformat() + "Z",
        "today": origin.today.isoformat(),
        "last_day": origin.last_day and origin.last_day.isoformat(),
    }
