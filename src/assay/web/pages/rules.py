"""What the quarantine says of a value, in the reader's language; what it does not know stays as it was said.

Each rule of `landing.checks` is known here, and a test compares the two.
"""

from __future__ import annotations

import re

from assay.languages.labels import label
from assay.web.visit import Visit

RULES = (
    "required",
    "unknown touch kind",
    "not a currency code",
    "a sign of several currencies",
    "not above 0",
    "not a network",
    "not a Monday",
    "not a date",
    "not a timestamp",
    "neither true nor false",
    "not a whole number",
    "not a number with a decimal comma",
    "not a number with a decimal point",
    "an id that a spreadsheet has turned into a number",
    "an error or a formula without a value",
    "several days in one row, where one day is meant",
    "thousands or a fraction: no other number of its column tells",
    "rows of one key that differ",
    "Fill it in, or leave the row out.",
    "Write its ISO 4217 code: EUR, USD.",
    "One unit of from_currency is so many of to_currency.",
    "Write 192.0.2.0/24 or 2001:db8::/32.",
    "A week is named by its Monday.",
    "Write YYYY-MM-DD.",
    "Write YYYY-MM-DD HH:MM.",
    "Write true or false, in any of the usual languages.",
    "Its last digits are lost, so it names several records: export again and do not save the file in a spreadsheet, or format the column as text first.",
    "Open the workbook, have it calculated and save it; or correct the cell.",
    "Is it one value? A quote that is never closed takes what follows into it; else shorten it.",
    "Correct one of the two.",
)
ON_PAGES = {
    "`assay tables touches` lists the kinds; --set kind.WORD=KIND settles one.": "Bring the file again and say which kind of touch it is, or correct it.",
    "Use one of them, or a value map in a mapping.": "Use one of them, or say what it means when bringing the file.",
    "Write digits alone; of a range, the text is kept as an x_ column.": "Write digits alone; of a range, the text is kept beside it.",
    'Correct it, or name the sign: decimal = "," or "." in a mapping.': "Correct it, or say the decimal sign when bringing the file.",
    "Write 1200 or 1.20; `--option decimal=.` (or `,`) says that all such are fractions.": "Write 1200 or 1.20, or say the decimal sign when bringing the file.",
    "Break the report down by day; or `--option period=first` puts such rows on their first day.": "Break the report down by day.",
    "Say which one it is; or give the rows a column `currency`.": "Say which one it is when bringing the file, or give the rows a column for the currency.",
    "Fill it in, or keep such deals with --option undated=keep: created on their first known day.": "Fill it in, or let such deals count from their first known day when bringing the file.",
    "valid_to is not after valid_from (it is exclusive)": "its last day is not after its first (the last day is no longer on the list)",
    "ends_on is before starts_on": "it ends before it starts",
    "scale_max is not above scale_min": "the top of its scale is not above the bottom",
}
"""What a page says where the command line names its own words: the reader has no command line."""
CORRECT = "Correct the file: nothing says which of the rows is true, so none of them landed."
PATTERNS = (
    "below %(what)s",
    "not one of %(what)s",
    "refers to no row of %(what)s",
    "The least is %(what)s.",
    "%(what)s (its row landed without it)",
    "longer than %(what)s characters",
    "Write YYYY-MM-DD, in this file also in the order %(what)s.",
    "Write YYYY-MM-DD HH:MM, in this file also in the order %(what)s.",
)


def rule_name(visit: Visit, said: str) -> str:
    said = ON_PAGES.get(said, said).replace("in this file also as ", "in this file also in the order ")
    if said.startswith(CORRECT):  # what follows tells the author of a mapping more
        return visit._(CORRECT)
    if said in RULES or said in ON_PAGES.values():
        return visit._(said)
    for pattern in PATTERNS:
        begin, _, end = pattern.partition("%(what)s")
        matched = re.fullmatch(f"{re.escape(begin)}(.+){re.escape(end)}", said)
        if matched:
            return visit._(pattern, what=rule_name(visit, label("tables", matched[1], visit.language)))
    return said


__all__ = ["CORRECT", "ON_PAGES", "PATTERNS", "RULES", "rule_name"]
