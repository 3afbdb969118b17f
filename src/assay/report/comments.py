"""Comments of people in a pack: each stands under the message of its section, with its author and its day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assay.languages.words import Words
from assay.metrics.scope import Scope
from assay.report.pack import Pack, Page, Prose
from assay.report.say import plain
from assay.settings import Settings
from assay.store.pack_comments import LONGEST, Comment, comments_of
from assay.store.workspace import Workspace


def commented(pack: Pack, workspace: Workspace, scope: Scope) -> Pack:
    """The pack with the comments that its scope has now."""
    return with_comments(pack, comments_of(workspace, pack_words(scope)), workspace.settings)


def pack_words(scope: Scope) -> dict[str, object]:
    """What a pack is known by: comments of one stand in no other."""
    return dict(replace(scope, mode="snapshot").to_json())


def with_comments(pack: Pack, comments: Sequence[Comment], settings: Settings) -> Pack:
    """Where the pack has no page of a section, the comment stands on its first page: nothing is lost."""
    if not comments:
        return pack
    words = Words(pack.language, settings.zone, settings.currency)
    known = {page.key for page in pack.pages}
    at = {one.id: _place(one.section, known) or pack.pages[0].key for one in comments}
    return replace(
        pack,
        pages=tuple(_page(page, [one for one in comments if at[one.id] == page.key], words) for page in pack.pages),
    )


def _place(section: str, known: Collection[str]) -> str | None:
    """What changed since a pack was given out has a page of another key than what changed since the period before."""
    names = ("restated", section) if section == "changes" else (section,)
    return next((name for name in names if name in known), None)


def _page(page: Page, comments: Sequence[Comment], words: Words) -> Page:
    said = tuple(Prose(_said(one, words), "comment") for one in comments)
    return replace(page, blocks=(*said, *page.blocks)) if said else page


def _said(one: Comment, words: Words) -> str:
    day = words.day(one.at.astimezone(words.zone).date())
    return words.say("%(author)s, %(day)s: %(said)s", author=plain(one.author), day=day, said=plain(one.text, LONGEST))


__all__ = ["commented", "pack_words", "with_comments"]
