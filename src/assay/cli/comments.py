"""`assay comments`: what people write into a management pack before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Asked, Place, command
from assay.cli.output import make_table, show, tell

if TYPE_CHECKING:
    from assay.store.pack_comments import Comment

comments = typer.Typer(
    name="comments", help="Write comments into the management report.", no_args_is_help=True, rich_markup_mode=None
)


def list_comments(place: Place, asked: Asked) -> None:
    """List the comments that the report of a scope has now."""
    from assay.report.comments import pack_words
    from assay.store.pack_comments import comments_of
    from assay.store.workspace import Workspace

    _show(place, *comments_of(Workspace.find(place.folder), pack_words(asked.scope())))


def add(
    place: Place,
    asked: Asked,
    section: Annotated[
        str,
        typer.Argument(
            metavar="SECTION", help="headlines, funnel, changes, impact, outlook, money, method.", show_default=False
        ),
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Whose comment it is.", show_default="yours")
    ] = None,
) -> None:
    """Put a comment under the message of a section, with its author and day; it stays for 31 days."""
    from assay.report.comments import pack_words
    from assay.store.pack_comments import add_comment
    from assay.store.workspace import Workspace

    _show(place, add_comment(Workspace.find(place.folder), pack_words(asked.scope()), section, text, by))


def remove(
    place: Place,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `assay comments list` tells it.")],
) -> None:
    """Take a comment out of the report."""
    from assay.store.pack_comments import remove_comment
    from assay.store.workspace import Workspace

    remove_comment(Workspace.find(place.folder), number, None)
    tell("The comment is taken out.")


def _show(place: Place, *found: Comment) -> None:
    header = ("number", "section", "author", "at", "text")
    rows = [(one.id, one.section, one.author, one.at.isoformat(), one.text) for one in found]
    show(
        place, [dict(zip(header, row, strict=True)) for row in rows], (header, rows), lambda: [make_table(header, rows)]
    )


for _name, _function in (("list", list_comments), ("add", add), ("remove", remove)):
    comments.command(name=_name)(command(_function))
