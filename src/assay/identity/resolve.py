"""Rule 12: the person and the account of a touch, one step after the other; an ambiguous step ends the search."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from assay.identity.mail import address_host, address_key
from assay.identity.relations import Inputs, look_up


def resolve(touches: ir.Table, inputs: Inputs) -> ir.Table:
    """Replace `account_id` and `person_id` by the resolved ones; add `match`, and the person's `seniority` and `objected`.

    `touches` has account_id, person_id, visitor_id, email, domain and ip as written. `match` is the step that found the
    account: `account_id`, `person`, `email` (several people of one account), `visitor`, `email_domain`, `domain`, `ip`;
    or `ambiguous` or `none`.
    """
    found = _with_candidates(touches, inputs)
    named = found.mutate(_person=_person(found))
    columns = {"_persons_account": "account_id", "seniority": "seniority", "objected": "objected"}
    placed = look_up(named, named["_person"], inputs.lookup("people"), "person_id", **columns)
    match, account = _account(placed)
    resolved = placed.mutate(account_id=account, person_id=placed["_person"], match=match)
    return resolved.select(*touches.columns, "match", "seniority", "objected")


def _with_candidates(touches: ir.Table, inputs: Inputs) -> ir.Table:
    address = address_key(touches.email)
    found = touches.mutate(_email=address, _email_host=address_host(address))
    accounts, people, emails = (inputs.lookup(name) for name in ("accounts", "people", "emails"))
    visitors, hosts, addresses = (inputs.lookup(name) for name in ("visitors", "hosts", "addresses"))
    found = look_up(found, found.account_id, accounts, "account_id", _given_account="survivor_id")
    found = look_up(found, found.person_id, people, "person_id", _given_person="survivor_id")
    found = look_up(
        found,
        found["_email"],
        emails,
        "email",
        _email_person="person_id",
        _email_account="account_id",
        _email_ambiguous="is_ambiguous",
    )
    found = look_up(
        found, found.visitor_id, visitors, "visitor_id", _visitor_account="account_id", _visitor_person="person_id"
    )
    for step, key, lookup, on in (
        ("email_domain", "_email_host", hosts, "host"),
        ("domain", "domain", hosts, "host"),
        ("ip", "ip", addresses, "ip"),
    ):
        columns = {f"_{step}_account": "account_id", f"_{step}_ambiguous": "is_ambiguous"}
        found = look_up(found, found[key], lookup, on, **columns)
    return found


def _person(found: ir.Table) -> ir.StringValue:
    shared = found["_email_ambiguous"].fill_null(False) | (
        found["_email_person"].isnull() & found["_email_account"].notnull()
    )
    return ibis.cases(
        (found["_given_person"].notnull(), found["_given_person"]),
        (shared, ibis.null("string")),
        (found["_email_person"].notnull(), found["_email_person"]),
        else_=found["_visitor_person"],
    )


def _account(found: ir.Table) -> tuple[ir.StringValue, ir.StringValue]:
    """The step that decides and the account it gives."""
    by_email = found["_given_person"].isnull()
    ambiguous, nobody = "ambiguous", ibis.null("string")
    steps = [
        ("account_id", found["_given_account"].notnull(), found["_given_account"]),
        (ambiguous, by_email & found["_email_ambiguous"].fill_null(False), nobody),
        ("person", found["_persons_account"].notnull(), found["_persons_account"]),
        (
            "email",
            by_email & found["_email_person"].isnull() & found["_email_account"].notnull(),
            found["_email_account"],
        ),
        ("visitor", found["_visitor_account"].notnull(), found["_visitor_account"]),
    ]
    for step in ("email_domain", "domain", "ip"):
        steps.append((ambiguous, found[f"_{step}_ambiguous"].fill_null(False), nobody))
        steps.append((step, found[f"_{step}_account"].notnull(), found[f"_{step}_account"]))
    match = ibis.cases(*((holds, ibis.literal(step)) for step, holds, _ in steps), else_=ibis.literal("none"))
    account = ibis.cases(*((holds, value) for _, holds, value in steps), else_=nobody)
    return match, account
