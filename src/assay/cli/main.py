"""The command line: `assay …`. What goes wrong ends in a message and an exit status, never in a traceback."""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

import assay
from assay.cli.commands import Commands
from assay.cli.options import Place
from assay.errors import AssayError
from assay.log import as_before

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # which it would look for in every installed package

GARBAGE = 50_000
"""Objects made, less those gone, after which circles among the young ones are looked for."""

app = typer.Typer(
    name="assay",
    cls=Commands,
    help="Measure account-based marketing: the account funnel, honest KPIs, every number down to its rows.",
    epilog="Exit status: 0 done · 1 the data do not allow it · 2 the command was wrong · 3 the workspace is busy or damaged.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"assay {assay.__version__}")
        raise typer.Exit


@app.callback()
def _before(
    ctx: typer.Context,
    directory: Annotated[
        Path | None, typer.Option("-C", metavar="DIR", help="The workspace.", show_default="this folder")
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="table|json|csv", help="How to print.", show_default="table")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error came from.")] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV with text as it is, also where a spreadsheet takes it for a formula.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say on stderr what is done, step by step.")] = False,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    ctx.obj = Place(directory, format, debug, raw, verbose)


def run() -> None:
    """The entry point of the `assay` command.

    Loading modules makes many objects and hardly any garbage, and an ending process needs none collected: looking for it
    with Python's own threshold (700 objects), and once more at the end, is a quarter of what a question takes.
    """
    gc.set_threshold(GARBAGE, 20, 20)
    atexit.register(gc.freeze)
    sys.exit(main())


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line; returns its exit status."""
    words = sys.argv[1:] if words is None else list(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with as_before():
            result = typer.main.get_command(app).main(list(words), prog_name="assay", standalone_mode=False)
    except AssayError as error:
        _tell(words, error.message, error.hint)
        return error.exit_status
    except typer.TyperException as error:
        return _wrong_command(words, error)
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        return _unexpected(words, error)
    return result if isinstance(result, int) else 0


def _wrong_command(words: Sequence[str], error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    if not words and context:
        print(context.get_help(), file=sys.stderr)
    else:
        path = context.command_path if context else "assay"
        _tell(words, error.format_message(), f"`{path} --help` tells what it takes.")
    return 2


def _unexpected(words: Sequence[str], error: Exception) -> int:
    from assay import causes

    if "--debug" in words:
        import traceback

        traceback.print_exception(error)
    if known := causes.told(error):
        _tell(words, known.message, known.hint)
        return known.exit_status
    first = (str(error).strip() or "no message").splitlines()[0]
    _tell(words, f"Unexpected {type(error).__name__}: {first}", "This is a fault of Assay; --debug shows where.")
    return 1


def _tell(words: Sequence[str], message: str, hint: str | None) -> None:
    """The message on stderr, as one JSON object where the command asked for JSON."""
    if "--format=json" in words or ("--format", "json") in pairwise(words):
        print(json.dumps({"error": message, "hint": hint}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"assay: {message}", *([hint] if hint else []), sep="\n", file=sys.stderr)
