"""What went wrong, in the reader's language: messages are told apart by their shape, and their values put into the
translation.

Below the pages a message is raised in English with its value in it, in the words of the command line. A page says it in its
own: each line here is a message as it is raised and, where that has words of the command line, as pages say it.
"""

from __future__ import annotations

import re
from functools import cache

from assay.languages import translator
from assay.languages.labels import label, labels

SHAPES: tuple[tuple[str, str], ...] = (
    # Addresses and filters
    ("There is no such page.", ""),
    ("Too much is being asked just now.", ""),
    ("Try again in a moment.", ""),
    ("This took longer than %(seconds)s s and was broken off.", ""),
    (
        "Load the page again: what has been worked out is kept. Or ask for a shorter window or fewer dimensions; "
        "`[web] seconds` in assay.toml is how long a page may take.",
        "",
    ),
    ("This took more than %(number)s MiB of memory and was broken off.", ""),
    (
        "Ask for a shorter window, fewer dimensions or fewer rows; `[web] memory_each` and `memory_in_all` in assay.toml are "
        "what a page, and all pages together, may take.",
        "",
    ),
    ("This address cannot be asked that way.", ""),
    ("Unknown word %(value)s in the address.", ""),
    ("%(name)s is %(value)s; it must be a whole number up to %(most)s.", ""),
    ("%(name)s is %(value)s; it must be 1 or 0.", ""),
    ("%(name)s is %(value)s; it is no date.", ""),
    ("--follow-days is %(value)s; it must be 1 or more.", "Accounts cannot be followed for %(value)s days: take 1 or more."),
    ("Unknown language %(value)s.", ""),
    ("Unknown arm %(value)s.", "There is no group of accounts %(value)s."),
    ("Unknown mode %(value)s.", "There is no view %(value)s."),
    ("Unknown grain %(value)s.", "There is no step of time %(value)s."),
    ("Unknown order %(value)s.", "There is no order %(value)s."),
    ("Unknown group %(value)s.", "There is no group %(value)s."),
    ("Unknown format %(value)s.", "There is no format %(value)s."),
    ("Unknown variant %(value)s.", "There is no variant %(value)s."),
    ("Unknown engagement preset %(value)s.", "There is no meaning of engaged %(value)s."),
    (
        "Arm 'all' is every account of the company: it has no lists, programmes or tiers.",
        "All accounts of the company have no lists, programmes or tiers.",
    ),
    ("Leave out --list, --programme and --tier, or name an arm.", "Take these filters away, or choose another group."),
    (
        "A cohort needs a day of entry, and arm 'all' has none.",
        "Accounts that entered together need a day of entry, and all accounts of the company have none.",
    ),
    ("Name another --arm.", "Choose another group of accounts."),
    ("--from %(start)s lies after --to %(end)s.", "The first day %(start)s lies after the last day %(end)s."),
    ("--from %(start)s lies after the as-of day %(end)s.", "The first day %(start)s lies after the last day %(end)s."),
    ("--from: %(value)s is no date.", "The first day %(value)s is no date."),
    ("--to: %(value)s is no date.", "The last day %(value)s is no date."),
    ("--as-of: %(value)s is no date.", "The day looked from, %(value)s, is no date."),
    ("Write it as %(example)s.", ""),
    ("%(value)s is no currency.", ""),
    ("Write its ISO 4217 code: EUR, USD.", ""),
    ("There is no list %(value)s.", ""),
    ("There is no tier %(value)s.", ""),
    ("There is no owner %(value)s.", ""),
    ("There is no programme %(value)s.", ""),
    ("There is no stage %(value)s.", ""),
    ("There is no set %(value)s.", ""),
    ("There is no figure %(value)s.", ""),
    ("There is no KPI %(value)s.", "There is no figure %(value)s."),
    ("There is no account %(value)s.", ""),
    ("There is no question about %(value)s here.", ""),
    ("%(n)s accounts are called %(value)s.", ""),
    ("Name one by its id: %(values)s.", ""),
    ("Its id is %(value)s.", ""),
    ("/accounts lists those of a scope.", "The page of accounts lists them."),
    ("Cannot read --where %(value)s.", "The condition %(value)s cannot be read."),
    (
        "Write a dimension, a comparison and a value: %(example)s.",
        "Write what is compared, a comparison and a value: %(example)s.",
    ),
    ("--where: accounts have no %(kind)s %(value)s.", "Accounts cannot be narrowed by %(value)s."),
    ("--where: %(kpi)s has no %(kind)s %(value)s.", "This figure cannot be narrowed by %(value)s."),
    ("No account has %(dimension)s %(value)s.", ""),
    ("%(dimension)s is a number; %(value)s is none.", ""),
    ("%(kpi)s has no %(kind)s %(value)s.", "This figure cannot be broken down by %(value)s."),
    ("%(kpi)s needs %(needs)s.", "This figure needs %(needs)s."),
    ("Cannot compare against %(value)s.", "There is no group %(value)s to compare with."),
    ("Cannot compare by %(value)s.", "Lists cannot be set side by side by %(value)s."),
    ("compare is %(value)s.", "There is no window %(value)s to compare with."),
    ("Cannot read %(value)s: %(why)s.", "%(value)s cannot be read."),
    (
        "A series by %(grain)s from %(start)s to %(end)s has more than %(most)s points.",
        "From %(start)s to %(end)s there are more than %(most)s steps to draw.",
    ),
    ("Ask by %(grain)s, or for a shorter window.", "Take longer steps or a shorter window."),
    ("%(name)s is %(value)s.", ""),
    ("The table %(table)s has no column %(value)s.", "The table has no column %(value)s."),
    ("This page has no table %(value)s.", ""),
    ("This view looks at one window, not at a cohort.", "This page looks at one window, not at accounts that entered together."),
    ("`assay funnel --mode cohort` follows one.", "The page of the funnel follows them."),
    (
        "Cost in scope is a share of account-days in one window; it cannot follow accounts from their own entry.",
        "Cost is told for one window; it cannot follow accounts from their own entry.",
    ),
    ("Leave out --mode cohort for figures that contain cost.", "Choose one window for figures that contain cost."),
    (
        "There is no touch, deal or stage row to take the as-of day from.",
        "Nothing that is loaded has a day yet: no touch, no deal.",
    ),
    ("Name it: --as-of DATE.", "Load what has happened, or choose the day it is looked at from."),
    # Hints
    ("Did you mean %(value)s?", ""),
    ("Did you mean %(value)s (%(title)s)?", ""),
    ("Known: %(values)s.", "There are: %(values)s."),
    ("It is one of %(values)s.", ""),
    ("It has: %(values)s.", ""),
    ("It has %(values)s.", "It has: %(values)s."),
    ("They have: %(values)s.", "There are: %(values)s."),
    ("One of %(values)s.", "It is one of %(values)s."),
    ("It is snapshot or cohort.", ""),
    ("order=stage or order=pillar.", "It is stage or pillar."),
    ("variant=excel, or none.", "It is excel, or none."),
    ("Load the page again.", ""),
    # Rights, runs and time
    ("This page is not for your role.", ""),
    ("Ask an administrator.", ""),
    ("Ask an analyst or an administrator.", ""),
    ("These are other people's accounts.", ""),
    ("Leave out `owner`: you see the accounts you own.", "Take the owner away: you see the accounts you own."),
    ("%(what)s is about the company as a whole.", ""),
    ("Run %(run)s is not kept any more.", "The figures of run %(run)s are not kept any more."),
    ("Run %(run)s is not kept.", "The figures of run %(run)s are not kept any more."),
    ("Run %(run)s is the current one: load the page again.", "Run %(run)s is the newest: load the page again."),
    ("Kept: %(values)s.", "There are: %(values)s."),
    ("No row of %(table)s differs between these runs.", "No row of %(table)s differs between these two states."),
    ("Choose one of the tables listed.", ""),
    ("The server's log says where.", ""),
    # Impact and reports
    ("Impact asks about the accounts of the programme.", ""),
    ("Choose the arm abm.", "Choose the accounts of the programme as the group."),
    ("Your own accounts are not compared with others.", ""),
    ("Leave out `against`.", "Take the comparison away."),
    (
        "A comparison puts arm abm against others; --arm %(value)s cannot be chosen.",
        "The accounts of the programme are compared with others; another group cannot be chosen here.",
    ),
    ("Name the comparison: --against control, holdout or rest.", "Choose what they are compared with."),
    ("No account of arm 'abm' is in this scope and window.", "No account of the programme is in this choice and window."),
    (
        "No account of arm 'abm' is left in this scope and window.",
        "No account of the programme is left in this choice and window.",
    ),
    ("`assay lists` shows the lists.", "The page of lists shows them."),
    ("Widen the scope or window.", "Choose more accounts or a longer window."),
    ("No account can be compared: arm %(value)s has nobody in this window.", "No account can be compared: there is nobody to compare with in this window."),
    (
        "No account can be compared: arm %(value)s has nobody on list %(lists)s in this window.",
        "No account can be compared: on the list %(lists)s there is nobody to compare with in this window.",
    ),
    (
        "Load a list with that arm, draw one before the next launch (`assay lists draw`), or use --against rest.",
        "Load a list of accounts to compare with, draw one before the next launch, or compare with the rest.",
    ),
    ("Every account has had the programme: without others there is nothing to compare with.", ""),
    # Setting up
    ("There are no accounts yet to look these up in.", ""),
    ("Bring the companies of your CRM first.", ""),
    ("The list has no name.", ""),
    ("Give it one: it stands in filters and reports.", ""),
    ("%(value)s is no day.", ""),
    ("%(value)s is not a day.", "%(value)s is no day."),
    ("Choose one: %(example)s.", ""),
    ("No account is named.", ""),
    ("Write a name or a website on each line.", ""),
    ("More than %(most)s accounts.", ""),
    ("Bring the list as a file.", ""),
    ("%(value)s is no number.", ""),
    ("Write 0.35, or 35 %%, or 5000000.", ""),
    ("Choose one of the list.", ""),
    ("The rule names no figure.", ""),
    ("This rule is not there any more.", ""),
    ("The company has no name.", ""),
    ("It stands on top of pages and reports.", ""),
    ("%(value)s is no domain.", ""),
    ("Write it as in acme.com, without https:// or www.", ""),
    ("No file was chosen.", ""),
    ("Drop files on the field, or choose them.", ""),
    ("No file that Assay reads is in it.", ""),
    ("It reads CSV, TSV, NDJSON, Parquet and XLSX.", ""),
    ("There is no such upload any more.", ""),
    ("/bring takes files.", "Bring the files again."),
    ("There is no mapping of that file.", ""),
    ("Nothing of it can be loaded yet.", ""),
    ("Say first how the files are read.", ""),
    ("An account cannot be matched with itself or with nothing.", ""),
    ("Name another one.", ""),
    ("No account %(value)s.", "There is no account %(value)s."),
    ("%(value)s is no decision.", ""),
    ("It is accepted or rejected.", ""),
)  # fmt: skip
_KINDS = {"value": r"""'.*'|".*"|-?[\d.]+""", "kind": "dimension", "name": r"[\w-]+", "n": r"[\d,]+", "most": r"[\d,]+"}
"""What may stand in a place; anything may where nothing is said of it."""
_PLACE = re.compile(r"%\((\w+)\)s")


