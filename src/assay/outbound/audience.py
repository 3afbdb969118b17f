"""`assay audience`: company and contact lists as ad platforms take them, without those who must not be in them.

Accounts that are held back for a comparison (arms control and holdout, of any list) never leave in an audience: an ad that
reaches them ends the comparison. Nor do people who objected or refused consent, left, or whose address bounces.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from assay.errors import DataError, UsageError, did_you_mean
from assay.metrics.list_rows import held_back_from_ads
from assay.metrics.scope import Scope
from assay.store.audit import note
from assay.store.durable import move_durably
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace
from assay.views.accounts import accounts

Kind = Literal["linkedin-companies", "linkedin-contacts", "google-customer-match"]
KINDS: tuple[Kind, ...] = get_args(Kind)
HEADERS: dict[Kind, tuple[str, ...]] = {
    "linkedin-companies": (
        *("companyname", "companywebsite", "companypageurl", "stocksymbol", "industry", "city", "country"),
    ),
    "linkedin-contacts": ("email", "firstname", "lastname", "jobtitle", "employeecompany", "country"),
    "google-customer-match": ("Email",),
}
FEWEST: dict[Kind, int] = {"linkedin-companies": 300, "linkedin-contacts": 300, "google-customer-match": 100}
MOST_ROWS, MOST_BYTES = 300_000, 20_000_000
PAGE_NAMES = ("x_companypageurl", "x_linkedin_company_page", "x_linkedin_page", "x_linkedin_url", "x_linkedin")
SYMBOL_NAMES = ("x_stocksymbol", "x_stock_symbol", "x_ticker", "x_tickersymbol")
"""Attributes of accounts under which the company's page and its stock symbol are usually loaded."""


