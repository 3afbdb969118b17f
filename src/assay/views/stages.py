"""The funnel as a history (B): what makes an account stand in a stage on a day, and the spells it spends there.

Each stretch of days is judged as it was known on those days, so that the stage on a day agrees with the KPIs as of it.
"""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, Value, named_table, union
from assay.facts.membership import cut
from assay.facts.schema import FOREVER
from assay.metrics.context import Context, day, days_between, joined, plus_days
from assay.metrics.deals import new_business
from assay.metrics.dimensions import chosen
from assay.metrics.engagement import daily, holds
from assay.metrics.membership import segments, treated
from assay.metrics.money import converted
from assay.metrics.populations import customer_spells
from assay.metrics.shape import PresetShape
from assay.views.intervals import merged, overlapping, runs

STAGES = ("target", "engaged", "mqa", "opportunity", "customer", "retained", "expanded")
TOLD_BY = {
    "engaged": ("touches",),
    "mqa": ("touches",),
    "opportunity": ("deals",),
    "customer": ("contracts", "deals"),
    "retained": ("contracts", "deals"),
    "expanded": ("contracts", "deals"),
}
"""The facts that can tell of a stage, any one of them; who is targeted the lists tell."""
LEVEL = {stage: number for number, stage in enumerate(STAGES)}
EXEMPT = -1
CLAIM = {"level": "int64", "starts_on": "date", "ends_on": "date"}
RENEWED_WITHIN = 31
"""Days around the end of a renewed contract in which the one that takes its place starts."""


def stage_names(mqa: bool) -> tuple[str, ...]:
    """The stages in their order; MQA is one of them where it is asked for."""
    return STAGES if mqa else tuple(stage for stage in STAGES if stage != "mqa")


def keys_of(context: Context) -> tuple[str, ...]:
    return (*context.split, "account_id")


def spells(context: Context) -> Table:
    """Each account's stages one after the other: split…, account_id, stage, level, starts_on, ends_on (exclusive).

    Made of the table `claims`, the rows of `claims`. Nothing after the as-of day is visible; `ends_on` of what still
    lasts then is FOREVER. Gaps are days out of the funnel.
    """
    keys = keys_of(context)
    made = named_table({**dict.fromkeys(keys, "string"), **CLAIM}, name="claims")
    stretches = cut(made, keys)
    beside = made.select(*keys, "level", _since="starts_on", _until="ends_on")
    covered = joined(
        stretches,
        beside,
        [
            *[stretches[name] == beside[name] for name in keys],
            beside._since <= stretches.starts_on,
            beside._until >= stretches.ends_on,
        ],
    )
    judged = covered.group_by(*keys, "starts_on", "ends_on").aggregate(
        targeted=_any(covered.level == LEVEL["target"]),
        exempt=_any(covered.level == EXEMPT),
        customer=_any(covered.level == LEVEL["customer"]),
        early=ibis.ifelse(covered.level < LEVEL["customer"], covered.level, 0).max(),
        late=covered.level.max(),
    )
    in_target = (judged.targeted == 1) & (judged.exempt == 0)
    level = ibis.cases(
        (judged.customer == 1, judged.late), (in_target, ibis.greatest(judged.early, 0)), else_=ibis.null("int64")
    )
    placed = judged.mutate(level=level.cast("int64"))
    levels = runs(placed.filter(placed.level.notnull()), keys, "level")
    names = [(levels.level == number, ibis.literal(stage)) for stage, number in LEVEL.items()]
    return _still_going(context, levels.mutate(stage=ibis.cases(*names)))


def claims(context: Context, mqa: bool = False) -> Table:
    """What each stage of an account rests on, as stretches of days: split…, account_id, level, starts_on, ends_on.

    Only accounts the scope asks for; tier as of the as-of day, or of the last day in scope before it.
    """
    wanted = chosen(context, last_places(context)).select(*keys_of(context))
    return _visible(context, _all_claims(context, mqa)).semi_join(wanted, list(keys_of(context)))


def last_places(context: Context) -> Table:
    """Entry and tier of every account ever in scope: on the as-of day, or on its last day in scope before."""
    stretches = segments(context).cross_join(context.clock.select("as_of"))
    stretches = stretches.filter(stretches.starts_on <= stretches.as_of)
    last = ibis.window(group_by=list(keys_of(context)), order_by=ibis.desc("starts_on"))
    turned = stretches.mutate(turn=ibis.row_number().over(last))
    return turned.filter(turned.turn == 0).select(*keys_of(context), "entered_on", "tier", "tier_order")


