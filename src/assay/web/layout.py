"""How pages are rendered: the template environment, the navigation, and what stands around every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

import assay
from assay.languages import LANGUAGES, translator
from assay.languages.formats import number
from assay.languages.labels import label, labels
from assay.metrics.list_rows import names_on_lists
from assay.metrics.periods import resolve
from assay.metrics.scope import ALL_ARMS
from assay.store.saved_views import saved_views
from assay.store.workspace import Workspace
from assay.web import problem_words
from assay.web.blocks import figure_block
from assay.web.chips import Chip, chips, where_text
from assay.web.dates import Link, comparison_links, window_links
from assay.web.pages.beside import note_without, told_once
from assay.web.pages.guide import GUIDE
from assay.web.pages.registry import NAVIGATION, Page, Shown
from assay.web.pages.splits import split_links
from assay.web.pinned import pinned_entries
from assay.web.problems import Problem, said_title
from assay.web.rights import Viewer
from assay.web.scope_url import SCOPE_WORDS, SHOWN, Query, quoted, whole_number
from assay.web.sent_forms import SentForm
from assay.web.tables import Arranged, TableData, arranged
from assay.web.visit import Visit

STATIC = Path(str(files("assay.web").joinpath("static")))
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ru": "Русский"}


def environment() -> Environment:
    """Templates of `assay.web`, escaped always; an unknown name in a template is an error, not an empty place."""
    made = Environment(
        loader=PackageLoader("assay.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.globals |= {"static": static, "languages": NAMES, "version": assay.__version__, "figure_of": figure_block}
    made.globals |= {
        "note_without": note_without,
        "told_once": told_once,
        "split_links": split_links,
        "where_text": where_text,
    }
    return made


@cache
def static(name: str) -> str:
    """The address of a static file; it changes with the content, so that browsers may keep it for good."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Entry:
    """A page in the navigation."""

    name: str
    path: str
    title: str


@dataclass(frozen=True)
class Group:
    """Pages of the navigation that belong together; `word` names the group in the page."""

    word: str
    title: str
    entries: tuple[Entry, ...]


def navigation(pages: Sequence[Page], viewer: Viewer) -> list[Group]:
    """The navigation: registered pages that the reader may open, in their groups."""
    known = {page.name: page for page in pages if viewer.is_one_of(page.roles)}
    groups = [
        Group(
            f"group-{place}",
            title,
            tuple(Entry(name, known[name].path, known[name].title) for name in names if name in known),
        )
        for place, (title, names) in enumerate(NAVIGATION, 1)
    ]
    return [group for group in groups if group.entries]


class Tables(Mapping[str, Arranged]):
    """A page's tables by name, sorted and paged as the address says; the first one also answers to plain words."""

    def __init__(self, tables: Sequence[TableData], query: Query) -> None:
        self._found = {table.name: _arranged(table, query, table is tables[0]) for table in tables}

    def __getitem__(self, name: str) -> Arranged:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _arranged(table: TableData, query: Query, first: bool) -> Arranged:
    sort = word_of(table.name, query.all("sort"), first)
    page = word_of(table.name, query.all("page"), first)
    return arranged(table, sort, whole_number("page", page, 1))


def word_of(name: str, values: Sequence[str], first: bool) -> str | None:
    """What is meant for this table: `stages:-days`, or of a page's first table just `-days`."""
    for value in reversed(values):
        table, colon, word = value.rpartition(":")
        if table == name or (not colon and first):
            return word
    return None


def render(environment: Environment, pages: Sequence[Page], page: Page, visit: Visit, shown: Shown) -> str:
    """A page in full."""
    tables = Tables(shown.tables, visit.query)
    words = {
        "visit": visit,
        "page": page,
        "title": shown.title or visit._(page.title),
        "tables": tables,
        "bar": scope_bar(visit) if page.scoped else None,
        "guide": GUIDE.get(page.name),
    }
    around = frame(pages, visit.viewer, visit.language, visit.csrf, visit.site.sign_in, visit.site.workspace)
    return rendered(environment, shown.template, {**around, **words, **shown.values})


def rendered(environment: Environment, template: str, values: Mapping[str, Any]) -> str:
    """The macros stand in every template as `m`, and see what the page sees."""
    macros = environment.get_template("macros.html").make_module(dict(values))
    return environment.get_template(template).render({**values, "m": macros})


def render_problem(
    environment: Environment,
    pages: Sequence[Page],
    viewer: Viewer,
    language: str,
    problem: Problem,
    path: str,
    csrf: str,
    sign_in: bool,
    steps: Sequence[Any] = (),
    sent: SentForm | None = None,
) -> str:
    """The page of a problem: what went wrong, what to do, what had been written in the form that met it, and the way back;
    before the first run, how to come to it.
    """
    around = frame(pages, viewer, language, csrf, sign_in)
    say = around["gettext"]
    if problem.landed is not None:
        landed = {} if viewer.sees_part else _by_name(problem.landed, language)
        values = {
            "title": say("No figures yet"),
            "landed": landed,
            "number": partial(number, language=language),
            "steps": steps,
        }
        return rendered(environment, "nothing_built.html", {**around, **values})
    values = {"problem": problem, "path": path, "title": said_title(problem.status, say), "sent": sent}
    return rendered(environment, "problem.html", {**around, **values})


def _by_name(landed: Mapping[str, int], language: str) -> dict[str, int]:
    return {label("tables", table, language): rows for table, rows in landed.items()}


