"""What every page of a pack is made from: who asks, about whom, when, in which language, and against whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from assay.comparison.best import best_against
from assay.errors import AssayError, DataError
from assay.languages.conditions import condition_text
from assay.metrics import periods
from assay.metrics.answer import Answer
from assay.metrics.list_rows import has_lists
from assay.metrics.scope import Scope
from assay.report.asking import Asking
from assay.report.say import Say, plain

MONTHS_OF_ONE_YEAR = 24


@dataclass(frozen=True)
class Against:
    """The arm that a programme is compared with, how it is called, and how many accounts it has."""

    arm: str
    name: str
    accounts: int


@dataclass(frozen=True)
class Brief:
    """`company` is false for a reader of his own accounts; `explain` splits what changed by cause, which may take minutes.

    `judged` is the scope as it was asked: headline figures and verdict are told of it, as pages tell them. `scope` is the
    same without a cohort: of funnel, money and changes there are only those of a window. `told` hears what that work is at.
    """

    asking: Asking
    judged: Scope
    scope: Scope
    say: Say
    timing: periods.Timing
    against: Against | None
    company: bool
    explain: bool
    told: Callable[[str], None] | None = None

    def kpi(self, key: str, scope: Scope | None = None, **changes: Any) -> Answer:
        wanted = replace(scope or self.scope, **changes)
        return self.asking.kpi(key, wanted, self.say.language)

    def maybe(self, key: str, scope: Scope | None = None, **changes: Any) -> Answer | None:
        """The answer, or None where the data or the reader's rights do not allow it."""
        try:
            return self.kpi(key, scope, **changes)
        except AssayError:
            return None

    def of_other_arm(self, scope: Scope | None = None) -> Scope | None:
        """The same question to the comparison arm; `rest` has no tiers."""
        if self.against is None:
            return None
        wanted = scope or self.judged
        return replace(wanted, arm=self.against.arm, tiers=() if self.against.arm == "rest" else wanted.tiers)


def make_brief(asking: Asking, scope: Scope, say: Say, against: str | None, company: bool, explain: bool) -> Brief:
    """Raises DataError where there is nothing to report on, and says what to load."""
    snapshot = replace(scope, mode="snapshot")
    _check_loaded(asking, say, snapshot)
    timing = periods.resolve(snapshot, asking.last_day)
    bare = Brief(asking, scope, snapshot, say, timing, None, company, explain)
    return replace(bare, against=_against(bare, against))


def _check_loaded(asking: Asking, say: Say, scope: Scope) -> None:
    cursor = asking.cursor()
    tables = ("accounts", "list_memberships", "opportunities", "opportunity_stages", "touches", "costs")
    wanted = ", ".join(say.label("tables", table) for table in tables)
    if not cursor.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() or asking.last_day is None:
        raise DataError(
            say("There is nothing to report on yet: no accounts with any activity are loaded."),
            hint=say("Load these tables and build the figures: %(tables)s.", tables=wanted),
        )
    if scope.arm != "all" and not has_lists(cursor):
        raise DataError(
            say("No target list is loaded, so there is no programme to report on."),
            hint=say("Load a target list, or report on all accounts of the company."),
        )


def _against(brief: Brief, asked: str | None) -> Against | None:
    """The arm asked for, else the best there is: a drawn holdout, the control group, or the accounts no list treats."""
    if brief.scope.arm != "abm" or not brief.company:
        return None
    wanted = (asked,) if asked else (brief.asking.view(best_against, brief.judged), "rest")
    for arm in dict.fromkeys(wanted):
        tiers = () if arm == "rest" else brief.scope.tiers
        accounts = brief.maybe("target_accounts.targeted", brief.judged, arm=arm, tiers=tiers)
        if accounts and accounts.total.value:
            return Against(arm, brief.say.label("arms", arm), int(accounts.total.value))
    return None


def scope_words(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Whom the pack is about, in words: names and their values, as the cover shows them."""
    say, scope = brief.say, brief.scope
    several = {
        say("Lists"): scope.lists,
        say("Tiers"): scope.tiers,
        say("Programmes"): scope.programmes,
        say("Owners of the accounts"): scope.owners,
        say("Conditions"): tuple(
            condition_text(one.dimension, one.comparison, one.value, say.language) for one in scope.where
        ),
    }
    accounts = say.label("arms", scope.arm)
    if scope.roll_up:
        accounts += ", " + say("counted by parent company")
    chosen = [(name, say.several(map(plain, values))) for name, values in several.items() if values]
    engaged = [(say("Engaged means"), plain(scope.engaged))] if scope.engaged else []
    return ((say("Accounts"), accounts), *chosen, *engaged, *_followed(brief))


def _followed(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Of a cohort: what of the pack follows it, and what is of the period."""
    say, asked = brief.say, brief.judged
    if asked.mode != "cohort":
        return ()
    said = say(
        "Headline figures and verdict follow the accounts that entered in the period, each for %(days)s from its entry; "
        "the other pages are of the period.",
        days=say.value(asked.follow_days, "days"),
    )
    return ((say("Cohort"), said),)
