"""One request as its handler sees it: the pinned run, the scope within the reader's rights, the language, and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from gettext import NullTranslations
from typing import Any, TypeVar
from urllib.parse import quote

from assay.alerts import episodes
from assay.alerts.episodes import Alert
from assay.api import ask, check_names
from assay.errors import UsageError
from assay.kpis import find, find_comparison
from assay.kpis.comparison import ComparisonKPI
from assay.kpis.declare import KPI
from assay.languages import translator
from assay.metrics.answer import Answer
from assay.metrics.answers import rows_behind
from assay.metrics.parts import SPLITS
from assay.metrics.pieces import Piece
from assay.metrics.runnable_sql import sql_of
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.store.runs import Run, published
from assay.store.workspace import Workspace
from assay.views.account import AccountAnswer
from assay.views.account import account as account_view
from assay.web import rights
from assay.web.formatting import Formatting
from assay.web.rights import Forbidden, NotFound, Viewer
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS, Query, scope_changes
from assay.web.site import Site
from assay.web.tables import Pieces, Row
from assay.web.time_allowed import LimitedRun

Found = TypeVar("Found")


@dataclass(frozen=True)
class Visit:
    """Everything a page may ask, already narrowed to what the reader may see.

    All figures of a visit come from one run, whatever is published meanwhile. `scope` is the URL's; `query` has all of
    its words, `path` is the page's own. Questions raise UsageError, DataError, `Forbidden` or `NotFound`.
    """

    site: Site = field(repr=False)
    viewer: Viewer
    query: Query
    scope: Scope
    language: str
    path: str
    csrf: str
    _run: Run = field(repr=False)
    own: frozenset[str] | None = field(repr=False)

    # What is asked.

    def kpi(
        self,
        key: str,
        *,
        by: Sequence[str] = (),
        grain: str | None = None,
        rows: bool = False,
        scope: Scope | None = None,
        **changes: Any,
    ) -> Answer:
        """The answer to a KPI for the scope, or for another one, with these fields of it changed (`arm="control"`)."""
        wanted, kpi = self._scope(scope, changes), known_kpi(key)
        if not self.may_ask(kpi.key):
            rights.check_company(self.viewer, kpi.name[self.language])
        asked = ("kpi", kpi.key, wanted, tuple(by), grain, rows)
        return self._kept(asked, lambda: self._answer(kpi.key, wanted, tuple(by), grain, rows))

    def rows(self, key: str, *, by: Sequence[str] = ()) -> Sequence[Row]:
        """The rows behind a KPI's figure for the scope; many of them are read as they are looked at."""
        kpi = known_kpi(key)
        if self.own is not None or isinstance(kpi, ComparisonKPI):
            return self.kpi(key, by=by, rows=True).detail or ()
        asked = ("count", kpi.key, self.scope, tuple(by))
        count, read = rows_behind(self._run, kpi.key, self.scope, by)
        number = self._kept(asked, count)
        if number <= HANDY:
            return self.kpi(key, by=by, rows=True).detail or ()

        def piece(first: int, rows: int | None, column: str | None, descending: bool) -> Iterator[Row]:
            return read(Piece(first, rows, column, descending))

        return Pieces(number, piece)

    def ask(self, view: Callable[..., Found], *arguments: Any, scope: Scope | None = None, **options: Any) -> Found:
        """What `view(run, scope, *arguments, **options)` answers: any view of `assay.views`, or one made like them.

        The view must respect the scope; what it reads with SQL of its own must come from `cursor()`.
        """
        wanted = self._scope(scope, {})
        if "<" in view.__qualname__:
            raise TypeError(f"{view.__qualname__} has no name of its own to keep its answer by")

        def work() -> Found:
            check_names(self._run, wanted)
            return view(self._run, wanted, *arguments, **options)

        return self._kept(_asked(view, wanted, arguments, options), work)

    def at_hand(
        self, view: Callable[..., Found], *arguments: Any, scope: Scope | None = None, **options: Any
    ) -> Found | None:
        """What `ask` has answered already; None where it would have to be worked out first."""
        answer: Found | None = self.site.kept.known(self._key(_asked(view, self._scope(scope, {}), arguments, options)))
        return answer

    def money_of(self, answer: Answer) -> str | None:
        """The currency of what a figure is made of: of money, and of shares of money too."""
        measure = getattr(known_kpi(answer.kpi), "measure", None)
        weighted = getattr(measure, "weight", None) is not None
        return answer.currency or ((self.scope.currency or self.settings.currency) if weighted else None)

    def account(self, account_id: str, *, mqa: bool = False) -> AccountAnswer:
        """One account by its id or exact name; raises `NotFound` for one that the reader may not see, as for none."""
        found_id = self.account_id(account_id)
        asked = ("account", found_id, self.scope, mqa)
        return self._kept(asked, lambda: self._account(found_id, mqa))

    def account_id(self, name: str) -> str:
        """The id of an account that the reader may see, by its id or its exact name; raises `NotFound`."""
        query = "SELECT account_id FROM accounts WHERE account_id = ? OR name = ? ORDER BY account_id <> ?, account_id"
        rows = self.cursor().execute(query, [name, name, name]).fetchall()
        if not rows:
            raise self._no_account(name)
        if len(rows) > 1 and rows[0][0] != name:
            ids = ", ".join(row[0] for row in rows[:10])
            raise NotFound(f"{len(rows)} accounts are called {name!r}.", hint=f"Name one by its id: {ids}.")
        return str(rows[0][0])

    def may_see(self, account_id: str | None) -> bool:
        """Whether an account is one that the reader may see."""
        return self.own is None or account_id in self.own

    def sql(self, key: str, *, by: Sequence[str] = (), grain: str | None = None) -> str:
        """The SQL of an answer for the scope, as text."""
        return sql_of(self._run, key, self._scope(None, {}), by, grain)

    def cursor(self) -> Any:
        """A cursor for SQL on the facts; of a rep it sees his accounts only."""
        return rights.narrowed_cursor(self.viewer, self._run)

    def may_ask(self, key: str) -> bool:
        """Whether the reader may ask for a KPI: costs and comparisons are about the company as a whole."""
        kpi = known_kpi(key)
        return not self.viewer.sees_part or not (isinstance(kpi, ComparisonKPI) or "costs" in kpi.sources)

    @property
    def workspace(self) -> Workspace:
        """For what no run knows: sources, quarantine, differences of runs. Raises `Forbidden` for a rep."""
        rights.check_company(self.viewer)
        return self.site.workspace

    @property
    def runs(self) -> tuple[int, ...]:
        """Numbers of the runs that are kept."""
        return published(self.site.workspace)

    def alerts(self, *, only_open: bool = True) -> tuple[Alert, ...]:
        """Alerts about what the reader may see, the newest first."""
        alerts = episodes.alerts(self.site.workspace, only_open=only_open)
        if self.own is None:
            return alerts
        deals = {row[0] for row in self.cursor().execute("SELECT opportunity_id FROM deals").fetchall()}
        return tuple(alert for alert in alerts if alert.subject in (deals if _of_deals(alert) else self.own))

    def keep(self, name: str, work: Callable[[], Found], *also: Any) -> Found:
        """What `work()` gives, kept for this run, language, reader's rights and `also`."""
        return self._kept((name, *also), work)

    # What the run is.

    @property
    def run_number(self) -> int:
        return self._run.number

    @property
    def settings(self) -> Settings:
        return self._run.settings

    @property
    def today(self) -> date:
        return self._run.today

    @property
    def last_day(self) -> date | None:
        return self._run.last_day

    @property
    def built_at(self) -> datetime:
        return self._run.built_at

    @cached_property
    def newest_run(self) -> int | None:
        """The number of the current run, which may be newer than the visit's."""
        return self.site.runs.current()

    @cached_property
    def run_to_come(self) -> int | None:
        """The number of a run whose pages are being made ready, while readers still see the one before."""
        newest = self.site.runs.newest()
        return newest if newest != self.newest_run and newest != self.run_number else None

    # Words.

    @property
    def translations(self) -> NullTranslations:
        return translator(self.language)

    def _(self, text: str, **values: Any) -> str:
        """A text of the product in the reader's language."""
        said = self.translations.gettext(text)
        return said % values if values else said

    def ngettext(self, singular: str, plural: str, n: int, **values: Any) -> str:
        shown = {"n": self.fmt.number(n), **values}
        return self.translations.ngettext(singular, plural, n) % shown

    @cached_property
    def fmt(self) -> Formatting:
        """The formats of `assay.languages.formats` in the reader's language."""
        return Formatting(self.language, self.settings.zone, self.settings.currency)

    # Links: the filters stay on every one of them.

    def href(self, path: str | None = None, /, **changes: Any) -> str:
        """An address with the scope of this one and these words changed; `_` in a name stands for `-`.

        Within the same page its own words (sorting, say) stay too; a list repeats a word, None leaves it out.
        """
        kept = self.query if path is None else self._carried()
        query = kept.replace({name.replace("_", "-").strip("-"): value for name, value in changes.items()})
        words = str(query)
        return (path or self.path) + (f"?{words}" if words else "")

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """The words that stay on every link: a form that leads to another page passes them on."""
        return self._carried().pairs

    def _carried(self) -> Query:
        """The words that other pages have, too: not a breakdown that is a figure's own."""
        kept = self.query.only((*SCOPE_WORDS, *COMMON_WORDS))
        return kept if self.query.get("by") in SPLITS else kept.without("by")

    def account_href(self, account_id: str) -> str:
        return self.href(f"/accounts/{quote(account_id, safe='')}")

    def definition_href(self, key: str) -> str:
        return self.href(f"/kpis/{quote(key, safe='')}")

    def rows_href(self, key: str, **changes: Any) -> str:
        """Where the rows behind a KPI's figure are listed."""
        return self.href(f"/kpis/{quote(key, safe='')}", **changes) + "#rows"

    def asks(self, key: str, scope: Scope | None = None, /, **changes: Any) -> str:
        """Where the API answers a KPI for the scope, or another one, changed in these words: what a figure's mark says."""
        words = scope_changes(self.scope, scope) if scope else {}
        return self.href(f"/api/kpis/{quote(key, safe='')}", **{**words, "compare": None, "by": None, **changes})

    def twin(self, kind: str, table: str | None = None, **changes: Any) -> str:
        """The address of the same page as `csv`, `xlsx`, `json` or `parquet`, of the same run."""
        query = self.query.without("page").replace({"table": table, "run": self.run_number, **changes})
        path = "/index" if self.path == "/" else self.path
        return f"{path}.{kind}?{query}"

    def fragment(self, path: str | None = None, **changes: Any) -> str:
        """An address for htmx to fetch a part of the page from: of the same run."""
        return self.href(path, **{**changes, "run": self.run_number})

    # Inside.

    def _scope(self, scope: Scope | None, changes: dict[str, Any]) -> Scope:
        wanted = replace(scope or self.scope, **changes) if changes else scope or self.scope
        return rights.narrowed(self.viewer, self._run, wanted)

    def _account(self, account_id: str, mqa: bool) -> AccountAnswer:
        told = account_view(self._run, account_id, self.scope, mqa=mqa)
        own = self.viewer.lists
        return replace(told, lists=tuple(row for row in told.lists if row["list"] in own)) if own else told

    def _answer(self, key: str, scope: Scope, by: tuple[str, ...], grain: str | None, rows: bool) -> Answer:
        answer = ask(self._run, key, scope, by=by, grain=grain, rows=rows, language=self.language)
        return answer if answer.detail is None else replace(answer, detail=rights.only_own(answer.detail, self.own))

    def _kept(self, asked: tuple[Any, ...], work: Callable[[], Found]) -> Found:
        with self.working():
            answer: Found = self.site.kept.get(self._key(asked), work)
        return answer

    def working(self) -> AbstractContextManager[None]:
        """What is done within is broken off when the time of the request is over, work in Python too."""
        return self._run.working() if isinstance(self._run, LimitedRun) else nullcontext()

    def _key(self, asked: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self.run_number, self.language, self.viewer.kept_to, asked)

    def _no_account(self, name: str) -> NotFound:
        near = (
            self.cursor()
            .execute(
                "SELECT account_id, name FROM accounts WHERE jaro_winkler_similarity(lower(name), lower($1)) >= 0.85 "
                "OR jaro_winkler_similarity(lower(account_id), lower($1)) >= 0.85 ORDER BY account_id LIMIT 1",
                [name],
            )
            .fetchone()
        )
        hint = f"Did you mean {near[0]!r} ({near[1]})?" if near else "/accounts lists those of a scope."
        return NotFound(f"There is no account {name!r}.", hint=hint)


HANDY = 20_000
"""With more rows behind a figure than that, they are read piece by piece and not kept."""


def _asked(
    view: Callable[..., Any], scope: Scope, arguments: tuple[Any, ...], options: dict[str, Any]
) -> tuple[Any, ...]:
    """What the answer of a view is kept by."""
    return (f"{view.__module__}.{view.__qualname__}", scope, arguments, tuple(sorted(options.items())))


def _of_deals(alert: Alert) -> bool:
    return alert.kind == "stalled_deal"


def known_kpi(key: str) -> KPI | ComparisonKPI:
    """A KPI or a comparison by its key or id; raises `NotFound` with the closest key."""
    try:
        return find_comparison(key) or find(key)
    except UsageError as error:
        raise NotFound(error.message, hint=error.hint) from None


__all__ = ["Forbidden", "NotFound", "Visit", "known_kpi"]
