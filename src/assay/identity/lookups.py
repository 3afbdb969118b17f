"""Expressions that turn ids, addresses and hosts as written in the files into accounts and people after merges."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from assay.contract.systems import referenced_system
from assay.engine.tables import Table, union
from assay.identity.mail import address_key, written_host
from assay.identity.relations import GAPS, Inputs, look_up, without


def cross_references(inputs: Inputs) -> Table:
    """The ids of other systems in the attributes of accounts that vendors' integrations fill."""
    return _references(inputs, "accounts", "account_id")


def person_references(inputs: Inputs) -> Table:
    """The same of people."""
    return _references(inputs, "people", "person_id")


def _references(inputs: Inputs, table: str, key: str) -> Table:
    rows = inputs.model(table)
    present = [(column, referenced_system(column)) for column in inputs.extras.get(table, {})]
    nothing = rows.filter(ibis.literal(False)).select(key, system=ibis.null("string"), written=ibis.null("string"))
    parts = [
        rows.select(key, system=ibis.literal(system), written=rows[column].cast("string").strip())
        for column, system in present
        if system
    ]
    written = union(nothing, *parts) if parts else nothing
    return written.filter(written.written.notnull(), written.written != "").distinct()


def person_addresses(inputs: Inputs) -> Table:
    """The address of every person whose row names one, as a key (null where it is none), but for rows that were merged away."""
    rows = inputs.model("people")
    # Those without a key stay: a condition on it would have it worked out once more for every row.
    return rows.filter(rows.merged_into_id.isnull(), rows.email.notnull()).select(
        "person_id", email=address_key(rows.email)
    )


def joined_people(inputs: Inputs) -> Table:
    """What the rows say that are another system's row of the same person, by the row that stays."""
    rows, links = inputs.model("people"), inputs.lookup("person_links")
    said = links.join(rows, links.other_id == rows.person_id).select(*GAPS, "created_on", person_id=links.person_id)
    return said.group_by("person_id").agg(**{name: said[name].min() for name in (*GAPS, "created_on")})


def described(inputs: Inputs) -> Table:
    """Every row of people; what the row that stays lacks, another system's row of the same person tells (`GAPS`).

    A person is there from the first of its rows on.
    """
    rows = inputs.model("people")
    names = {f"_{name}": name for name in (*GAPS, "created_on")}
    both = look_up(rows, rows.person_id, inputs.lookup("joined_people"), "person_id", **names)
    told = {name: ibis.coalesce(both[name], both[f"_{name}"]) for name in GAPS}
    # `least` of a date and nothing differs between engines.
    earlier = (both["_created_on"] < both.created_on).fill_null(False)
    filled = both.mutate(**told, created_on=earlier.ifelse(both["_created_on"], both.created_on))
    return without(filled, *names)


def accounts(inputs: Inputs) -> Table:
    """Every account id and alias, merged ones included → survivor, its ultimate parent, whether the survivor is excluded."""
    rows = inputs.model("accounts")
    other = inputs.lookup("account_aliases")
    written = union(
        rows.select("account_id", own_id="account_id"), other.select(account_id="written", own_id="account_id")
    )
    merged = look_up(written, written.own_id, inputs.lookup("account_merges"), "account_id", _merged="survivor_id")
    known = merged.select("account_id", survivor_id=ibis.coalesce(merged["_merged"], merged.own_id))
    parents = look_up(known, known.survivor_id, inputs.lookup("account_parents"), "account_id", _parent="parent_id")
    flagged = look_up(parents, parents.survivor_id, rows, "account_id", _excluded="is_excluded")
    return flagged.select(
        "account_id",
        "survivor_id",
        parent_id=ibis.coalesce(flagged["_parent"], flagged.survivor_id),
        is_excluded=flagged["_excluded"].fill_null(False),
    )


