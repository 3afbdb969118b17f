"""Assay in Python: `assay.open(path).kpi("win_rate", by=["tier"], arm="abm").frame()`. The command line asks here too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from assay.errors import UsageError, did_you_mean
from assay.kpis import CATALOGUE, find_comparison
from assay.kpis.declare import KPI, LANGUAGES
from assay.metrics.answer import Answer
from assay.metrics.answers import Run as AskedRun
from assay.metrics.answers import answer
from assay.metrics.conditions import check_value
from assay.metrics.list_rows import has_lists, names_on_lists
from assay.metrics.runnable_sql import sql_of
from assay.metrics.scope import Mode, Scope, parse_filters
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.comparison.ground import Words as CompareWords
    from assay.comparison.result import Comparisons

Words = str | Sequence[str]
Day = date | str


class ScopeWords(TypedDict, total=False):
    """The words of a scope; plural ones take one value or several, days are dates or ISO text."""

    arm: str
    list: Words
    tier: Words
    owner: Words
    programme: Words
    where: Words
    start: Day | None
    end: Day | None
    as_of: Day | None
    mode: Mode
    follow_days: int
    engaged: str | None
    roll_up: bool
    currency: str | None


@dataclass(frozen=True)
class Reader:
    """A workspace open for questions: all of them see the same run, whatever is built meanwhile."""

    workspace: Workspace
    run: Run

    def kpi(
        self,
        key: str,
        *,
        by: Words = (),
        grain: str | None = None,
        rows: bool = False,
        language: str | None = None,
        **scope: Unpack[ScopeWords],
    ) -> Answer:
        """The answer to one KPI (`win_rate`, `win_rate.amount` or `W03`); `.frame()` of it is a pandas table.

        Raises UsageError for unknown keys, dimensions, arms, presets, lists, tiers, owners or programmes.
        """
        return ask(self.run, key, make_scope(**scope), by=_several(by), grain=grain, rows=rows, language=language)

    def sql(self, key: str, *, by: Words = (), grain: str | None = None, **scope: Unpack[ScopeWords]) -> str:
        """The SQL of an answer, to be run on the run's file."""
        return sql_of(self.run, key, make_scope(**scope), _several(by), grain)

    def compare(self, *keys: str, how: CompareWords | None = None, **scope: Unpack[ScopeWords]) -> Comparisons:
        """KPIs (the headlines without any) with the programme and without it; the first is primary.

        `how`: against, method, balancing, design, covariates, … as on the command line. Raises UsageError for unknown
        words, DataError where an arm has nobody.
        """
        from assay.comparison.compare import compare_many

        made = make_scope(**scope)
        check_names(self.run, made)
        return compare_many(self.run, keys, made, **(how or {}))

    def kpis(self) -> Mapping[str, KPI]:
        """The catalogue by key."""
        return CATALOGUE

    def close(self) -> None:
        self.run.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_workspace(path: Path | str = ".", run: int | None = None) -> Reader:
    """Open a workspace's current run, or another one that is kept.

    Raises UsageError when there is no workspace or no such run, DataError when nothing has been built yet.
    """
    workspace = Workspace.find(path)
    return Reader(workspace, open_run(workspace, run))


def make_scope(**words: Unpack[ScopeWords]) -> Scope:
    """A scope of plain words; raises UsageError for one that cannot be read."""
    return Scope(
        arm=words.get("arm", "abm"),
        lists=_several(words.get("list", ())),
        tiers=_several(words.get("tier", ())),
        owners=_several(words.get("owner", ())),
        programmes=_several(words.get("programme", ())),
        where=parse_filters(_several(words.get("where", ()))),
        start=_day("--from", words.get("start")),
        end=_day("--to", words.get("end")),
        as_of=_day("--as-of", words.get("as_of")),
        mode=words.get("mode", "snapshot"),
        follow_days=words.get("follow_days", 180),
        engaged=words.get("engaged"),
        roll_up=words.get("roll_up", False),
        currency=_currency(words.get("currency")),
    )


def ask(
    run: AskedRun,
    key: str,
    scope: Scope,
    *,
    by: Sequence[str] = (),
    grain: str | None = None,
    rows: bool = False,
    language: str | None = None,
) -> Answer:
    """The answer to one KPI. A list, tier, owner or programme that the run does not know is an error, not an empty answer."""
    check_names(run, scope)
    check_language(language)
    if (comparison := find_comparison(key)) is not None:
        from assay.returns.figures import compared

        if by or grain or rows:
            raise UsageError(
                f"{comparison.key} compares two arms: it has no breakdown, series or rows of its own.",
                hint="Narrow the scope instead (--list, --tier, --where), or ask the KPIs it is made of.",
            )
        return compared(run, comparison, scope, language=language)
    return answer(run, key, scope, by=by, grain=grain, rows=rows, language=language)


def check_language(language: str | None) -> None:
    if language is not None and language not in LANGUAGES:
        raise UsageError(f"Unknown language {language!r}.", hint=did_you_mean(language, LANGUAGES))


_ON_LISTS = {"list": "list", "tier": "tier", "programme": "programme_id"}
_TITLED = {
    "programme": "SELECT programme_id, name FROM programmes",
    "owner": "SELECT user_id, name FROM users UNION SELECT name, NULL FROM users UNION SELECT owner_id, NULL FROM accounts",
}


def check_names(run: AskedRun, scope: Scope) -> None:
    """Raises UsageError for a name that occurs nowhere; where no list is loaded, the answer itself says so."""
    cursor = run.cursor()
    if not run.once("has lists", lambda: has_lists(cursor)):
        asked = {"owner": scope.owners}
    else:
        asked = {"list": scope.lists, "tier": scope.tiers, "programme": scope.programmes, "owner": scope.owners}
    for word, values in asked.items():
        if values:
            _check_known(word, values, run.once(f"names of {word}", partial(_names, cursor, word)))
    for condition in scope.where:
        check_value(cursor, condition)


def _names(cursor: Any, word: str) -> dict[str, str | None]:
    """What a word of a scope may say, with titles where there are any."""
    titled = cursor.execute(_TITLED[word]).fetchall() if word in _TITLED else []
    on_lists = names_on_lists(cursor, _ON_LISTS[word]) if word in _ON_LISTS else ()
    return _known([*titled, *((name, None) for name in on_lists)])


def _known(rows: Sequence[tuple[str | None, str | None]]) -> dict[str, str | None]:
    """Titles by name; a name may come with a title and without."""
    known: dict[str, str | None] = {}
    for name, title in rows:
        if name is not None:
            known[name] = title or known.get(name)
    return known


def _check_known(word: str, values: Sequence[str], known: Mapping[str, str | None]) -> None:
    for value in values:
        if value not in known:
            named = [name for name, title in known.items() if title == value]
            hint = f"Its id is {named[0]!r}." if named else did_you_mean(value, sorted(known))
            raise UsageError(f"There is no {word} {value!r}.", hint=hint)


def _several(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(map(str, words))


def _day(option: str, value: Day | None) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value.date().isoformat() if isinstance(value, datetime) else value.strip())
    except ValueError:
        raise UsageError(f"{option}: {value!r} is no date.", hint="Write it as 2026-09-30.") from None


def _currency(code: str | None) -> str | None:
    if code is None:
        return None
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise UsageError(f"{code!r} is no currency.", hint="Write its ISO 4217 code: EUR, USD.")
    return code.upper()


__all__ = ["Reader", "ScopeWords", "ask", "make_scope", "open_workspace"]
