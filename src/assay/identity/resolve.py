"""Rule 12: the person and the account of a touch, one step after the other; an ambiguous step ends the search."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from assay.engine.tables import Table
from assay.identity.mail import address_key, written_host
from assay.identity.relations import Inputs, look_up
from assay.identity.visits import believed


def resolve(touches: Table, inputs: Inputs) -> Table:
    """Replace `account_id` and `person_id` by the resolved ones; add `match`, and the person's `seniority` and `objected`.

    `touches` has account_id, person_id, visitor_id, email, domain, company, provider, confidence and ip as written. `match` is the step that found the
    account: `account_id`, `person`, `email` (several people of one account), `visitor`, `email_domain`, `domain`, `company`, `ip`;
    or `ambiguous` or `none`.
    """
    found = _with_person(_with_candidates(touches, inputs))
    match, account = _account(found)
    resolved = found.mutate(account_id=account, person_id=found["_person"], match=match)
    return resolved.select(*touches.columns, "match", "seniority", "objected")


def _with_candidates(touches: Table, inputs: Inputs) -> Table:
    address = address_key(touches.email)
    keyed = believed(touches).mutate(_email=address, _email_host=written_host(touches.email))
    accounts, people, emails = (inputs.lookup(name) for name in ("accounts", "people", "emails"))
    visitors, hosts, addresses = (inputs.lookup(name) for name in ("visitors", "hosts", "addresses"))
    companies = inputs.lookup("companies")
    keyed = look_up(keyed, keyed.account_id, accounts, "account_id", _given_account="survivor_id")
    keyed = look_up(
        keyed, keyed.person_id, people, "person_id", **_person_columns("given", "survivor_id", "account_id")
    )
    keyed = look_up(
        keyed,
        keyed["_email"],
        emails,
        "email",
        **_person_columns("email", "person_id", "persons_account"),
        _email_account="account_id",
        _email_ambiguous="is_ambiguous",
    )
    keyed = look_up(
        keyed,
        keyed.visitor_id,
        visitors,
        "visitor_id",
        **_person_columns("visitor", "person_id", "persons_account"),
        _visitor_account="account_id",
    )
    for step, key, lookup, on in (
        ("email_domain", "_email_host", hosts, "host"),
        ("domain", "domain", hosts, "host"),
        ("company", "company", companies, "company"),
        ("ip", "ip", addresses, "ip"),
    ):
        columns = {f"_{step}_account": "account_id", f"_{step}_ambiguous": "is_ambiguous"}
        keyed = look_up(keyed, keyed[key], lookup, on, **columns)
    return keyed


def _person_columns(step: str, person: str, account: str) -> dict[str, str]:
    """The columns of a lookup that tell of a person, by the names they get."""
    return {
        f"_{step}_person": person,
        f"_{step}_persons_account": account,
        f"_{step}_seniority": "seniority",
        f"_{step}_objected": "objected",
    }


def _with_person(rows: Table) -> Table:
    """Add `_person`, `_persons_account`, `seniority` and `objected` of the first step that finds a person."""
    shared = rows["_email_ambiguous"].fill_null(False) | (
        rows["_email_person"].isnull() & rows["_email_account"].notnull()
    )
    given, by_email = rows["_given_person"].notnull(), rows["_email_person"].notnull()

    def first(what: str, type: str) -> ir.Value:
        return ibis.cases(
            (given, rows[f"_given_{what}"]),
            (shared, ibis.null(type)),
            (by_email, rows[f"_email_{what}"]),
            else_=rows[f"_visitor_{what}"],
        )

    return rows.mutate(
        _person=first("person", "string"),
        _persons_account=first("persons_account", "string"),
        seniority=first("seniority", "string"),
        objected=first("objected", "boolean"),
    )


def _account(rows: Table) -> tuple[ir.StringValue, ir.StringValue]:
    """The step that decides and the account it gives."""
    by_email = rows["_given_person"].isnull()
    ambiguous, nobody = "ambiguous", ibis.null("string")
    steps = [
        ("account_id", rows["_given_account"].notnull(), rows["_given_account"]),
        (ambiguous, by_email & rows["_email_ambiguous"].fill_null(False), nobody),
        ("person", rows["_persons_account"].notnull(), rows["_persons_account"]),
        (
            "email",
            by_email & rows["_email_person"].isnull() & rows["_email_account"].notnull(),
            rows["_email_account"],
        ),
        ("visitor", rows["_visitor_account"].notnull(), rows["_visitor_account"]),
    ]
    for step in ("email_domain", "domain", "company", "ip"):
        steps.append((ambiguous, rows[f"_{step}_ambiguous"].fill_null(False), nobody))
        steps.append((step, rows[f"_{step}_account"].notnull(), rows[f"_{step}_account"]))
    match = ibis.cases(*((holds, ibis.literal(step)) for step, holds, _ in steps), else_=ibis.literal("none"))
    account = ibis.cases(*((holds, value) for _, holds, value in steps), else_=nobody)
    return match, account
