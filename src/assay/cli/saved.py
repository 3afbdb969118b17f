"""`assay saved`: names for addresses of the pages, as /saved keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place, command
from assay.cli.output import make_table, show, tell

if TYPE_CHECKING:
    from assay.store.saved_views import SavedView
    from assay.store.workspace import Workspace

saved = typer.Typer(
    name="saved", help="Keep names for addresses of the pages.", no_args_is_help=True, rich_markup_mode=None
)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As `assay saved list` tells it.", show_default=False)]
Shared = Annotated[bool, typer.Option("--shared/--private", help="For everybody, or for its owner alone.")]
Pinned = Annotated[bool, typer.Option("--pinned/--unpinned", help="In the navigation of the pages, or not.")]


def list_views(place: Place) -> None:
    """List the saved views of all readers."""
    from assay.store.saved_views import saved_views
    from assay.store.workspace import Workspace

    _show(place, *saved_views(Workspace.find(place.folder)))


def save(
    place: Place,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="Path and words of a page: /funnel?tier=1", show_default=False)
    ],
    user: Annotated[
        str, typer.Option("--user", metavar="NAME", help="Whose view it is.", show_default="nobody's")
    ] = "",
    shared: Shared = False,
    pinned: Pinned = False,
) -> None:
    """Keep an address under a name."""
    from assay.store.saved_views import save_view
    from assay.store.workspace import Workspace
    from assay.web.pages.registry import find_pages
    from assay.web.pinned import address_of
    from assay.web.users import Users

    workspace = Workspace.find(place.folder)
    if user:
        Users(workspace).get(user)
    found = address_of(address, find_pages())
    _show(place, save_view(workspace, name, str(found), user, shared=shared, pinned=pinned))


def change(
    place: Place,
    number: Number,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")] = None,
    shared: Annotated[bool | None, typer.Option("--shared/--private", help="For everybody, or not.")] = None,
    pinned: Annotated[bool | None, typer.Option("--pinned/--unpinned", help="In the navigation, or not.")] = None,
) -> None:
    """Rename a saved view, share it or not, pin it or not."""
    from assay.store.saved_views import change_view, saved_view
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    view = saved_view(workspace, number)
    made = change_view(
        workspace,
        view,
        name=view.name if name is None else name,
        shared=view.shared if shared is None else shared,
        pinned=view.pinned if pinned is None else pinned,
        by="",
    )
    _show(place, made)


def remove(place: Place, number: Number) -> None:
    """Forget a saved view; nothing that it showed goes."""
    from assay.store.saved_views import remove_view, saved_view
    from assay.store.workspace import Workspace

    workspace: Workspace = Workspace.find(place.folder)
    view = saved_view(workspace, number)
    remove_view(workspace, view, by="")
    tell(f"{view.name} is forgotten.")


def _show(place: Place, *views: SavedView) -> None:
    header = ("number", "name", "address", "owner", "shared", "pinned")
    rows = [(one.id, one.name, one.address, one.owner, one.shared, one.pinned) for one in views]
    show(
        place, [dict(zip(header, row, strict=True)) for row in rows], (header, rows), lambda: [make_table(header, rows)]
    )


for _name, _function in (("list", list_views), ("save", save), ("change", change), ("remove", remove)):
    saved.command(name=_name)(command(_function))