def people(inputs: Inputs) -> Table:
    """Every person id and alias → survivor, the survivor's account and seniority, whether a record merged into it objected.

    A person's account is the one its row names, else the one of its e-mail's domain, else of its company (`places`); the
    seniority is the row's, else what the job title suggests.
    """
    rows = inputs.model("people")
    other = inputs.lookup("person_aliases")
    written = union(
        rows.select("person_id", "objected_at", own_id="person_id"),
        other.select(person_id="written", objected_at=ibis.null("timestamp"), own_id="person_id"),
    )
    merged = look_up(written, written.own_id, inputs.lookup("person_merges"), "person_id", _merged="survivor_id")
    known = merged.select(
        "person_id",
        survivor_id=ibis.coalesce(merged["_merged"], merged.own_id),
        objected=ibis.ifelse(merged.objected_at.notnull(), 1, 0),
    )
    objected = known.group_by("survivor_id").agg(objections=known.objected.sum())
    judged = look_up(known, known.survivor_id, objected, "survivor_id", _objections="objections")
    columns = {"_written_account": "account_id", "_seniority": "seniority", "_title": "job_title"}
    columns |= {f"_{name}": name for name in _PLACE}
    placed = look_up(judged, judged.survivor_id, described(inputs), "person_id", **columns)
    placed = look_up(placed, placed["_title"], inputs.lookup("titles"), "job_title", _suggested="seniority")
    given = look_up(placed, placed["_written_account"], inputs.lookup("accounts"), "account_id", _given="survivor_id")
    # Most have an account of their own: nobody asks where these work.
    place = given["_given"].isnull().ifelse(_place_key(*(given[f"_{name}"] for name in _PLACE)), None)
    either = look_up(given, place, inputs.lookup("places"), "key", _by_place="account_id")
    account = ibis.coalesce(either["_given"], either["_by_place"])
    return either.select(
        "person_id",
        "survivor_id",
        seniority=ibis.coalesce(either["_seniority"], either["_suggested"]),
        account_id=account,
        objected=either["_objections"] > 0,
    ).select("person_id", "survivor_id", "account_id", "seniority", "objected")


def written_places(inputs: Inputs) -> Table:
    """What the rows of people without a known account say of where they work, each once; it may be nothing but a country."""
    people = described(inputs).anti_join(inputs.lookup("accounts"), "account_id")
    # Without a condition on the host, which would be asked of all people, also of those with an account.
    return people.select(
        key=_place_key(*(people[name] for name in _PLACE)),
        host=written_host(people.email),
        company=people.company,
        country=people.country,
    ).distinct()


_PLACE = ("email", "company", "country")
"""What a person's row says of where somebody works."""


def _place_key(email: ir.StringValue, company: ir.StringValue, country: ir.StringValue) -> ir.StringValue:
    """One text of the mail host, the company and the country of a person's row."""
    parts = (written_host(email), company, country)
    texts = [ibis.coalesce(part, ibis.literal("")) for part in parts]
    return texts[0] + ibis.literal("|") + texts[1] + ibis.literal("|") + texts[2]


def written_titles(inputs: Inputs) -> Table:
    """Job titles of people whose row lacks a seniority, a department or a role, each once."""
    rows = described(inputs)
    lacking = rows.seniority.isnull() | rows.department.isnull() | rows.buying_role.isnull()
    return rows.filter(lacking, rows.job_title.notnull()).select("job_title").distinct()


def known_companies(inputs: Inputs) -> Table:
    """Names and aliases of the accounts, with the surviving account they belong to and their row's country."""
    rows, more = inputs.model("accounts"), inputs.model("account_names")
    written = union(
        rows.select("account_id", "name", "country"),
        more.select("account_id", "name", country=ibis.null("string")),
    )
    known = look_up(written, written.account_id, inputs.lookup("accounts"), "account_id", survivor_id="survivor_id")
    named = known.filter(known.survivor_id.notnull(), known.name.notnull())
    return named.select("name", "country", account_id="survivor_id").distinct().select("name", "account_id", "country")


def written_companies(inputs: Inputs) -> Table:
    """Distinct company names, as written, that touches without a known account may be resolved by."""
    touches = _homeless(inputs, "touches")
    return touches.filter(touches.company.notnull()).select("company").distinct()


