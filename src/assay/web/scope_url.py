"""The scope in a URL: the words of the command line in a query string, read into a scope and written back into links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from assay.api import make_scope
from assay.errors import UsageError, did_you_mean
from assay.metrics.scope import Scope, split
from assay.metrics.scope import quoted as quoted

PLURAL = ("list", "tier", "owner", "programme")
SINGLE = ("arm", "from", "to", "as-of", "mode", "follow-days", "engaged", "currency")
SCOPE_WORDS = (*PLURAL, "where", *SINGLE, "roll-up")
COMMON_WORDS = ("lang", "run", "compare", "by")
"""Words of every address besides the scope: the language, the run a page or a fragment belongs to, what a page's window
is compared with, and by what its figures are split."""
SHOWN = "shown"
"""What a form's fields of days showed without being asked for: see `Query.settled`."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Query:
    """The words of a query string in order, empty ones left out; words with `_` are read as with `-`."""

    pairs: Pairs = ()

    @classmethod
    def of(cls, items: Iterable[tuple[str, str]], known: Sequence[str]) -> Query:
        """Raises UsageError for a word that the address does not know: a misspelt filter must not count for none."""
        pairs = tuple((_word(name, known), value.strip()) for name, value in items)
        for name, _ in pairs:
            if name not in known:
                raise UsageError(f"Unknown word {name!r} in the address.", hint=did_you_mean(name, tuple(known)))
        return cls(tuple(pair for pair in pairs if pair[1]))

    def get(self, name: str) -> str | None:
        """The last value of a word, None without any."""
        return next((value for known, value in reversed(self.pairs) if known == name), None)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for known, value in self.pairs if known == name)

    def flag(self, name: str) -> bool:
        return is_true(name, self.get(name))

    def only(self, names: Sequence[str]) -> Query:
        return Query(tuple(pair for pair in self.pairs if pair[0] in names))

    def without(self, *names: str) -> Query:
        return Query(tuple(pair for pair in self.pairs if pair[0] not in names))

    def replace(self, changes: Mapping[str, Any]) -> Query:
        """Other values of these words; None or nothing leaves a word out, several values repeat it."""
        added = tuple((name, text) for name, value in changes.items() for text in _texts(value))
        return Query((*self.without(*changes).pairs, *added))

    def settled(self) -> Query:
        """Without the days that a form showed of itself (`shown`, as FIRST..LAST) and that nobody changed.

        They follow the data, as they did before the form was sent; a first day stays where the last one was changed.
        """
        shown = self.get(SHOWN)
        if shown is None:
            return self
        first, _, last = shown.partition("..")
        now, rest = (self.get("from") or "", self.get("to") or ""), self.without(SHOWN)
        if first and last:
            return rest.without("from", "to") if now == (first, last) else rest
        return rest.without("to") if last and now[1] == last else rest

    def __str__(self) -> str:
        return urlencode(self.pairs, quote_via=quote, safe="")


def scope_of(query: Query) -> Scope:
    """Raises UsageError for words that cannot be read."""
    several = {name: split(query.all(name)) for name in PLURAL}
    return make_scope(
        arm=query.get("arm") or "abm",
        list=several["list"],
        tier=several["tier"],
        owner=several["owner"],
        programme=several["programme"],
        where=query.all("where"),
        start=query.get("from"),
        end=query.get("to"),
        as_of=query.get("as-of"),
        mode=query.get("mode") or "snapshot",  # type: ignore[arg-type]
        follow_days=whole_number("follow-days", query.get("follow-days"), 180),
        engaged=query.get("engaged"),
        roll_up=query.flag("roll-up"),
        currency=query.get("currency"),
    )


def scope_changes(now: Scope, then: Scope) -> dict[str, Any]:
    """The words, with their values, in which a scope differs from another one; conditions stay as they are."""
    before, after = _words_of(now), _words_of(then)
    return {word: value for word, value in after.items() if value != before[word]}


def _words_of(scope: Scope) -> dict[str, Any]:
    plural = {"list": scope.lists, "tier": scope.tiers, "owner": scope.owners, "programme": scope.programmes}
    return {
        **{word: [quoted(value) for value in values] for word, values in plural.items()},
        "arm": scope.arm,
        "from": scope.start,
        "to": scope.end,
        "as-of": scope.as_of,
        "mode": scope.mode,
        "follow-days": scope.follow_days,
        "engaged": scope.engaged,
        "currency": scope.currency,
        "roll-up": scope.roll_up,
    }


def condition(dimension: str, value: str | None) -> str:
    """A `where` that picks one value of a dimension.

    >>> condition("industry", "Arts 'n' crafts"), condition("country", None)
    ("industry = 'Arts ''n'' crafts'", 'country = null')
    """
    return f"{dimension} = null" if value is None else f"{dimension} = '" + value.replace("'", "''") + "'"


def whole_number(name: str, text: str | None, default: int, at_most: int = 10**6) -> int:
    """Raises UsageError for anything but a whole number up to `at_most`."""
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) > at_most:
        raise UsageError(f"{name} is {text!r}; it must be a whole number up to {at_most}.")
    return int(text)


def is_true(name: str, text: str | None) -> bool:
    if text is None or text.lower() in ("0", "false", "no", "off"):
        return False
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    raise UsageError(f"{name} is {text!r}; it must be 1 or 0.")


def _word(name: str, known: Sequence[str]) -> str:
    dashed = name.replace("_", "-")
    return dashed if dashed in known else name


def _texts(value: Any) -> tuple[str, ...]:
    if value is None or value == "" or value is False:
        return ()
    if value is True:
        return ("1",)
    return tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value),)