@dataclass
class Audience:
    """What was made: `rows`, and how many of what were `left_out` and why. `held_back` accounts are in it if asked twice."""

    kind: Kind
    accounts: int = 0
    rows: list[tuple[str, ...]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    held_back: int = 0
    target: str | None = None

    def to_json(self) -> dict[str, Any]:
        said = {"kind": self.kind, "accounts": self.accounts, "rows": len(self.rows), "left_out": dict(self.left_out)}
        return {**said, "held_back_included": self.held_back, "target": self.target}


def audience(
    workspace: Workspace,
    kind: str,
    scope: Scope | None = None,
    *,
    target: str | None = None,
    held_back_too: bool = False,
    sure: bool = False,
    consented: bool = False,
) -> Audience:
    """Makes the list and writes it to a file or bucket; without a target it only tells.

    `held_back_too` and `sure`, both, let accounts of control and holdout in. Raises UsageError for a kind that is none
    or for one of the two flags alone, DataError for a list that the platform would not take.
    """
    known = _kind(kind)
    if held_back_too != sure:
        raise UsageError(
            "Control and holdout accounts leave in an audience only where it is asked for twice: ads that reach them end "
            "the comparison.",
            hint="--include-held-back and --end-the-comparison, both; or neither.",
        )
    made = Audience(known)
    run = open_run(workspace)
    try:
        chosen = _chosen(run, scope, made, held_back_too=held_back_too)
        rows = _companies(run, chosen) if known == "linkedin-companies" else _people(run, chosen, made, consented)
        made.rows = _shaped(known, rows, made)
    finally:
        run.close()
    content = _csv(HEADERS[known], made.rows)
    if target is not None:
        _check_size(made, content)
        _write(target, content)
        made.target = target
        note(
            workspace,
            "audience",
            kind=known,
            rows=len(made.rows),
            target=_without_query(target),
            held_back=made.held_back,
        )
    return made


def _kind(kind: str) -> Kind:
    for known in KINDS:
        if kind == known:
            return known
    raise UsageError(f"Unknown kind of audience {kind!r}.", hint=did_you_mean(kind, KINDS))


def _chosen(run: Run, scope: Scope | None, made: Audience, *, held_back_too: bool) -> list[str]:
    """Accounts of the scope, without those that are held back."""
    accounts_chosen = [row.account_id for row in accounts(run, scope).accounts]
    as_of = scope.as_of if scope and scope.as_of else run.last_day
    held = held_back_from_ads(run.cursor(), as_of)
    made.accounts = len(accounts_chosen)
    inside = [account for account in accounts_chosen if account in held]
    if held_back_too:
        made.held_back = len(inside)
        return accounts_chosen
    if inside:
        made.left_out["accounts held back (control, holdout)"] = len(inside)
    return [account for account in accounts_chosen if account not in held]


def _companies(run: Run, chosen: Sequence[str]) -> Iterator[dict[str, Any]]:
    cursor = run.cursor()
    columns = {row[0] for row in cursor.execute("DESCRIBE accounts").fetchall()}
    page, symbol = _first(PAGE_NAMES, columns), _first(SYMBOL_NAMES, columns)
    query = (
        f"SELECT name AS companyname, domain AS companywebsite, {page} AS companypageurl, {symbol} AS stocksymbol, "
        "industry, city, country FROM accounts WHERE list_contains($1, account_id) ORDER BY account_id"
    )
    return _records(cursor.execute(query, [list(chosen)]))


def _first(names: Sequence[str], columns: Iterable[str]) -> str:
    known = {column.casefold(): column for column in columns}
    return next((f'"{known[name]}"' for name in names if name in known), "NULL")


def _people(run: Run, chosen: Sequence[str], made: Audience, consented: bool) -> Iterator[dict[str, Any]]:
    """People with an address who may be written to; the others are counted by the first reason that holds."""
    values = {"accounts": list(chosen), "as_of": run.last_day, "consented": consented}
    for person in _records(run.cursor().execute(_PEOPLE, values)):
        if person["reason"]:
            made.left_out[person["reason"]] += 1
        else:
            yield person


def _shaped(kind: Kind, rows: Iterable[Mapping[str, Any]], made: Audience) -> list[tuple[str, ...]]:
    """The platform's columns, each company or address once."""
    shaped: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        if kind == "google-customer-match":
            line: tuple[str, ...] = (hashed_address(row["email"]),)
        else:
            line = tuple(_cell(row.get(name)) for name in HEADERS[kind])
        if kind == "linkedin-companies" and not any(line[:3]):
            made.left_out["companies without name, website and page"] += 1
            continue
        mark = tuple(part.casefold() for part in line[:2]) if kind == "linkedin-companies" else (line[0].casefold(),)
        made.left_out["the same twice"] += mark in shaped
        shaped.setdefault(mark, line)
    made.left_out += Counter()  # without those that are none
    return list(shaped.values())


def hashed_address(address: str) -> str:
    """SHA-256 of an address as Google normalises it: no space, lower case, no dots before @gmail.com.

    >>> hashed_address(" Ada.King@GMail.com ") == hashed_address("adaking@gmail.com")
    True
    >>> hashed_address("a.b@example.com") == hashed_address("ab@example.com")
    False
    """
    name, _, domain = "".join(address.split()).lower().rpartition("@")
    if domain in ("gmail.com", "googlemail.com"):
        name = name.replace(".", "")
    return hashlib.sha256(f"{name}@{domain}".encode()).hexdigest()


def _cell(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """As platforms read it: UTF-8, values untouched. It is a file to be sent, not one to be opened by a click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _check_size(made: Audience, content: bytes) -> None:
    left = "; ".join(f"{count:,} {reason}" for reason, count in made.left_out.items())
    told = f" Left out: {left}." if left else ""
    if len(made.rows) < FEWEST[made.kind]:
        raise DataError(
            f"The audience has {len(made.rows):,} rows; {made.kind} needs at least {FEWEST[made.kind]:,}.{told}",
            hint="Widen the scope. Nothing was written.",
        )
    if made.kind != "google-customer-match" and (len(made.rows) > MOST_ROWS or len(content) > MOST_BYTES):
        raise DataError(
            f"The audience has {len(made.rows):,} rows and {len(content) / 1e6:.1f} MB; LinkedIn takes {MOST_ROWS:,} rows and "
            f"{MOST_BYTES // 1_000_000} MB at most.",
            hint="Narrow the scope, by tier say. Nothing was written.",
        )


def _write(target: str, content: bytes) -> None:
    """To a file that its owner alone reads, there whole or not at all; or to a bucket."""
    if "://" in target:
        from pyarrow import fs

        try:
            system, path = fs.FileSystem.from_uri(target)
            with system.open_output_stream(path) as stream:
                stream.write(content)
        except (OSError, ValueError) as error:
            raise DataError(f"{_without_query(target)} cannot be written: {str(error).splitlines()[0]}") from None
        return
    path = Path(target)
    trial = path.with_name(path.name + ".tmp")
    try:
        trial.touch(mode=0o600)
        trial.write_bytes(content)
        move_durably(trial, path)
    except OSError as error:
        raise DataError(f"{target} cannot be written: {error.strerror}.") from None


def _without_query(target: str) -> str:
    """An address without what may be a secret in it."""
    bare = target.partition("?")[0]
    scheme, divider, rest = bare.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if divider else bare


def _records(result: Any) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in result.description]
    return (dict(zip(names, row, strict=True)) for row in result.fetchall())


_PEOPLE = """
SELECT trim(p.email) AS email, p.first_name AS firstname, p.last_name AS lastname, p.job_title AS jobtitle,
       a.name AS employeecompany, p.country,
       CASE WHEN NOT p.counts THEN 'people who objected'
            WHEN EXISTS (SELECT 1 FROM model.visitors AS v WHERE v.person_id = p.person_id AND v.consent = 'refused')
            THEN 'people who refused consent'
            WHEN $consented AND NOT EXISTS
                 (SELECT 1 FROM model.visitors AS v WHERE v.person_id = p.person_id AND v.consent = 'granted')
            THEN 'people without consent'
            WHEN p.left_on <= $as_of THEN 'people who left'
            WHEN p.email IS NULL OR p.email NOT LIKE '%_@_%' THEN 'people without an address'
            WHEN p.email_bounced THEN 'addresses that bounced' END AS reason
FROM people AS p JOIN accounts AS a ON a.account_id = p.account_id
WHERE list_contains($accounts, p.account_id) ORDER BY p.person_id
"""