def _any(condition: Value) -> Value:
    return ibis.ifelse(condition, 1, 0).max()


def _visible(context: Context, claims: Table) -> Table:
    """Nothing that begins after the as-of day, and nothing that ends after it."""
    seen = claims.cross_join(context.clock.select("as_of"))
    seen = seen.filter(seen.starts_on <= seen.as_of)
    return seen.mutate(ends_on=ibis.least(seen.ends_on, plus_days(seen.as_of, 1))).drop("as_of")


def _still_going(context: Context, rows: Table) -> Table:
    seen = rows.cross_join(context.clock.select("as_of"))
    going = seen.ends_on > seen.as_of
    return seen.mutate(ends_on=ibis.ifelse(going, day(FOREVER), seen.ends_on)).drop("as_of")


def _all_claims(context: Context, mqa: bool) -> Table:
    parts = {
        LEVEL["target"]: segments(context),
        EXEMPT: exempt(context),
        LEVEL["engaged"]: on_accounts(context, engaged_days(context, context.engaged)),
        LEVEL["opportunity"]: open_opportunities(context),
        LEVEL["customer"]: customers(context),
        LEVEL["retained"]: on_accounts(context, renewals(context)),
        LEVEL["expanded"]: on_accounts(context, expansions(context)),
    }
    if mqa:
        parts[LEVEL["mqa"]] = mqa_days(context)
    keys = keys_of(context)
    joined_up = [merged(part, keys).mutate(level=ibis.literal(level, "int64")) for level, part in parts.items()]
    return union(*joined_up)


def on_accounts(context: Context, intervals: Table) -> Table:
    """What holds for an account, for each of the scopes (split) in which it has ever been."""
    if not context.split:
        return intervals.semi_join(segments(context), "account_id")
    scopes = segments(context).select(*keys_of(context)).distinct()
    return joined(intervals, scopes, "account_id")


def exempt(context: Context) -> Table:
    """Days in scope of a run that the account entered as a customer, as known on those days (rule 3)."""
    stretches = segments(context)
    if context.arm == "all":
        return stretches.filter(ibis.literal(False))
    known = customer_spells(context).rename(began_on="starts_on", over_on="ends_on")
    before = known.began_on < stretches.entered_on, known.over_on >= stretches.entered_on
    if context.arm == "rest":
        before = known.began_on <= stretches.entered_on, known.over_on > stretches.entered_on
    rows = joined(stretches, known, [stretches.account_id == known.account_id, *before])
    return rows.mutate(
        starts_on=ibis.greatest(rows.starts_on, rows.known_from), ends_on=ibis.least(rows.ends_on, rows.known_to)
    )


def engaged_days(context: Context, preset: PresetShape) -> Table:
    """Stretches of days on which a preset holds, of any account: account_id, starts_on, ends_on."""
    number = context.value(f"{preset.name}.lookback_days")
    clock = context.clock.select("as_of")
    table = daily(context, preset).cross_join(clock)
    table = table.filter(table.day <= table.as_of).semi_join(segments(context), "account_id")
    if preset.holds == "touch":
        touched = table.filter(table.touches > 0)
        return touched.select("account_id", starts_on=touched.day, ends_on=plus_days(touched.day, number))
    moments = _moments(context, table, number, with_people=preset.holds == "people")
    following = moments.at.lead().over(ibis.window(group_by="account_id", order_by="at"))
    until = moments.mutate(ends_on=following.fill_null(day(FOREVER)))
    held = holds(context, preset, moments, ("account_id", "at"))
    return joined(held, until, ["account_id", "at"]).rename(starts_on="at")


def _moments(context: Context, table: Table, number: Value, *, with_people: bool) -> Table:
    """Days on which a rolling sum may change: of a touch, of its end, and on which a person becomes known."""
    parts = [table.select("account_id", at="day"), table.select("account_id", at=plus_days(table.day, number))]
    if with_people:
        people = context.unit("people").semi_join(table, "account_id")
        people = people.filter(people.created_on.notnull()).cross_join(context.clock.select("as_of"))
        parts.append(people.filter(people.created_on <= people.as_of).select("account_id", at="created_on"))
    return union(*parts, distinct=True)


