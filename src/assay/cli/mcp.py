"""`assay mcp`: assistants ask over the standard streams."""

from __future__ import annotations

import os

from assay.cli.options import Place

VARIABLE = "ASSAY_TOKEN"


def mcp(place: Place) -> None:
    """Serve an assistant on this computer by the Model Context Protocol, over stdin and stdout. It only reads.

    With a token in the variable ASSAY_TOKEN it has that token's rights, else those of whoever sits at this computer:
    all. `assay serve` answers assistants elsewhere at /mcp, where a token is needed.
    """
    from assay.connectors.extras import driver
    from assay.store.workspace import Workspace
    from assay.web.app import create_app

    workspace = Workspace.find(place.folder)
    driver("mcp", "mcp", "Assistants need")
    from assay.web.assistants.server import make_server

    make_server(create_app(workspace, sign_in=False), os.environ.get(VARIABLE) or None).run("stdio")
