"""A management pack from a run: the questions of a board, page by page, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assay.api import Reader, check_language
from assay.comparison.result import Comparison
from assay.kpis import find
from assay.kpis.headlines import HEADLINES
from assay.metrics.answers import attributes_of
from assay.metrics.conditions import check_account_conditions
from assay.metrics.scope import Scope, check_against
from assay.report.asking import Asking, asking_of
from assay.report.brief import Brief, make_brief, scope_words
from assay.report.changes import FIGURES, changes_page
from assay.report.headline import headline_page
from assay.report.impact import comparisons, impact_page
from assay.report.journey import funnel_page
from assay.report.method import definitions, definitions_page, method_page, not_compared
from assay.report.money import PER, money_page
from assay.report.outlook import outlook_page
from assay.report.pack import Labels, Pack, Page, Points
from assay.report.restated import restated, restated_page
from assay.report.say import Say, plain
from assay.store.runs import Run
from assay.store.workspace import Workspace

STEPS = ("headlines", "funnel", "changes", "impact", "outlook", "money", "method")
Progress = Callable[[str, int, int], None]


def is_understood(run: Run, scope: Scope) -> bool:
    """Raises UsageError for a condition on anything but accounts: pages leave out what a figure cannot answer, and a pack
    of a misspelt condition would be one of a few pages without a word.
    """
    check_account_conditions(scope, attributes_of(run.cursor(), "accounts"))
    return True


def management_pack(
    source: Run | Reader | Asking,
    scope: Scope | None = None,
    language: str | None = None,
    workspace: Workspace | None = None,
    *,
    against: str | None = None,
    company: bool = True,
    explain: bool = False,
    progress: Progress | None = None,
) -> Pack:
    """The pack of a scope, every figure as `assay kpi` answers it.

    `against` names the comparison arm (control, else holdout, else rest); `company=False` leaves out what is about the
    company as a whole; `explain` splits what changed since the last pack by cause, which may take minutes.
    Raises UsageError for words it does not know, DataError where there is nothing to report on.
    """
    check_language(language)
    if against is not None:
        check_against(against)
    asking = asking_of(source, workspace)
    asking.view(is_understood, scope or Scope())
    settings = asking.settings
    currency = (scope and scope.currency) or settings.currency
    say = Say(language or settings.language, settings.zone, currency, settings.small_n)
    brief = make_brief(asking, scope or Scope(), say, against, company, explain)
    if progress is not None:
        place, of = STEPS.index("changes"), len(STEPS)
        brief = replace(brief, told=lambda what: progress(what, place, of))
    found, why_not = comparisons(brief)
    keys = _keys(brief, found)
    pages = tuple(_pages(brief, found, why_not, keys, progress or (lambda *_: None)))
    return _bound(brief, pages, keys)


def _pages(
    brief: Brief, comparisons: Sequence[Comparison], why_not: str, keys: Sequence[str], progress: Progress
) -> Iterator[Page]:
    def step(name: str) -> None:
        progress(name, STEPS.index(name), len(STEPS))

    step("headlines")
    yield headline_page(brief)
    step("funnel")
    funnel = funnel_page(brief)
    if funnel:
        yield funnel
    step("changes")
    told = restated(brief)
    later = restated_page(brief, told)
    yield changes_page(brief, () if later else told)
    if later:
        yield later
    step("impact")
    yield impact_page(brief, comparisons, why_not)
    step("outlook")
    if brief.scope.arm == "abm" and brief.company:
        yield outlook_page(brief)
    step("money")
    yield money_page(brief)
    step("method")
    yield from _method(brief, comparisons, keys)


def _method(brief: Brief, comparisons: Sequence[Comparison], keys: Sequence[str]) -> Iterator[Page]:
    method = method_page(brief, comparisons)
    left = not_compared(brief, comparisons)
    yield replace(method, tables=(left,)) if left else method
    yield definitions_page(brief, keys)


def _keys(brief: Brief, comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    money = (*PER, "revenue_impact", "programme_roi") if brief.company else ()
    told = (*HEADLINES, *FIGURES, *(one.kpi for one in comparisons), *money)
    return told if brief.company else tuple(key for key in told if "costs" not in find(key).sources)


def _bound(brief: Brief, pages: tuple[Page, ...], keys: Sequence[str]) -> Pack:
    say, asking, timing = brief.say, brief.asking, brief.timing
    company = plain(asking.settings.name)
    period = say("%(start)s to %(end)s", start=say.day(timing.start), end=say.day(timing.end))
    about = (
        (say("Period"), period),
        (say("As of"), say.day(timing.as_of)),
        *scope_words(brief),
        *(
            [(say("Compared with"), f"{brief.against.name} ({say.number(brief.against.accounts)})")]
            if brief.against
            else []
        ),
        (
            say("Run"),
            say("%(run)s, built on %(moment)s", run=str(asking.run_number), moment=say.moment(asking.built_at)),
        ),
    )
    return Pack(
        language=say.language,
        company=company,
        title=say("Account-based marketing: management report"),
        period=period,
        about=about,
        in_short=Points(_in_short(pages), say("In short")),
        pages=pages,
        labels=labels_of(brief),
        run=asking.run_number,
        as_of=timing.as_of,
        built_at=asking.built_at,
        definitions=definitions(brief, keys),
    )


def _in_short(pages: Sequence[Page]) -> tuple[str, ...]:
    wanted = ("impact", "money", "headlines", "outlook", "funnel")
    by_key = {page.key: page for page in pages}
    return tuple(by_key[key].message.rstrip(".") + "." for key in wanted if key in by_key)


def labels_of(brief: Brief) -> Labels:
    say = brief.say
    return Labels(
        page=say("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        descriptive=say("descriptive, not an effect"),
        better=say("better"),
        worse=say("worse"),
        as_of=say("As of"),
        footer=say(
            "%(company)s · as of %(day)s · run %(run)s",
            company=plain(brief.asking.settings.name, 40),
            day=say.day(brief.timing.as_of),
            run=str(brief.asking.run_number),
        ),
        provisional=say("provisional"),
        sheet=say("Overview"),
        low=say("Lower end"),
        high=say("Upper end"),
        numerator=say("Numerator"),
        denominator=say("Denominator"),
        unit=say("Unit"),
        definition=say("Definition"),
        value=say("Value"),
        figure=say("Figure"),
        continued=say("continued"),
        more=say("%(n)s more in the workbook", n="{n}"),
        target=say("Target"),
        period=say("Period"),
    )
