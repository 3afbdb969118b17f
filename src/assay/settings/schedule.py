"""`[[schedule]]` in `assay.toml`: what is done by itself, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import Field, field_validator

from assay.contract.zones import ZoneName
from assay.settings.section import Section

Step = Literal["pull", "refresh", "alerts", "deliver"]
STEPS: tuple[Step, ...] = ("pull", "refresh", "alerts", "deliver")
"""In the order in which they are done, whatever order they are written in."""
_NAMED = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
}


class Schedule(Section):
    """`cron` has five words (minute, hour, day of the month, month, day of the week) in `timezone`, else the workspace's.

    `sources` are those that are pulled, `deliver` the deliveries that are made; without names, all.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    cron: str
    timezone: ZoneName | None = None
    steps: tuple[Step, ...] = Field(default=STEPS, min_length=1)
    sources: tuple[str, ...] = ()
    deliver: tuple[str, ...] = ()

    @field_validator("cron")
    @classmethod
    def _readable(cls, cron: str) -> str:
        try:
            next(CronSim(local_words(cron), datetime(2000, 1, 1, tzinfo=UTC)))
        except CronSimError as error:
            raise ValueError(f"{str(error)[0].lower()}{str(error)[1:]}; write it as 30 6 * * mon-fri") from None
        except StopIteration:
            raise ValueError("there is no such day") from None
        return cron

    @field_validator("steps")
    @classmethod
    def _in_order(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(step for step in STEPS if step in steps)

    def zone(self, otherwise: ZoneInfo) -> ZoneInfo:
        return ZoneInfo(self.timezone) if self.timezone else otherwise

    def times(self, after: datetime, otherwise: ZoneInfo) -> Iterator[datetime]:
        """The moments (UTC) at which it is due after a moment, the earliest first, none twice.

        A time of day that the change to summer time leaves out is due when the clock has gone forward; one that comes
        twice in autumn is due the first time. What is due every hour (`*`) goes by hours that pass.
        """
        zone, last = self.zone(otherwise), after.astimezone(UTC)
        # `CronSim` forgets whether a repeated hour is the first or the second: what it says from then on may be over.
        for due in CronSim(local_words(self.cron), after.astimezone(zone)):
            moment = due.astimezone(UTC)
            if moment > last:
                last = moment
                yield moment


def local_words(cron: str) -> str:
    """The words as `CronSim` reads them by the clock on the wall.

    It takes `*/15 2` and `0 */2` for real time, so that such a job would be left out in spring and done twice in autumn.

    >>> local_words("*/15 2 * * *"), local_words("0 */2 * * *"), local_words("*/15 * * * *"), local_words("@daily")
    ('0-59/15 2 * * *', '0 0-23/2 * * *', '*/15 * * * *', '0 0 * * *')
    """
    words = _NAMED.get(cron.strip().lower(), cron).split()
    if len(words) != 5:
        raise CronSimError(f"Wrong number of words ({len(words)}, not 5)")
    minute, hour, *days = words
    if hour in ("*", "*/1"):
        return " ".join((minute, "*", *days))
    return " ".join((_spelled(minute, 59), _spelled(hour, 23), *days))


def _spelled(word: str, last: int) -> str:
    return ",".join(f"0-{last}{part[1:]}" if part.startswith("*") else part for part in word.split(","))