def frame(
    pages: Sequence[Page],
    viewer: Viewer,
    language: str,
    csrf: str,
    sign_in: bool,
    workspace: Workspace | None = None,
) -> dict[str, Any]:
    """What `base.html` needs besides a visit; with the workspace, the views that are pinned for the reader."""
    t = translator(language)

    def say(text: str, **values: Any) -> str:
        """Texts are the product's own and may hold no markup; values are escaped where they are put in."""
        said = t.gettext(text)
        return Markup.escape(said) % values if values else said

    def say_many(singular: str, plural: str, n: int, **values: Any) -> str:
        return Markup.escape(t.ngettext(singular, plural, n)) % {"n": n, **values}

    def say_as(context: str, text: str) -> str:
        """A word of several meanings; `context` says to translators which of them it has here."""
        return t.pgettext(context, text)

    return {
        "visit": None,
        "page": None,
        "bar": None,
        "again": None,
        "under_way": False,
        "tables": {},
        "groups": navigation(pages, viewer),
        "pinned": pinned_entries(saved_views(workspace, viewer.name), viewer, pages) if workspace else (),
        "guide": None,
        "viewer": viewer,
        "steers": bool(pages) and viewer.steers,
        "language": language,
        "csrf": csrf,
        "sign_in": sign_in,
        "_": say,
        "gettext": say,
        "ngettext": say_many,
        "pgettext": say_as,
        "told": partial(_told, language=language),
    }


def _told(text: str, language: str) -> str:
    """What went wrong in the reader's language; a message that no page is known to cause stays English, marked so."""
    said = problem_words.told(text, language)
    return said or (text if language == "en" else Markup('<span lang="en">{}</span>').format(text))


@dataclass(frozen=True)
class Choice:
    value: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class ScopeBar:
    """The filter form: choices of each word, what is asked in words, and the words that it passes on."""

    choices: Mapping[str, tuple[Choice, ...]]
    texts: Mapping[str, str]
    passed: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    window: str
    windows: tuple[Link, ...] = ()
    comparisons: tuple[Link, ...] = ()


def scope_bar(visit: Visit) -> ScopeBar:
    names = visit.keep("scope_names", lambda: _names(visit))
    scope = visit.scope
    chosen = {"list": scope.lists, "tier": scope.tiers, "programme": scope.programmes, "owner": scope.owners}
    choices = {
        word: tuple(Choice(quoted(value), title, value in chosen[word]) for value, title in known)
        for word, known in names.items()
        if not (word == "owner" and visit.viewer.is_rep)
    }
    arms = tuple(Choice(arm, label("arms", arm, visit.language), arm == scope.arm) for arm in ALL_ARMS)
    preset = scope.engaged or visit.settings.engagement.preset
    presets = tuple(
        Choice(name, label("presets", name, visit.language), name == preset) for name in visit.settings.presets()
    )
    texts = {word: visit.query.get(word) or "" for word in ("from", "to", "as-of", "follow-days", "currency")}
    texts |= {"where": "\n".join(visit.query.all("where"))}
    texts |= _days_in_force(visit, texts)
    own_words = visit.query.without(*SCOPE_WORDS, "page", "lang").pairs
    return ScopeBar(
        {**choices, "arm": arms, "engaged": presets},
        texts,
        own_words,
        tuple(chips(visit, names)),
        _window(visit),
        tuple(window_links(visit)),
        tuple(comparison_links(visit)),
    )


def _days_in_force(visit: Visit, texts: Mapping[str, str]) -> dict[str, str]:
    """The days of the window in force for the fields that the address leaves open, and which these are (`shown`)."""
    if not (visit.last_day or visit.scope.end or visit.scope.as_of):
        return {SHOWN: ""}
    timing = resolve(visit.scope, visit.last_day)
    first, last = timing.start.isoformat(), timing.asked_end.isoformat()
    shown = "" if texts["to"] else f"{'' if texts['from'] else first}..{last}"
    return {"from": texts["from"] or first, "to": texts["to"] or last, SHOWN: shown}


def _window(visit: Visit) -> str:
    """The days that the scope comes to; nothing without any data to take them from."""
    if not (visit.last_day or visit.scope.end or visit.scope.as_of):
        return ""
    timing = resolve(visit.scope, visit.last_day)
    ends = {"low": visit.fmt.day(timing.start), "high": visit.fmt.day(timing.end)}
    as_of = visit._("as of %(day)s", day=visit.fmt.day(timing.as_of))
    return f"{visit._('%(low)s to %(high)s', **ends)}, {as_of}"


def _names(visit: Visit) -> dict[str, tuple[tuple[str, str], ...]]:
    """Lists, tiers, programmes and owners that the reader's accounts have: value and title."""
    cursor = visit.cursor()
    queries = {
        "programme": "SELECT programme_id, coalesce(any_value(name), programme_id) FROM programmes "
        "GROUP BY 1 ORDER BY 2",
        "owner": "SELECT DISTINCT owner_id, coalesce(u.name, owner_id) FROM accounts AS a "
        "LEFT JOIN users AS u ON u.user_id = a.owner_id WHERE owner_id IS NOT NULL ORDER BY 2",
    }
    on_lists = {word: tuple((name, name) for name in names_on_lists(cursor, word)) for word in ("list", "tier")}
    return on_lists | {word: tuple(cursor.execute(query).fetchall()) for word, query in queries.items()}


__all__ = ["LANGUAGES", "STATIC", "environment", "frame", "labels", "render", "render_problem", "static"]
