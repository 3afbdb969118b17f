"""The reference of the command line, `docs/cli.md`, made of the commands themselves.

python -m assay.cli.reference > docs/cli.md
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from assay.cli.commands import all_commands
from assay.cli.options import Place

INTRODUCTION = """\
# Command line

`assay COMMAND --help` tells the same. This page is made of the commands themselves; a test compares the two.

## For every command

{everywhere}

* **Output**: data go to stdout, progress and errors to stderr. `--format json` of `kpi` is the answer as the input contract
  describes it. CSV has a header line, ISO dates, a decimal point, `true` and `false`, and nothing for null. Text that
  a spreadsheet would take for a formula has an apostrophe before it; with `--raw` it stands as it is.
* **Exit status**: 0 done · 1 the data do not allow it · 2 the command was wrong · 3 the workspace is busy or damaged.
* **Errors** are a sentence, and a second line that says what to do. With `--format json` they are one object on stderr:
  `{{"error": "…", "hint": "…"}}`, `hint` null where there is none.
* **Several values**: `--list`, `--tier`, `--owner`, `--programme` and `--by` may be repeated or have their values apart by commas; a value
  that holds a comma stands in double quotes: `--owner '"Smith, Jane"'`. `--where` is repeated: all conditions must hold.
* **Dates** are ISO 8601: `2026-09-30`. Windows include both ends.
* `ASSAY_TODAY=2026-09-30` sets the day that `refresh` takes for today.
"""


def reference() -> str:
    """The page as Markdown."""
    commands = all_commands()
    known = {one.name for one in fields(Place)}
    first = next(iter(commands.values()))
    everywhere = _table([one for one in first.params if one.name in known])
    parts = [INTRODUCTION.format(everywhere=everywhere)]
    parts += ["\n".join(_command(name, command, known)) for name, command in _all(commands)]
    return "\n".join(parts)


def _all(commands: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Commands with those of their groups, by all their words."""
    for name, command in commands.items():
        yield before + name, command
        yield from _all(getattr(command, "commands", {}), f"{before}{name} ")


def _command(name: str, command: Any, known: set[str]) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and one.name not in (*known, "help")]
    yield f"## assay {' '.join([name, *(_argument(one) for one in arguments)])}\n"
    yield f"{command.help}\n"
    if any(one.help for one in arguments) or options:
        yield _table([*(one for one in arguments if one.help), *options]) + "\n"


def _table(options: list[Any]) -> str:
    rows = [f"| `{_written(one)}` | {_escaped(one.help or '')} | {_escaped(_default(one))} |" for one in options]
    return "\n".join(["| option | meaning | default |", "|---|---|---|", *rows])


def _argument(one: Any) -> str:
    return str(one.metavar) if one.required or one.metavar.startswith("[") else f"[{one.metavar}]"


def _written(one: Any) -> str:
    if one.param_type_name == "argument":
        return str(one.metavar)
    name = "/".join(one.opts)
    return _escaped(name if one.is_flag else f"{name} {one.metavar}")


def _default(one: Any) -> str:
    if one.required or getattr(one, "is_flag", False):
        return ""
    if isinstance(one.show_default, str):
        return one.show_default
    return str(one.default) if one.default not in (None, [], ()) and not callable(one.default) else ""


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(reference(), end="")
