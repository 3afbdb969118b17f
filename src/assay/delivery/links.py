"""Addresses of the pages that a message's figures come from, with their scope, days and run: both show the same."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from assay.metrics.answer import Answer
from assay.metrics.scope import Scope, quoted


class Links:
    """Links to pages of a server whose address people know, None without one; of a run, in a language."""

    def __init__(self, base: str | None, run: int, language: str) -> None:
        self.base, self.run, self.language = (base or "").rstrip("/"), run, language

    def page(self, path: str, scope: Scope | None = None, **also: Any) -> str | None:
        if not self.base:
            return None
        words = [
            *(_words(scope) if scope else ()),
            *((name.replace("_", "-"), str(value)) for name, value in also.items()),
        ]
        return f"{self.base}{path}?{urlencode([*words, ('run', str(self.run)), ('lang', self.language)], quote_via=quote, safe='')}"

    def figure(self, answer: Answer, scope: Scope) -> str | None:
        """Where a figure is explained, for the very days it was asked for."""
        days = {"from": answer.start.isoformat(), "to": answer.end.isoformat(), "as-of": answer.as_of.isoformat()}
        return self.page(f"/kpis/{quote(answer.kpi, safe='')}", scope, **days)

    def account(self, account_id: str) -> str | None:
        return self.page(f"/accounts/{quote(account_id, safe='')}")


def _words(scope: Scope) -> list[tuple[str, str]]:
    plural = {"list": scope.lists, "tier": scope.tiers, "owner": scope.owners, "programme": scope.programmes}
    single = {
        "from": scope.start,
        "to": scope.end,
        "as-of": scope.as_of,
        "engaged": scope.engaged,
        "currency": scope.currency,
    }
    words = [("arm", scope.arm)] if scope.arm != "abm" else []
    words += [(name, quoted(value)) for name, values in plural.items() for value in values]
    words += [("where", _condition(one)) for one in scope.where]
    words += [(name, str(value)) for name, value in single.items() if value is not None]
    return words + ([("roll-up", "1")] if scope.roll_up else [])


def _condition(one: Any) -> str:
    if one.value is None:
        return f"{one.dimension} {one.comparison} null"
    value = one.value if isinstance(one.value, int | float | date) else "'" + str(one.value).replace("'", "''") + "'"
    return f"{one.dimension} {one.comparison} {value}"