def emails(inputs: Inputs) -> Table:
    """Every address of the people → the one person, or the one account of several people, or ambiguous (rule 12)."""
    rows, addresses = inputs.model("people"), inputs.lookup("person_addresses")
    merged = rows.filter(rows.merged_into_id.notnull()).select("person_id", email=address_key(rows.email))
    written = union(addresses, merged).filter(lambda t: t.email.notnull())
    known = look_up(
        written,
        written.person_id,
        inputs.lookup("people"),
        "person_id",
        survivor_id="survivor_id",
        account="account_id",
        seniority="seniority",
        objected="objected",
    )
    addresses = known.group_by("email").agg(
        homeless=ibis.ifelse(known.account.isnull(), 1, 0).sum(),
        person=known.survivor_id.min(),
        last_person=known.survivor_id.max(),
        account=known.account.min(),
        last_account=known.account.max(),
        seniority=known.seniority.min(),
        objections=ibis.ifelse(known.objected, 1, 0).sum(),
    )
    one_person = addresses.person == addresses.last_person
    one_account = (addresses.account == addresses.last_account).fill_null(False) & (addresses.homeless == 0)
    return addresses.select(
        "email",
        person_id=one_person.ifelse(addresses.person, None),
        account_id=one_account.ifelse(addresses.account, None),
        is_ambiguous=~one_person & ~one_account,
        persons_account=one_person.ifelse(addresses.account, None),
        seniority=one_person.ifelse(addresses.seniority, None),
        objected=one_person.ifelse(addresses.objections > 0, None),
    )


def account_hosts(inputs: Inputs) -> Table:
    """Domains and websites as the files write them, with the surviving account they belong to."""
    rows, more = inputs.model("accounts"), inputs.model("account_domains")
    written = union(
        rows.select("account_id", host="domain"),
        rows.select("account_id", host="website"),
        more.select("account_id", host="domain"),
    ).filter(lambda t: t.host.notnull())
    known = look_up(written, written.account_id, inputs.lookup("accounts"), "account_id", survivor_id="survivor_id")
    return known.filter(known.survivor_id.notnull()).select("host", account_id="survivor_id").distinct()


def written_hosts(inputs: Inputs) -> Table:
    """Distinct hosts, as written, that touches and signals without a known account may be resolved by."""
    touches, signals = (_homeless(inputs, name) for name in ("touches", "intent_signals"))
    emails = touches.select("email").filter(lambda t: t.email.notnull()).distinct()
    hosts = union(
        emails.select(host=written_host(emails.email)),
        touches.select(host="domain"),
        signals.select(host="domain"),
    )
    return hosts.filter(hosts.host.notnull()).distinct()


def written_addresses(inputs: Inputs) -> Table:
    """Distinct IP addresses, as written, that touches without a known account may be resolved by."""
    touches = _homeless(inputs, "touches")
    return touches.filter(touches.ip.notnull()).select("ip").distinct()


def _homeless(inputs: Inputs, table: str) -> Table:
    return inputs.model(table).anti_join(inputs.lookup("accounts"), "account_id")


def visitors(inputs: Inputs) -> Table:
    """Every visitor → the account its row says, else its person's; the person unless consent was refused."""
    rows = inputs.model("visitors")
    given = look_up(rows, rows.account_id, inputs.lookup("accounts"), "account_id", _given="survivor_id")
    columns = {
        "_person": "survivor_id",
        "_persons_account": "account_id",
        "_seniority": "seniority",
        "_objected": "objected",
    }
    known = look_up(given, given.person_id, inputs.lookup("people"), "person_id", **columns)
    refused = known.consent.fill_null("unknown") == "refused"
    return known.select(
        "visitor_id",
        account_id=ibis.coalesce(known["_given"], known["_persons_account"]),
        person_id=refused.ifelse(None, known["_person"]),
        persons_account=refused.ifelse(None, known["_persons_account"]),
        seniority=refused.ifelse(None, known["_seniority"]),
        objected=refused.ifelse(None, known["_objected"]),
    )
