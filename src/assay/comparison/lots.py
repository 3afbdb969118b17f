"""Whether a holdout was drawn by lot: Assay's own draw on record, or somebody who vouches for it by name and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from assay.comparison.as_said import SETTLING
from assay.planning.holdout_record import DrawRecord, drawn
from assay.settings import Settings

AS_DRAWN = 0.95
"""A draw is that of a list when so many of the accounts it held back stand in arm holdout there."""


@dataclass(frozen=True)
class Lot:
    """The lot of one list. It counts from `since` on: a list that ran before was switched off for the holdout.

    `arms` and `strata` are those of the draw, by account, `primary` the figure chosen with it; empty where somebody vouches for a lot drawn elsewhere.
    `replaced`: the list was drawn again before this draw began to count, so that this one has been chosen among several.
    `dated_late`: the holdout stood in the lists long before the day on which somebody says that the lot was drawn.
    """

    list: str
    origin: Literal["record", "vouched"]
    since: date
    by: str
    number: int | None = None
    seed: int | None = None
    share: float | None = None
    arms: Mapping[str, str] = field(default_factory=dict)
    strata: Mapping[str, str] = field(default_factory=dict)
    primary: str | None = None
    replaced: bool = False
    dated_late: bool = False

    def to_json(self) -> dict[str, Any]:
        names = ("list", "origin", "by", "number", "seed", "share")
        return {"since": self.since.isoformat()} | {name: getattr(self, name) for name in names}


def lots_of(
    run: Any,
    held: Mapping[str, Sequence[str]],
    programmes: Mapping[str, str | None],
    began: Mapping[str, date] | None = None,
    until: date = date.max,
) -> dict[str, Lot]:
    """Lots by list, none that was drawn after `until`.

    `held` are the accounts in arm holdout of each list, `programmes` the programme of each, `began` the first day of its holdout.
    """
    found, first = {}, began or {}
    for name, accounts in held.items():
        record = _record(run, name, set(accounts))
        lot = _of_record(record, drawn(run, name)) if record else _vouched(run.settings, name, programmes.get(name))
        if lot is not None and lot.since <= until:
            late = lot.origin == "vouched" and name in first and lot.since > first[name] + SETTLING
            found[name] = replace(lot, dated_late=late)
    return found


def _record(run: Any, name: str, held: set[str]) -> DrawRecord | None:
    """The newest draw whose holdout is the one that was loaded."""
    for record in reversed(drawn(run, name)):
        wanted = record.holdout()
        if wanted and len(wanted & held) >= AS_DRAWN * len(wanted):
            return record
    return None


def _of_record(record: DrawRecord, draws: Sequence[DrawRecord]) -> Lot:
    """A draw made later than the day from which it was to count counts from the day on which it was made."""
    since = max(record.valid_from, _made_on(record))
    return Lot(
        record.list,
        "record",
        since,
        record.drawn_at[:10],
        record.id,
        record.seed,
        record.share,
        record.arms,
        record.strata,
        record.primary,
        any(one.id > record.id and _made_on(one) <= since + SETTLING for one in draws),
    )


def _made_on(record: DrawRecord) -> date:
    return date.fromisoformat(record.drawn_at[:10])


def _vouched(settings: Settings, name: str, programme: str | None) -> Lot | None:
    """`[programmes.NAME]` of assay.toml, by the list's own name before its programme's."""
    for key in (name, programme):
        said = settings.programmes.get(key) if key else None
        if said is not None and said.arm_origin is not None:
            assert said.drawn_on is not None
            return Lot(name, "vouched", said.drawn_on, said.drawn_by or "", share=said.holdout_share)
    return None
