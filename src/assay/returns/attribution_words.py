"""What is said of an attribution, in four languages."""

from __future__ import annotations

from collections.abc import Mapping

from assay.languages import translator
from assay.languages.formats import number, percent
from assay.returns.journeys import Journeys


def describe(model: str, half_life_days: float, language: str) -> tuple[str, str]:
    """Name of a model, and how it divides."""
    t = translator(language).gettext
    days = {"days": number(half_life_days, language)}
    known = {
        "first": (t("First touch"), t("all to the first touch")),
        "last": (t("Last touch"), t("all to the last touch before the deal was opened")),
        "linear": (t("Linear"), t("the same to every touch")),
        "time_decay": (t("Time decay"), t("half the weight for every %(days)s days before the deal was opened") % days),
        "u": (t("U-shaped"), t("40% first touch, 40% last touch, 20% all others")),
        "w": (t("W-shaped"), t("30% first touch, 30% the touch that made the account an MQA, 30% the last touch before the deal was opened, 10% all others")),
        "full_path": (t("Full path"), t("22.5% each to the first touch, the touch that made the account an MQA, the last touch before the deal was opened and the last before it was won, 10% all others")),
        "minutes": (t("Minutes"), t("by engagement minutes")),
        "markov": (t("Markov chain"), t("by what would be lost without it (removal effect), chain of order 1, solved exactly")),
        "shapley": (t("Shapley value"), t("the same to every distinct value on the path (exact Shapley value)")),
    }  # fmt: skip
    return known[model]


def label(value: str | None, names: Mapping[str, str], language: str, *, special: bool = False) -> str:
    """What a row is called; `special` are the rows of deals that cannot be divided."""
    t = translator(language).gettext
    if special:
        return t("no touch") if value == "no_touch" else t("no minutes")
    return t("(not given)") if value is None else names.get(value, value)


def models_words(model: str, journeys: Journeys, language: str) -> tuple[str, ...]:
    """What one model lacked on these paths."""
    if model not in ("w", "full_path"):
        return ()
    n = translator(language).ngettext
    touched = journeys.paths.lengths > 0
    missing = int((touched & (journeys.leads < 0)).sum())
    sentences = []
    if missing:
        text = n(
            "%(number)s deal has no touch up to an MQA day on its path: the other milestones share that weight.",
            "%(number)s deals have no touch up to an MQA day on their path: the other milestones share that weight.",
            missing,
        )
        sentences.append(text % {"number": number(missing, language, 0)})
    pending = int((touched & journeys.deals["won_on"].isna().to_numpy()).sum())
    if model == "full_path" and pending:
        text = n(
            "%(number)s deal is not won (yet): there is no last milestone, and its path ends when it was opened.",
            "%(number)s deals are not won (yet): there is no last milestone, and their path ends when they were opened.",
            pending,
        )
        sentences.append(text % {"number": number(pending, language, 0)})
    return tuple(sentences)


def caveats(
    journeys: Journeys,
    by: str,
    lookback_days: int,
    summed: float | None,
    union: float | None,
    language: str,
    sent_weight: float = 1.0,
) -> tuple[str, ...]:
    """What must be read beside the figures, the label first."""
    words = translator(language)
    t, n = words.gettext, words.ngettext
    said = [
        t("Attribution is an allocation: it divides the amount of the deals, it does not prove what caused them. It is never added to a measured effect."),
        t("Only touches from %(days)s days before the deal was opened up to that day count; later ones follow from the deal.") % {"days": number(lookback_days, language, 0)},
    ]  # fmt: skip
    if sent_weight < 1 and (journeys.paths.weights < 1).any():
        said.append(t("What was only sent to the account (an e-mail, an advertisement shown) counts for %(weight)s of a touch.") % {"weight": number(sent_weight, language, 2)})  # fmt: skip
    if summed is not None and union is not None:
        shares = {
            "sum": percent(summed, language, 0),
            "union": percent(union, language),
            "by": _dimension(by, language),
        }
        said.append(t("Influence added up by %(by)s is %(sum)s of the amount, because a deal counts once in each row; counted once, %(union)s had a touch.") % shares)  # fmt: skip
    counts = (
        (
            int((journeys.paths.lengths == 0).sum()),
            n(
                "%(number)s deal had no touch; its amount is a row of its own.",
                "%(number)s deals had no touch; their amount is a row of its own.",
                int((journeys.paths.lengths == 0).sum()),
            ),
        ),
        (
            int((journeys.cents == 0).sum()) - journeys.unconverted,
            n(
                "%(number)s deal has no amount to divide.",
                "%(number)s deals have no amount to divide.",
                int((journeys.cents == 0).sum()) - journeys.unconverted,
            ),
        ),
        (
            journeys.unconverted,
            n(
                "%(number)s deal is left out of the money: no exchange rate.",
                "%(number)s deals are left out of the money: no exchange rate.",
                journeys.unconverted,
            ),
        ),
    )
    said += [text % {"number": number(count, language, 0)} for count, text in counts if count]
    return tuple(said)


def _dimension(by: str, language: str) -> str:
    t = translator(language).gettext
    known = {
        "channel": t("channel"),
        "kind": t("kind of touch"),
        "campaign": t("campaign"),
        "team": t("team"),
    }
    return known[by]
