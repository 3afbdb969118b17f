"""Which stage a deal stands in, and what that stage means: a stage is known by its pipeline and its name.

Names are compared without case, accents and punctuation. What a stage means is said by the table of stages, else by the
names that CRMs ship with (`stage_names.toml`). What neither knows stays unknown: deals that stand in it and state no
status of their own are counted as open, and said beside the figures.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Basis = Literal["stages", "name"]
CLOSED = ("won", "lost")
_JOINTS = ("and", "und", "et", "y", "e", "en", "och", "og", "i", "и", "та", "a", "ja", "ve")
"""And, in the languages of the names: Geschlossen *und* gewonnen."""


@dataclass(frozen=True)
class Described:
    """A row of the table of stages, as written."""

    stage: str
    pipeline: str | None
    status: str


@dataclass(frozen=True)
class Written:
    """A stage as deals and their history write it. `inherited`: the pipeline is the deal's, not that of a row of history."""

    stage: str
    pipeline: str | None = None
    inherited: bool = False


@dataclass(frozen=True)
class Meaning:
    """The stage that a written one is: its name, unique among all pipelines, and where its status is known from."""

    written: Written
    stage: str
    status: str | None
    basis: Basis | None


@dataclass(frozen=True)
class Stages:
    """`labels` are the unique names of the described stages, in their order."""

    labels: tuple[str, ...]
    meanings: tuple[Meaning, ...]

    def added(self) -> dict[str, str]:
        """Closed stages that no row describes: unique name → status."""
        return {one.stage: one.status for one in self.meanings if one.basis == "name" and one.status in CLOSED}


@cache
def folded(name: str) -> str:
    """What is left of a name when case, accents, spaces and punctuation do not matter.

    >>> folded("Closed - Won") == folded("CLOSED_WON") == folded("closedwon")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(letter for letter in plain if letter.isalnum())
    return kept or name.strip()


@cache
def known_names() -> Mapping[str, str]:
    """Folded names of the stages that CRMs ship with → status."""
    document = tomllib.loads(files("assay.model").joinpath("stage_names.toml").read_text("utf-8"))
    return {
        folded(name): status
        for status in ("open", "lost", "won")
        for names in document[status].values()
        for name in names
    }


@cache
def usual_status(name: str) -> str | None:
    """What a stage means by its name alone: a name that CRMs ship with, with a number or a word for closed around it or without.

    >>> usual_status("6. Closed Won (100 %)"), usual_status("Fermée / Conclue"), usual_status("Closed"), usual_status("Signed")
    ('won', 'won', None, None)
    """
    known, key = known_names(), folded(name)
    bare = key.strip("0123456789") or key
    if status := known.get(key) or known.get(bare):
        return status
    rests = (bare.removeprefix(closing).removeprefix(joint) for closing in _closing() for joint in ("", *_JOINTS))
    closed = {known[rest] for rest in rests if rest != bare and known.get(rest) in CLOSED}
    return closed.pop() if len(closed) == 1 else None


@cache
def _closing() -> tuple[str, ...]:
    document = tomllib.loads(files("assay.model").joinpath("stage_names.toml").read_text("utf-8"))
    return tuple(folded(word) for words in document["closing"].values() for word in words)


def understand(described: Sequence[Described], written: Iterable[Written]) -> Stages:
    """Ties every written stage to a described one or to a name of its own, and tells what it means."""
    written = tuple(written)
    named = [*(row.pipeline for row in described), *(one.pipeline for one in written)]
    pipelines = {folded(name): name for name in named if name}
    plain = {one: _without_pipeline(one, pipelines) for one in written}
    seen = _Pipelines(described)
    rows = {one: seen.row_of(plain[one]) for one in written}
    names = _Names(described, [plain[one] for one in written if rows[one] is None])
    meanings = []
    for one, row in rows.items():
        if row is not None:
            known = described[row]
            meanings.append(Meaning(one, names.of(known.stage, known.pipeline), known.status, "stages"))
        else:
            status = usual_status(plain[one].stage)
            label = names.of(plain[one].stage, plain[one].pipeline)
            meanings.append(Meaning(one, label, status, "name" if status else None))
    return Stages(tuple(names.of(row.stage, row.pipeline) for row in described), tuple(meanings))


def _without_pipeline(written: Written, pipelines: Mapping[str, str]) -> Written:
    """HubSpot writes the pipeline behind the stage: `Closed Won (Sales Pipeline)`."""
    ended = re.fullmatch(r"(.+?)\s*\(([^()]+)\)\s*", written.stage)
    if ended is None:
        return written
    pipeline = pipelines.get(folded(ended[2]))
    if pipeline is not None:
        return Written(ended[1], pipeline)
    # Where no pipeline is named anywhere, brackets behind a name that CRMs ship with are taken for one.
    return written if pipelines or usual_status(ended[1]) is None else Written(ended[1], ended[2])


class _Pipelines:
    """The described stages by pipeline and name."""

    def __init__(self, described: Sequence[Described]) -> None:
        self.rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for place, row in enumerate(described):
            self.rows[folded(row.stage)].setdefault(_pipeline(row.pipeline), place)
        self.pipelines = {_pipeline(row.pipeline) for row in described}

    def row_of(self, written: Written) -> int | None:
        """The described stage of the deal's own pipeline, else of no pipeline, else the only one of that name.

        A deal of a pipeline whose stages are described is in none of another pipeline.
        """
        rows, pipeline = self.rows.get(folded(written.stage), {}), _pipeline(written.pipeline)
        if pipeline in rows:
            return rows[pipeline]
        if "" in rows:
            return rows[""]
        elsewhere = pipeline and not written.inherited and pipeline in self.pipelines
        return next(iter(rows.values())) if len(rows) == 1 and not elsewhere else None


class _Names:
    """Names that are unique among all pipelines: a name of several pipelines is followed by its pipeline."""

    def __init__(self, described: Sequence[Described], loose: Sequence[Written]) -> None:
        pairs = [(row.stage, row.pipeline) for row in described] + [(one.stage, one.pipeline) for one in loose]
        self.spellings: dict[str, str] = {}
        self.pipelines: defaultdict[str, set[str]] = defaultdict(set)
        for stage, pipeline in pairs:
            self.spellings.setdefault(folded(stage), stage)
            self.pipelines[folded(stage)].add(_pipeline(pipeline))

    def of(self, stage: str, pipeline: str | None) -> str:
        key = folded(stage)
        if pipeline and len(self.pipelines[key]) > 1:
            return f"{self.spellings[key]} ({pipeline})"
        return self.spellings[key]


def _pipeline(name: str | None) -> str:
    return folded(name) if name else ""
