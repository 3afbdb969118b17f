"""What the figures leave out, what each of them means, and the words used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assay.comparison.result import Comparison, Named
from assay.kpis import CATALOGUE, find_comparison
from assay.landing.quarantine import quarantined
from assay.languages.labels import labels
from assay.report.brief import Brief
from assay.report.pack import Block, Cell, Page, Pair, Points, Prose, Table, Terms
from assay.report.say import plain

GLOSSARY = {
    "words_of_evidence": ("touched", "associated", "caused"),
    "terms": (
        "scope",
        "window",
        "as_of",
        "entry",
        "customer_at_entry",
        "touch",
        "engaging_touch",
        "legitimate",
        "cost_in_scope",
        "censored_estimate",
    ),
}
FACTS = {
    "accounts": "Accounts",
    "people": "People",
    "memberships": "List rows",
    "touches": "Touches",
    "deals": "Deals",
    "contracts": "Contracts",
    "costs": "Costs",
    "survey_answers": "Survey answers",
    "signals": "Intent signals",
    "fx_spells": "Exchange rates",
    "opportunities": "Deals",
    "list_memberships": "List rows",
    "survey_responses": "Survey answers",
    "intent_signals": "Intent signals",
    "fx_rates": "Exchange rates",
}
REASONS = {
    "merged": "merged into another",
    "excluded": "excluded: partners, competitors, the own company",
    "objected": "objected to processing",
    "without an account": "without an account",
    "ambiguous e-mail": "ambiguous e-mail",
    "unknown account": "of an unknown account",
    "holds on no day": "holds on no day",
    "ambiguous": "several accounts possible",
    "unknown kind": "of an unknown kind",
    "of excluded accounts": "of excluded accounts",
    "of people who objected": "of people who objected",
    "deleted": "deleted",
    "test": "test",
    "closed before creation": "closed before creation",
    "closed without a day": "closed without a day",
    "ends before it starts": "end before they start",
    "not above zero, or of one currency": "not above zero, or of one currency",
}
MOST_NAMED = 3
SHOWN = 7


def method_page(brief: Brief, comparisons: Sequence[Comparison]) -> Page:
    say = brief.say
    topic, message = say("Method"), say("What the figures leave out")
    unmatched = _unmatched(brief)
    right = tuple(_compared(brief, comparisons))
    left: list[Block] = [_left_out(brief)] if brief.company else []
    if unmatched:
        right = (Points(unmatched, say("Read with this in mind")), *right)
    intro = say(
        "Nothing is dropped silently: what a figure could not use is counted here. Every figure can be opened down to its rows, "
        "and any pack can be made again from run %(run)s.",
        run=str(brief.asking.run_number),
    )
    left += right
    return Page("method", topic, message, (Prose(intro), Pair(tuple(left), (glossary(brief),))))


def _left_out(brief: Brief) -> Table:
    say = brief.say
    query = "SELECT fact, reason, n FROM left_out ORDER BY n DESC, fact, reason"
    rows: list[tuple[Cell, ...]] = [
        (say.text(say(FACTS.get(fact, fact))), say.text(say(REASONS.get(reason, reason))), say.count(n))
        for fact, reason, n in brief.asking.cursor().execute(query).fetchall()
    ]
    rows += _quarantined(brief)
    columns = (say("What"), say("Why"), say("Rows"))
    title = say("Left out of every figure, in the whole company")
    return Table("left_out", title, columns, tuple(rows), shown=SHOWN)


def _quarantined(brief: Brief) -> Iterator[tuple[Cell, ...]]:
    """Bad values by table: at landing, and rows that refer to nothing."""
    say = brief.say
    query = "SELECT table_name, count(*) FROM model.quarantine GROUP BY 1"
    count = Counter(dict(brief.asking.cursor().execute(query).fetchall()))
    if brief.asking.workspace is not None:
        count.update(row.table for row in quarantined(brief.asking.workspace))
    for table, n in count.most_common():
        yield (
            say.text(say(FACTS.get(table, plain(table)))),
            say.text(say("in quarantine: a value cannot be used")),
            say.count(n),
        )


def _unmatched(brief: Brief) -> tuple[str, ...]:
    say = brief.say
    sentences = []
    query = "SELECT count(*), count(*) FILTER (WHERE match IN ('none', 'ambiguous')) FROM touches"
    touches, lost = brief.asking.cursor().execute(query).fetchall()[0]
    if brief.company and touches:
        sentences.append(
            say(
                "%(share)s of all touches could not be tied to an account (%(lost)s of %(all)s).",
                share=say.percent(lost / touches),
                lost=say.number(lost),
                all=say.number(touches),
            )
        )
    answers = [answer for key in ("pipeline", "new_revenue", "programme_cost") if (answer := brief.maybe(key))]
    noted = [(answer.name, say.note(answer.total)) for answer in answers]
    sentences += [
        say(
            "%(what)s: %(said)s",
            what=", ".join(name for name, said in noted if said == note),
            said=note,
        )
        for note in dict.fromkeys(note for _, note in noted if note)
    ]
    return tuple(sentences)


def _compared(brief: Brief, comparisons: Sequence[Comparison]) -> Iterator[Block]:
    """Who is not in the comparison, by reason, with the first names."""
    say = brief.say
    if not comparisons:
        return
    first = comparisons[0]
    lines = []
    if first.ess is not None:
        lines.append(
            say(
                "%(accounts)s comparison accounts are weighted to be like the %(treated)s of the programme; together they "
                "carry as much as %(ess)s alike ones.",
                accounts=say.number(first.against.accounts),
                treated=say.number(first.abm.accounts),
                ess=say.number(first.ess, 0),
            )
        )
    lines += [_named(brief, say("Not compared"), first.excluded)] if first.excluded else []
    lines += [_named(brief, say("Without a match"), first.unmatched)] if first.unmatched else []
    if lines:
        yield Points(tuple(lines), say("Who is compared"))


def _named(brief: Brief, title: str, left: Sequence[Named]) -> str:
    """A count with the first names; all of them stand in the workbook."""
    names = [plain(one.name, 40) for one in left[:MOST_NAMED]]
    more = len(left) - len(names)
    said = ", ".join(names) + (f" … (+{brief.say.number(more)})" if more else "")
    count = brief.say.many("%(n)s account", "%(n)s accounts", len(left))
    return brief.say("%(what)s: %(said)s", what=f"{title} ({count})", said=said)


def not_compared(brief: Brief, comparisons: Sequence[Comparison]) -> Table | None:
    """Every account that is not in the comparison, with the reason: for the workbook."""
    if not comparisons or not (comparisons[0].excluded or comparisons[0].unmatched):
        return None
    say = brief.say
    rows = tuple(
        (say.text(plain(one.account_id)), say.text(plain(one.name)), say.text(one.text))
        for one in (*comparisons[0].excluded, *comparisons[0].unmatched)
    )
    return Table("not_compared", say("Not compared"), (say("Account"), say("Name of the account"), say("Why")), rows)


def definitions_page(brief: Brief, keys: Sequence[str]) -> Page:
    say = brief.say
    told = definitions(brief, keys)
    blocks = (Terms(tuple((name, formula) for name, _, formula in told)),)
    return Page("definitions", say("Definitions"), say("What each figure means"), blocks)


def definitions(brief: Brief, keys: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Name, key and formula of each figure once, in the order of the pack."""
    language = brief.say.language
    kpis = [
        find_comparison(key) or CATALOGUE[key]
        for key in dict.fromkeys(keys)
        if find_comparison(key) or key in CATALOGUE
    ]
    return tuple((kpi.name[language], f"{kpi.key} ({kpi.id})", kpi.formula[language]) for kpi in kpis)


def glossary(brief: Brief) -> Terms:
    """The words without which the pages cannot be read."""
    language, known = brief.say.language, labels()
    entries = (known[kind][name] for kind, names in GLOSSARY.items() for name in names)
    return Terms(
        tuple((entry["name"][language], entry["text"][language]) for entry in entries), brief.say("Words used")
    )