def mqa_days(context: Context) -> Table:
    """Days on which the MQA rule holds; every day in scope where accounts are chosen up front."""
    selected, columns = context.value("mqa.selected"), (*keys_of(context), "starts_on", "ends_on")
    judged = on_accounts(context, engaged_days(context, context.mqa)).filter(~selected)
    return union(segments(context).filter(selected).select(*columns), judged.select(*columns))


def open_opportunities(context: Context) -> Table:
    """Days on which a such deal of the run of days in scope is open (rule 6): keys…, starts_on, ends_on."""
    keys = (*keys_of(context), "entered_on")
    deals = new_business(context).filter(lambda t: t.qualified_on.notnull())
    states = context.fact("deal_states")
    states = states.filter(states.status == "open").select("opportunity_id", "starts_on", "ends_on")
    open_days = joined(deals, states, "opportunity_id")
    open_days = open_days.mutate(starts_on=ibis.greatest(open_days.starts_on, open_days.qualified_on))
    open_days = open_days.filter(open_days.starts_on < open_days.ends_on)
    stretches = segments(context)
    created = stretches.select(*keys, _since="starts_on", _until="ends_on")
    mine = joined(
        open_days,
        created,
        [
            open_days.account_id == created.account_id,
            created._since <= open_days.created_on,
            created._until > open_days.created_on,
        ],
    ).select(*keys, "starts_on", "ends_on")
    return overlapping(mine, stretches, keys)


def customers(context: Context) -> Table:
    """Days on which an account ever targeted is a customer, as known on those days."""
    keys = keys_of(context)
    stretches = segments(context)
    since = stretches.group_by(*keys).aggregate(_first=stretches.starts_on.min())
    rows = joined(since, customer_spells(context), "account_id")
    rows = rows.mutate(
        starts_on=ibis.greatest(rows.starts_on, rows.known_from, rows._first),
        ends_on=ibis.least(rows.ends_on, rows.known_to),
    )
    if context.arm != "rest":
        return rows
    busy = treated(context)
    first = busy.group_by("account_id").aggregate(_treated=busy.starts_on.min())
    rows = joined(rows, first, "account_id", how="left")
    return rows.mutate(ends_on=ibis.least(rows.ends_on, rows._treated.fill_null(day(FOREVER))))


def renewals(context: Context) -> Table:
    """From the day after the last day of a contract that was renewed."""
    contracts = context.unit("contracts")
    renewed = contracts.filter(contracts.renewal == "renewed", contracts.ends_on.notnull())
    return renewed.select("account_id", starts_on=plus_days(renewed.ends_on, 1), ends_on=day(FOREVER))


def expansions(context: Context) -> Table:
    """While an expansion deal is won, and from the start of a contract that renews another at a higher annual value."""
    return union(_expansion_deals(context), _higher_renewals(context))


def _expansion_deals(context: Context) -> Table:
    deals = context.unit("deals")
    deals = deals.filter(deals.type == "expansion", deals.account_id.notnull()).select(
        "opportunity_id", "account_id", "created_on"
    )
    states = context.fact("deal_states")
    won = states.filter(states.status == "won", states.closed_on.notnull())
    rows = joined(won, deals, "opportunity_id")
    rows = rows.filter(rows.closed_on >= rows.created_on)
    return rows.select("account_id", starts_on=ibis.greatest(rows.starts_on, rows.closed_on), ends_on=rows.ends_on)


def _higher_renewals(context: Context) -> Table:
    contracts = context.unit("contracts").filter(lambda t: t.annual_value.notnull())
    old = contracts.filter(contracts.renewal == "renewed", contracts.ends_on.notnull())
    old = old.select("account_id", "contract_id", "annual_value", "currency", "ends_on", began_on="starts_on")
    new = contracts.select(
        "account_id", _next="contract_id", _value="annual_value", _money="currency", starts_on="starts_on"
    )
    pairs = joined(old, new, "account_id")
    gap = days_between(pairs.starts_on, pairs.ends_on)
    pairs = pairs.filter(
        pairs._next != pairs.contract_id,
        pairs.starts_on > pairs.began_on,
        gap >= 1 - RENEWED_WITHIN,
        gap <= 1 + RENEWED_WITHIN,
    )
    priced = converted(context, pairs.rename(worth="_value", money="_money"), "annual_value", "starts_on")
    priced = priced.drop("currency", "unconverted").rename(currency="money")
    priced = converted(context, priced, "worth", "starts_on")
    higher = priced.filter(priced.worth > priced.annual_value)
    return higher.select("account_id", "starts_on", ends_on=day(FOREVER))