def told(text: str, language: str) -> str | None:
    """A message in a language, with its values; None where no page is known to say it, and it stays as it was raised.

    >>> told("Did you mean 'tier'?", "fr"), told("Something else.", "fr")
    ("Vouliez-vous dire 'tier' ?", None)
    """
    for pattern, said in _patterns():
        if written := pattern.fullmatch(text):
            return translator(language).gettext(said) % _in_words(written.groupdict(), language)
    return None


def _in_words(values: dict[str, str], language: str) -> dict[str, str]:
    """A dimension, and groups of accounts to choose from, by the names that pages give them."""
    known = label("dimensions", values.get("dimension", ""), language)
    told = {**values, "dimension": known[:1].lower() + known[1:]}
    offered = values.get("values", "").split(", ")
    if set(offered) <= set(labels()["arms"]):
        told["values"] = ", ".join(label("arms", one, language) for one in offered)
    return told


def messages() -> tuple[str, ...]:
    """All messages as pages say them: what is translated."""
    return tuple(dict.fromkeys(said or raised for raised, said in SHAPES))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longest first: a message that says more is none that says less."""
    longest = sorted(SHAPES, key=lambda shape: len(_PLACE.sub("", shape[0])), reverse=True)
    return tuple((_pattern(raised), said or raised) for raised, said in longest)


def _pattern(raised: str) -> re.Pattern[str]:
    parts = _PLACE.split(raised)
    places = (
        f"(?P<{part}>{_KINDS.get(part, '.+')})" if index % 2 else re.escape(part.replace("%%", "%"))
        for index, part in enumerate(parts)
    )
    return re.compile("".join(places), re.DOTALL)


__all__ = ["SHAPES", "messages", "told"]
