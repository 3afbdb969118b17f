"""The sentences of a comparison, in four languages: English here, the others in `languages/<language>/impact.po`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assay.languages import translator
from assay.languages.formats import NOTHING, difference_text, number, one_stop, value_text

_ = str
"""Marks a text for translation where it stands in a table."""

RUNGS: Mapping[str, str] = {
    "randomised": _("Randomised: a lot decided which accounts had the programme, so a difference is caused by it."),
    "staggered": _(
        "Staggered waves: accounts that started later stood in as controls; a difference goes with the programme."
    ),
    "matched": _(
        "Matched: the other accounts were weighted to be like the treated on what was known before launch; a difference "
        "goes with the programme, what was not recorded may still play a part."
    ),
    "synthetic": _(
        "Synthetic: one treated segment against a blend of the others that moved as it did before; a difference goes "
        "with the programme."
    ),
    "descriptive": _(
        "Descriptive: the figures stand side by side, and their difference cannot be credited to the programme."
    ),
}

SENTENCES: Mapping[tuple[str, str], str] = {
    ("higher", "caused"): _(
        "%(name)s: %(abm)s with the programme, %(against)s for accounts held back by lot. The programme raised it by "
        "%(size)s (95%% interval: %(range)s)."
    ),
    ("lower", "caused"): _(
        "%(name)s: %(abm)s with the programme, %(against)s for accounts held back by lot. The programme lowered it by "
        "%(size)s (95%% interval: %(range)s)."
    ),
    ("higher", "associated"): _(
        "%(name)s: %(abm)s with the programme, %(against)s for comparable accounts without it. It is higher by %(size)s "
        "(95%% interval: %(range)s), and this goes with the programme; it is not proof that the programme caused it."
    ),
    ("lower", "associated"): _(
        "%(name)s: %(abm)s with the programme, %(against)s for comparable accounts without it. It is lower by %(size)s "
        "(95%% interval: %(range)s), and this goes with the programme; it is not proof that the programme caused it."
    ),
    ("no_difference_seen", ""): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. No difference is seen, and one that matters "
        "(%(relevant)s or more) is ruled out (95%% interval: %(range)s)."
    ),
    ("cannot_tell_yet", ""): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. It cannot be told yet whether the programme makes "
        "a difference: anything between %(low)s and %(high)s fits these accounts."
    ),
    ("cannot_tell_yet", "of_many"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it (a difference of %(difference)s). Alone this would "
        "stand out; as one of %(of)s figures looked at together it may be chance, so it cannot be told yet."
    ),
    ("cannot_tell_yet", "early"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it (a difference of %(difference)s). Looked at once this "
        "would stand out; but a running programme is looked at again and again, and at this look a verdict needs a clearer "
        "difference, so it cannot be told yet."
    ),
    ("cannot_tell_yet", "drift"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it (a difference of %(difference)s). If the waves went on "
        "drifting apart a quarter as fast as before launch, this would explain it, so it cannot be told yet."
    ),
    ("cannot_tell_yet", "uneven"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it (a difference of %(difference)s). It hangs on few very "
        "large amounts, so it cannot be told yet."
    ),
    ("cannot_tell_yet", "unmeasured"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it (a difference of %(difference)s). It hangs on cases "
        "whose values are not known, so it cannot be told yet."
    ),
    ("cannot_tell_yet", "left_out"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it (a difference of %(difference)s). With the comparison "
        "accounts that belong to companies of the programme it is gone, so it cannot be told yet."
    ),
    ("cannot_tell_yet", "few"): _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. It cannot be told yet: there are too few cases to say "
        "how far chance alone reaches."
    ),
    ("cannot_tell_yet", "nothing"): _("%(name)s: it cannot be told yet, because there is no figure to compare."),
}

NO_EFFECT: Mapping[str, str] = {
    "raw": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. These accounts were chosen, not drawn by lot: the "
        "difference of %(difference)s also holds what made them worth choosing, and cannot be credited to the programme."
    ),
    "few_treated": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. With %(treated)s treated accounts the difference "
        "of %(difference)s is only shown: below %(least)s it is not called an effect."
    ),
    "unbalanced": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. The accounts without it cannot be made alike "
        "(%(worst)s still differs by %(smd)s standard deviations), so the difference of %(difference)s cannot be credited to the "
        "programme."
    ),
    "pre_trend": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. The waves had moved apart before they launched, so the "
        "difference of %(difference)s cannot be credited to the programme."
    ),
    "named_late": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. The accounts without it were named later, when hardly "
        "anything had happened to them yet, so the difference of %(difference)s cannot be credited to the programme."
    ),
    "thinned": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. One group has lost accounts that were excluded, so the "
        "difference of %(difference)s cannot be credited to the programme."
    ),
    "both_arms": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. Too many accounts stand in both groups of one list, so the "
        "difference of %(difference)s cannot be credited to the programme."
    ),
    "listed_at_deal": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. Accounts were put on the list when their deals were "
        "opened, so the difference of %(difference)s cannot be credited to the programme."
    ),
    "fake_launch": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. A year earlier, without any programme, the same "
        "accounts differed already, so the difference of %(difference)s cannot be credited to the programme."
    ),
    "unmeasured": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. In one of the groups more than a tenth of the cases have "
        "no value, so the difference of %(difference)s cannot be credited to the programme."
    ),
    "hot_pick": _(
        "%(name)s: %(abm)s with the programme, %(against)s without it. The accounts were picked while they were busy, and such "
        "accounts return to normal by themselves, so the difference of %(difference)s cannot be credited to the programme."
    ),
    "nothing": _("%(name)s: there is no figure to compare."),
}

LOTS: Mapping[str, str] = {
    "record": _("List %(list)s: draw %(number)s, put on record on %(by)s (seed %(seed)s), counts from %(since)s on."),
    "vouched": _("List %(list)s: drawn elsewhere on %(since)s; %(by)s vouches for it."),
}

DETECTABLE = _("A difference of %(detectable)s would have been seen in four of five such programmes.")
UNDETECTABLE: Mapping[str, str] = {"share": _("So few cases could not have shown any difference, however large.")}
TIERS: Mapping[str, str] = {
    "none": _("By tier: each is drawn towards all accounts, and no tier by itself shows more than chance explains."),
    "some": _("By tier: each is drawn towards all accounts; more than chance explains is seen in tier %(tiers)s."),
}
SHORT: Mapping[str, str] = {
    "cases": _(
        "It takes %(least)s accounts with a case in each group; by their weight %(abm)s count with the programme, %(against)s "
        "without."
    ),
    "money": _("It takes %(least)s accounts with an amount, both groups together; there are %(n)s."),
    "until": _("At the pace so far they are there on %(day)s; more accounts would be sooner."),
}
RANGE = _("from %(low)s to %(high)s")
PER_ACCOUNT = _("%(name)s per account")
POINTS = _("%(points)s points")
WANTED = _("Here lower is better.")
UNWANTED = _("This is the wrong direction.")

NAIVE: Mapping[str, str] = {
    "control": _(
        "Without weighting the control accounts show %(value)s, a difference of %(difference)s: it mixes the programme "
        "with how the list was picked."
    ),
    "rest": _(
        "All other accounts show %(value)s, a difference of %(difference)s: it mixes the programme with how the list was "
        "picked."
    ),
    "holdout": _(
        "The holdout shows %(value)s, a difference of %(difference)s; a lot drew it, so this is a fair comparison."
    ),
    "undrawn": _(
        "The accounts held back show %(value)s, a difference of %(difference)s: no lot is known to have drawn them, so it mixes "
        "the programme with how they were picked."
    ),
    "nothing": _("The comparison group has no figure of its own."),
}

REFUSED: Mapping[str, str] = {
    "not_an_outcome": _(
        "This figure describes the list or what was put into it; it is not something the groups could differ in."
    ),
    "mix": _("A split of a whole has no single value that could be compared; compare one of its parts instead."),
    "cost": _(
        "Costs are spread over accounts by convention, and other groups bear only their own: a difference "
        "would say nothing. The return of the programme sets cost against the effect."
    ),
    "estimate": _("This figure is an estimate for a whole customer base and has no value per account to compare."),
}

LEFT_OUT: Mapping[str, str] = {
    "relative": _("belongs to the same parent company as a treated account"),
    "treated": _("has had the programme itself"),
    "customer": _("was a customer already at launch"),
    "late": _("joined the list after the lot was drawn"),
    "both_arms": _("stands in both groups of one list"),
    "lacking": _("no account without the programme is like it"),
}

WARNINGS: Mapping[str, str] = {
    "raw": _(
        "A raw difference is not an effect: the list was picked, and picked accounts differ from the others anyway."
    ),
    "picked_hot": _(
        "The list was picked among busy accounts (%(covariate)s differs by %(smd)s standard deviations): such accounts do "
        "better, or fall back to normal, with or without a programme."
    ),
    "unbalanced": _(
        "After weighting %(covariate)s still differs by %(smd)s standard deviations; more than %(limit)s is too much."
    ),
    "few_treated": _("Only %(treated)s treated accounts: below %(least)s a difference is shown, not called an effect."),
    "few_effective": _("The weighted comparison accounts tell as much as %(ess)s accounts would."),
    "too_many_covariates": _(
        "Too few comparison accounts to balance everything: %(covariates)s are shown but not balanced."
    ),
    "contaminated": _(
        "The programme's own campaigns reached %(share)s of the comparison accounts: the difference is understated."
    ),
    "corrected": _(
        "Its campaigns reached %(reached)s of the treated accounts. Per account reached the difference would be %(difference)s "
        "(95%% interval: %(range)s), if the programme works through its touches alone."
    ),
    "narrowed": _("Only the lists with a holdout are compared: %(lists)s."),
    "unmatched": _("%(n)s treated accounts have no like among the others and are left out."),
    "among_won": _(
        "Only deals that were won (or cases that happened) carry this figure, and the programme may change which ones "
        "these are: read it beside the rates."
    ),
    "horizon": _(
        "Days are means of what happened within %(days)s days, the time both groups were followed; what is"
        " still open is reckoned with."
    ),
    "few_cases": _("Few cases: %(abm)s with the programme, %(against)s without."),
    "no_case": _("One of the groups has no case to measure."),
    "per_account": _(
        "Sums are compared as means per account; groups of different size could not be compared otherwise."
    ),
    "tiers": _("The rest of the accounts have no tier: all of them are compared with the tiers asked for."),
    "chance_imbalance": _("By chance the holdout differs in %(covariate)s by %(smd)s standard deviations."),
    "per_quarter": _("Values are per quarter, averaged over the quarters since launch."),
    "needs_account_values": _(
        "Waves compare figures that every account has in every quarter: sums, or shares of accounts."
    ),
    "pre_trend": _("The waves had moved apart before they launched (p = %(p)s): the comparison rests on weak ground."),
    "small_waves": _("%(n)s waves have fewer than 5 accounts: their intervals are rough."),
    "waves_left_out": _("%(n)s waves have no quarter before them, or no controls, and are left out."),
    "segment": _("%(unit)s is compared with a blend of %(n)s segments in which hardly any account is on the list."),
    "few_placebos": _("With %(n)s comparison segments chance can hardly be ruled out."),
    "few_periods": _("Only %(n)s quarters before launch: that the blend fits them says little."),
    "dose": _("This figure counts what the programme does, not what it achieves."),
    "not_drawn": _(
        "No lot is on record for this holdout, so it is compared like any control group. Have Assay draw "
        "it, or vouch in the settings for a lot that was drawn elsewhere."
    ),
    "redrawn": _(
        "This list was drawn again before the draw that was loaded began to count: one of several draws has been chosen, so it is "
        "compared like any control group."
    ),
    "dated_late": _(
        "Somebody vouches for a lot of a day when its holdout had stood in the lists for long: the lot cannot have decided who stands "
        "there, so it is compared like any control group."
    ),
    "rewritten": _(
        "Later loads changed the past of the lists: accounts moved between groups or days %(moved)s, dropped %(dropped)s, added "
        "%(added)s. Each stands where, and since when, it was first said to stand."
    ),
    "both_arms": _(
        "Accounts that one list puts into both groups on the same day: %(n)s. Who they are compared with cannot be told."
    ),
    "thinned": _(
        "Accounts of these lists that were marked as excluded: %(abm)s with the programme, %(against)s without. Who is left no "
        "longer tells what became of all of them."
    ),
    "crossed": _(
        "Comparison accounts that came into a programme later: %(n)s. They stay where they were first, or those that did well "
        "could be taken out; the difference is understated."
    ),
    "listed_at_deal": _(
        "More accounts of the programme opened a deal within a week of being listed than chance explains: they were listed "
        "because of the deal."
    ),
    "sample_ratio": _(
        "Of the accounts that were drawn one group has lost more than chance explains (probability by "
        "chance, p: %(p)s): what is left is no lot any more, and is compared like any control group."
    ),
    "unlike_by_lot": _(
        "Before launch the groups differed more than a lot makes them differ (probability by chance, p: "
        "%(p)s): they are compared like any control group."
    ),
    "realigned": _(
        "The comparison accounts were listed at other times than the programme's; they are followed from its launch days, "
        "equally long."
    ),
    "stayed": _("One group left its list earlier than the other: what follows after leaving counts in both."),
    "named_late": _(
        "The comparison accounts were named after launch, and hardly any deal was opened with them until then: whoever had "
        "one could not be named."
    ),
    "fake_launch": _("A year before launch the same accounts differed already, by %(difference)s."),
    "hot_pick": _(
        "The accounts were picked while they were busy: a fall back to normal cannot be told from an effect of the programme."
    ),
    "early": _(
        "Look %(look)s of %(looks)s up to %(day)s: a verdict needs p below %(limit)s today, so that all looks together err in "
        "5%% at most."
    ),
    "drift": _("The waves moved apart before they launched; a quarter of that, going on, leaves no finding."),
    "uneven": _("With the largest amounts cut to the size of the others the difference is no finding."),
    "chosen_late": _(
        "%(name)s was made the primary figure on %(day)s, after the launch of %(launch)s: it counts as one of several."
    ),
    "unmeasured": _(
        "Cases that have no value here, because an amount, an exchange rate or a sound date is missing: %(abm)s with the programme, "
        "%(against)s without."
    ),
    "no_spread": _("Nothing varies between these accounts yet, so no interval can be given."),
    "one_of_many": _("As one of %(n)s figures compared together it is no finding, though it would be one alone."),
}

ANY_KPI = _("Any figure can be compared by its key in the address. The headline ones stand beside.")
CHECKS: Mapping[str, tuple[str, str]] = {
    "e_value": (
        _("Hidden cause"),
        _(
            "Something unrecorded would have to go with both the list and the outcome %(point)s times as strongly to explain "
            "the difference away (%(limit)s times to make it uncertain)."
        ),
    ),
    "gamma": (
        _("Hidden choice"),
        _(
            "In matched pairs the finding holds while unseen reasons change the odds of being on the list by less than %(gamma)s."
        ),
    ),
    "balancing": (_("Other way of balancing"), _("The difference would be %(difference)s.")),
    "regression": (_("Regression without weights"), _("The difference would be %(difference)s.")),
    "after_leaving": (
        _("What follows after leaving the list"),
        _("Counting that too, in both groups, the difference would be %(difference)s."),
    ),
    "without_largest": (_("Without the largest account"), _("The difference would be %(difference)s.")),
    "fake_launch": (
        _("Fake launch a year earlier"),
        _("Before there was a programme the same accounts differ by %(difference)s."),
    ),
    "first_verdict": (
        _("First honest verdict"),
        _("With these accounts, %(day)s is the first day on which it can be judged."),
    ),
    "nothing_happened": (_("Fake launch a year earlier"), _("Before launch neither group has a case of it.")),
    "no_history": (_("Fake launch a year earlier"), _("The data do not go back far enough before launch.")),
    "fake_lists": (
        _("Fake lists"),
        _(
            "Of %(n)s lists drawn by lot among the comparison accounts %(share)s look like a finding (5%% would be right); "
            "%(rank)s show a difference as large as the real one."
        ),
    ),
}

BALANCINGS: Mapping[str, str] = {
    "entropy": _("weights"),
    "nearest": _("nearest neighbours"),
    "exact": _("equals only"),
}
COVARIATES: Mapping[str, str] = {
    "employees": _("Employees"),
    "annual_revenue": _("Annual revenue"),
    "prior_touches": _("Engaging touches, year before launch"),
    "recent_touches": _("Engaging touches, 90 days before launch"),
    "prior_deals": _("Legitimate deals before launch"),
    "won_deals": _("Deals won before launch"),
    "open_deals": _("Deals open at launch"),
    "account_age": _("Age of the account"),
    "industry": _("Industry"),
    "country": _("Country"),
    "region": _("Region"),
}
LEVEL_OF = _("%(name)s: %(level)s")
LEVELS: Mapping[str, str] = {"other": _("other"), "unknown": _("unknown")}


def say(language: str, text: str, **values: Any) -> str:
    """A text of this module in a language, its values put in."""
    translated = translator(language).gettext(text)
    return one_stop(translated % values if values else translated.replace("%%", "%"))


def covariate_label(covariate: str, level: str | None, language: str) -> str:
    name = say(language, COVARIATES[covariate]) if covariate in COVARIATES else covariate.removeprefix("x_")
    if level is None:
        return name
    value = say(language, LEVELS[level]) if level in LEVELS else level
    return say(language, LEVEL_OF, name=name, level=value)


FINE = 10
"""Below it a plain number is shown with two decimals: touches, deals or people per account are small."""


def value_words(value: float | None, unit: str, currency: str | None, language: str) -> str:
    """A value with its unit."""
    if value is not None and _is_plain(unit) and abs(value) < FINE:
        return number(value, language, 2)
    return value_text(value, unit, currency, language)


def _is_plain(unit: str) -> bool:
    return unit not in ("share", "days") and not unit.startswith("money")


def difference_words(value: float | None, unit: str, currency: str | None, language: str) -> str:
    """A difference with its sign; of two shares in points."""
    if value is None:
        return NOTHING
    sign = "+" if value > 0 else ""
    if unit == "share":
        return sign + say(language, POINTS, points=number(100 * value, language))
    if _is_plain(unit) and abs(value) < FINE:
        return sign + number(value, language, 2)
    return difference_text(value, unit, currency, language)


def size_words(value: float, unit: str, currency: str | None, language: str) -> str:
    """How large a difference is, without its sign."""
    return difference_words(abs(value), unit, currency, language).removeprefix("+")


def low_words(value: float | None, unit: str, currency: str | None, language: str) -> str:
    """The first end of a range: its unit stands at the other end, but for money."""
    if value is None or unit.startswith("money"):
        return difference_words(value, unit, currency, language)
    if _is_plain(unit):
        return difference_words(value, unit, None, language)
    return ("+" if value > 0 else "") + number(100 * value if unit == "share" else value, language)


LEAST_P = 0.001


def p_words(value: float, language: str) -> str:
    """A p as far as it is worth telling: below a thousandth it only says so."""
    return f"< {number(LEAST_P, language, 3)}" if value < LEAST_P else number(value, language, 3)
