"""The funnel of each part of a scope, side by side, and in which part accounts are stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from assay.errors import UsageError, did_you_mean
from assay.languages.labels import label
from assay.metrics.answers import Run
from assay.metrics.gap import Gap, Passing, stuck
from assay.metrics.parts import SPLITS, Part, Parts, parts_of
from assay.metrics.scope import Scope
from assay.views.funnel import TOWARDS_WON, FunnelAnswer, StageFigures, funnel, funnel_of_each
from assay.views.question import Record


@dataclass(frozen=True)
class FunnelPart:
    """A part and its funnel: the one that the filter shows, too."""

    part: Part
    stages: tuple[StageFigures, ...]


@dataclass(frozen=True)
class FunnelSplit:
    """`whole` is the funnel of all, `parts` those of its parts; `gap` says in which of them accounts are stuck."""

    whole: FunnelAnswer
    asked: Parts
    parts: tuple[FunnelPart, ...]
    gap: Gap

    def to_json(self, language: str) -> Record:
        parts = [
            {
                "part": one.part.value,
                "name": one.part.name(self.asked.by, language),
                "accounts": one.part.accounts,
                "stages": [asdict(row) for row in one.stages],
            }
            for one in self.parts
        ]
        left = {"more_parts": self.asked.more, "accounts_without": self.asked.without}
        return {"by": self.asked.by, "parts": parts, **left, "stuck": self.gap.to_json()}


def funnel_split(run: Run, scope: Scope, by: str, language: str, *, mqa: bool = False) -> FunnelSplit:
    """The funnel in parts by one of `SPLITS`. Raises UsageError for another word, and for a cohort."""
    if by not in SPLITS:
        raise UsageError(f"The funnel cannot be split by {by!r}.", hint=did_you_mean(by, SPLITS) or ", ".join(SPLITS))
    if scope.mode == "cohort":
        raise UsageError("A cohort is not split.", hint="Leave out the split, or the mode.")
    whole, asked = funnel(run, scope, mqa=mqa), parts_of(run, scope, by)
    parts = tuple(_parts(run, scope, asked, mqa))
    sentence = stuck(_passings(whole, parts, by, language), run.settings.small_n, language)
    return FunnelSplit(whole, asked, parts, sentence)


def _parts(run: Run, scope: Scope, asked: Parts, mqa: bool) -> Iterator[FunnelPart]:
    """A choice of lists or programmes cuts other days in scope, so that each of them is a funnel of its own."""
    if asked.by in ("list", "programme"):
        for part in asked.told:
            yield FunnelPart(part, funnel(run, part.scope, mqa=mqa).stages)
        return
    parts_figures = funnel_of_each(run, scope, asked.by, [part.value for part in asked.told], mqa=mqa)
    for part in asked.told:
        yield FunnelPart(part, parts_figures[part.value])


def _passings(whole: FunnelAnswer, parts: tuple[FunnelPart, ...], by: str, language: str) -> Iterator[Passing]:
    """Each part at each stage before the sale against all accounts that are not in the part."""
    for one in parts if len(parts) > 1 else ():
        for row, of_all in zip(one.stages, whole.stages, strict=True):
            if row.stage in TOWARDS_WON:
                rest = max(0, (of_all.of or 0) - (row.of or 0))
                rest_advanced = min(rest, max(0, (of_all.advanced or 0) - (row.advanced or 0)))
                name, stage = one.part.name(by, language), label("funnel", row.stage, language)
                yield Passing(name, stage, row.advanced or 0, row.of or 0, rest_advanced, rest)


__all__ = ["FunnelPart", "FunnelSplit", "funnel_split"]
