"""Options that several commands share: a command names a group of them as one parameter, and gets it filled."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from assay.errors import UsageError, did_you_mean
from assay.log import say_on_stderr
from assay.metrics.scope import Scope, split

FORMATS = ("table", "json", "csv")


@dataclass(frozen=True)
class Place:
    """Options of every command, before or behind its name."""

    directory: Annotated[
        Path | None, typer.Option("-C", metavar="DIR", help="The workspace.", show_default="this folder")
    ] = None
    format: Annotated[
        str | None, typer.Option("--format", metavar="|".join(FORMATS), help="How to print.", show_default="table")
    ] = None
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error came from.")] = False
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV with text as it is, also where a spreadsheet takes it for a formula.")
    ] = False
    verbose: Annotated[bool, typer.Option("--verbose", help="Say on stderr what is done, step by step.")] = False

    def __post_init__(self) -> None:
        if self.verbose or self.debug:
            say_on_stderr(debug=self.debug)
        if self.format is not None and self.format not in FORMATS:
            raise UsageError(f"Unknown format {self.format!r}.", hint=did_you_mean(self.format, FORMATS))

    @property
    def folder(self) -> Path:
        return self.directory or Path()

    def within(self, outer: Place) -> Place:
        """These options where they are given, else the outer ones."""
        return Place(
            self.directory or outer.directory,
            self.format or outer.format,
            self.debug or outer.debug,
            self.raw or outer.raw,
            self.verbose or outer.verbose,
        )


@dataclass(frozen=True)
class Members:
    """Options that choose rows of the target lists."""

    lists: Annotated[list[str], typer.Option("--list", metavar="NAME", help="Target account list.")] = field(
        default_factory=list
    )
    arm: Annotated[
        str | None,
        typer.Option(
            "--arm", metavar="ARM", help="abm, control, holdout, other, rest or all; figures without it: abm."
        ),
    ] = None
    tiers: Annotated[list[str], typer.Option("--tier", metavar="TIER", help="Tier of the list row.")] = field(
        default_factory=list
    )
    programmes: Annotated[list[str], typer.Option("--programme", metavar="ID", help="Programme of the list row.")] = (
        field(default_factory=list)
    )
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Seen from the end of this day.",
            show_default="--to, else last day with data",
        ),
    ] = None


@dataclass(frozen=True)
class Asked(Members):
    """Options that make a scope: whom a question is about, and when."""

    owners: Annotated[
        list[str], typer.Option("--owner", metavar="NAME", help="Owner of the account, by name or id.")
    ] = field(default_factory=list)
    where: Annotated[
        list[str],
        typer.Option(
            "--where", metavar="CONDITION", help="A dimension, a comparison, a value: \"industry = 'Software'\"."
        ),
    ] = field(default_factory=list)
    start: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="First day.", show_default="first day of the month, 11 months before --to's"
        ),
    ] = None
    end: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day, inclusive.", show_default="the as-of day")
    ] = None
    mode: Annotated[
        str,
        typer.Option(
            "--mode", metavar="snapshot|cohort", help="Cohort: accounts that entered in the window, followed."
        ),
    ] = "snapshot"
    follow_days: Annotated[
        int, typer.Option("--follow-days", metavar="N", help="How long each account of a cohort is followed.")
    ] = 180
    engaged: Annotated[
        str | None,
        typer.Option("--engaged", metavar="PRESET", help="What engaged means.", show_default="engagement.preset"),
    ] = None
    roll_up: Annotated[bool, typer.Option("--roll-up", help="Count ultimate parents instead of accounts.")] = False
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="ISO 4217.", show_default="the workspace's")
    ] = None

    def scope(self) -> Scope:
        """Raises UsageError for words that cannot be read."""
        from assay.api import make_scope

        return make_scope(
            arm=self.arm or "abm",
            list=split(self.lists),
            tier=split(self.tiers),
            owner=split(self.owners),
            programme=split(self.programmes),
            where=self.where,
            start=self.start,
            end=self.end,
            as_of=self.as_of,
            mode=self.mode,  # type: ignore[arg-type]
            follow_days=self.follow_days,
            engaged=self.engaged,
            roll_up=self.roll_up,
            currency=self.currency,
        )


def command(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """A function whose parameters may be groups of options, as Typer wants it: every option a parameter of its own.

    A `Place` takes what was given behind the command's name, else what was given before it.
    """
    hints = get_type_hints(function, include_extras=True)
    written = inspect.signature(function).parameters.values()
    groups = {one.name: hints[one.name] for one in written if is_dataclass(hints[one.name])}

    @wraps(function)
    def called(ctx: typer.Context, **values: Any) -> int | None:
        for name, group in groups.items():
            made = group(**{one.name: values.pop(one.name) for one in fields(group)})
            values[name] = made.within(ctx.obj) if isinstance(made, Place) else made
        return function(**values)

    ordered = sorted(written, key=lambda one: hints[one.name] is Place)
    flat = [option for one in ordered for option in _flat(one.replace(annotation=hints[one.name]), groups)]
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    called.__signature__ = inspect.Signature([context, *flat])  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in (context, *flat)}
    return called


def by_itself(group: typer.Typer, function: Callable[..., int | None]) -> None:
    """What a group of commands does where none of them is named; its options hold for all of them."""
    bare = command(function)

    @wraps(bare)
    def called(ctx: typer.Context, **values: Any) -> int | None:
        if ctx.invoked_subcommand is None:
            return bare(ctx=ctx, **values)
        given = Place(values["directory"], values["format"], values["debug"])
        ctx.obj = given.within(ctx.obj)
        return None

    group.callback()(called)


def _flat(written: inspect.Parameter, groups: dict[str, Any]) -> Iterator[inspect.Parameter]:
    if written.name not in groups:
        yield written.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        return
    hints = get_type_hints(groups[written.name], include_extras=True)
    for one in fields(groups[written.name]):
        yield inspect.Parameter(
            one.name, inspect.Parameter.KEYWORD_ONLY, default=_default(one), annotation=hints[one.name]
        )


def _default(one: Field[Any]) -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default
