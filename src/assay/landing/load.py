"""`assay load`: other people's files become landed batches, in one step or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from assay import causes
from assay.errors import DataError, UsageError, did_you_mean
from assay.landing.added_up import ADD, add_up
from assay.landing.added_up import OPTION as REPEATED
from assay.landing.archive import begin_load, end_load
from assay.landing.close_misses import close_misses
from assay.landing.corrections import Correction, Corrections, as_corrected, check_files, of_file
from assay.landing.land import land, repeated
from assay.landing.manifest import Mark
from assay.landing.name_spaces import check_name
from assay.landing.notices import notices_of
from assay.landing.report import LoadReport
from assay.landing.settled_words import read_words
from assay.landing.take import Taken, take
from assay.landing.undated import OPTION, date_undated, keeps_undated
from assay.landing.unpacked import unpacked
from assay.landing.work import Work, remove_folders, working
from assay.sources.files import Ignored, Source, find_files
from assay.sources.mapping import mapping as mappings
from assay.sources.mapping.rules import FIRST, PERIOD
from assay.sources.mapping.stated_day import DAY, read_day
from assay.sources.recognise import where_it_fits, where_it_nearly_fits
from assay.sources.shape import Progress, silent
from assay.store.audit import note, user_name
from assay.store.lock import writing
from assay.store.workspace import Workspace

OPTIONS = (
    "encoding",
    "delimiter",
    "quote",
    "sheet",
    "skip",
    "header_row",
    "until",
    "comment",
    "unfold",
    "week_starts",
    "decimal",
    "date_order",
    "timestamp_format",
    "epoch",
    "null",
    "undated",
    "key",
    "repeated",
    "period",
    "day",
    "again",
)


def load(
    workspace: Workspace,
    paths: Iterable[Path | str],
    *,
    table: str | None = None,
    mapping: Path | str | None = None,
    preset: str | None = None,
    options: Mapping[str, str] | None = None,
    words: Sequence[str] = (),
    complete: bool = False,
    source: str | None = None,
    check: bool = False,
    progress: Progress | None = None,
    corrections: Sequence[Correction] = (),
    by: str | None = None,
    most_told: int | None = None,
) -> LoadReport:
    """Lands files or folders and says what came of every row; with `check`, says it and keeps nothing.

    `options` (OPTIONS) say how the files are written, before what a mapping says; `null` are words for an empty value,
    apart by commas, `undated` = "keep" dates deals without a creation day by their first known one, `key` names columns that belong to the id
    of costs (or touches, contracts, answers) besides, `repeated` = "add" adds the rows of one id up (costs, touches), and
    `again` = "true" loads a file that has landed before as if it were new.
    `words` settle what words of the files mean, as `--set` takes them: `kind.web_visit=page_view`.
    `complete` says that the files are all there is of their tables: rows of earlier files that are not in them are retired.
    `source` names the system that the files are of: its ids, and references to them, are a name space of their own.
    `corrections` are cells of the files that somebody (`by`) mended, and lines that are left out: they land as a load of
    their own behind the files, of the source `assay`; what became of them is `corrections` of the report.
    `most_told` quarantined values of each file are told, where a report's own number is too few.
    `progress(stage, done, total)` is called as the work goes on.

    UsageError: a file, its columns or its formats cannot be understood (named, with the remedy). DataError: a file is
    broken. BusyError: somebody else writes to the workspace.
    """
    reading = Reading(_rules(mapping, preset), options or {}, tuple(words), check_name(source), complete)
    if reading.rules is not None and table is not None:
        raise UsageError("A mapping says itself which tables it fills.", hint="Leave out --table, or the mapping.")
    reading.check()
    places = [Path(path) for path in paths]
    with unpacked(workspace, places) as (plain, alone):
        with _told_by_columns(workspace, plain, places, asked=reading.rules is None and table is None):
            sources, ignored = find_files(plain, table, mapped=reading.rules is not None)
        left = (*ignored, *(Ignored(name, "no format Assay reads") for name in alone))
        mended = Corrections(tuple(corrections), by or user_name()) if corrections else None
        if mended:
            check_files(mended, [one.name for one in sources])
        report = load_files(
            workspace, sources, reading, ignored=left, check=check, progress=progress, most_told=most_told
        )
        if mended is None:
            return report
        told = load_files(
            workspace, _corrected(sources, mended), reading, check=check, progress=progress, corrections=mended
        )
        return replace(report, corrections=told)


def _corrected(sources: Sequence[Source], mended: Corrections) -> list[Source]:
    """The same files, those with corrections under a name of their own: they are no newer export of what landed."""
    return [
        replace(one, name=as_corrected(one.name), whole=False) if one.name in mended.files else one for one in sources
    ]


@dataclass(frozen=True)
class Reading:
    """How files are read, as `load` takes it."""

    rules: mappings.Mapping | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    system: str | None = None
    complete: bool = False

    def check(self) -> None:
        """UsageError for options that are not understood."""
        for name in self.options:
            if name not in OPTIONS:
                raise UsageError(f"Unknown option {name!r}.", hint=did_you_mean(name, OPTIONS))
        if (repeated := self.options.get(REPEATED)) and repeated != ADD:
            raise UsageError(f"repeated = {repeated!r} is not understood.", hint="repeated=add adds rows of one id up.")
        if (period := self.options.get(PERIOD)) and period != FIRST:
            raise UsageError(
                f"period = {period!r} is not understood.",
                hint="period=first puts rows about several days on the first.",
            )
        if day := self.options.get(DAY):
            read_day(day)
        if (undated := self.options.get(OPTION)) and not keeps_undated(self.options):
            raise UsageError(
                f"undated = {undated!r} is not understood.", hint="undated=keep keeps deals without a creation day."
            )

    @property
    def applied_rules(self) -> mappings.Mapping | None:
        said = {name: self.options[name] for name in (OPTION, PERIOD, DAY) if self.options.get(name)}
        return self.rules.with_options(said) if self.rules and said else self.rules


def load_files(
    workspace: Workspace,
    sources: Sequence[Source],
    reading: Reading,
    *,
    ignored: Sequence[Ignored] = (),
    check: bool = False,
    progress: Progress | None = None,
    marks: Sequence[Mark] = (),
    increment: bool = False,
    corrections: Corrections | None = None,
    most_told: int | None = None,
) -> LoadReport:
    """Lands files that have been found, and with them the `marks` of the pull that wrote them. Errors as in `load`, but
    that an `increment` may have no file that a table is about: what others are looked up in comes alone on a quiet day.

    With `corrections` the corrected lines of the files land, and nothing else of them.
    """
    settled, job = read_words(reading.words), "pull" if marks else "correct" if corrections else "load"
    with nullcontext() if check else writing(workspace, job=job):
        if not check:
            remove_folders(workspace)
            begin_load(workspace, job, corrections.by if corrections else None)
        with working(
            workspace,
            sources,
            reading.applied_rules,
            reading.options,
            progress or silent,
            complete=reading.complete,
            words=settled,
            system=reading.system,
            marks=marks,
            corrections=corrections,
            most_told=most_told,
        ) as work:
            try:
                report = _load(work, ignored, check=check, increment=increment)
            except duckdb.Error as error:
                if known := causes.told(error):
                    raise known from error
                told = str(error).splitlines()[0]
                raise DataError(f"The files could not be loaded, nothing has changed: {told}") from error
        if not check:
            said = {"source": marks[0].source} if marks else {}
            done = {**said, "load": work.load, "files": len(sources), "rows": report.loaded, "bad": report.quarantined}
            note(workspace, job, corrections.by if corrections else None, **done)
            end_load(workspace)
        return report


_DRAFT = "Export it with what it lacks, or let --draft-mapping write a first mapping."


@contextmanager
def _told_by_columns(
    workspace: Workspace, paths: Sequence[Path], named: Sequence[Path], *, asked: bool
) -> Iterator[None]:
    """Where files are no tables of Assay's, the error says which preset they fit, if any."""
    try:
        yield
    except UsageError as error:
        found, message = _fitting(workspace, paths, named) if asked else (), error.message
        for path, name in zip(paths, named, strict=True):
            message = message.replace(str(path), str(name))
        raise UsageError(message, hint=" ".join(found) or error.hint) from None


def _fitting(workspace: Workspace, paths: Sequence[Path], named: Sequence[Path]) -> tuple[str, ...]:
    with TemporaryDirectory(dir=workspace.path, prefix=".recognised-") as scratch:
        fitting = where_it_fits(paths, Path(scratch))
        if not fitting and (near := where_it_nearly_fits([path for path in paths if path.is_file()], Path(scratch))):
            return (*near, _DRAFT)
    return tuple(
        f"{', '.join(file.name for file in files[:3])}{' …' if len(files) > 3 else ''} fits {fit.title} "
        f"({', '.join(fit.tables)}): assay load {' '.join(map(str, named))} --preset {fit.preset}."
        for fit, files in fitting.items()
    )


def _rules(mapping: Path | str | None, preset: str | None) -> mappings.Mapping | None:
    if mapping is not None and preset is not None:
        raise UsageError("A mapping and a preset cannot be used together.", hint="Give one of --map and --preset.")
    if mapping is not None:
        return mappings.read_mapping(Path(mapping))
    return mappings.read_preset(preset) if preset is not None else None


def _load(work: Work, ignored: Sequence[Ignored], *, check: bool, increment: bool) -> LoadReport:
    taken: list[Taken] = []
    batch = work.first_batch
    for place, source in enumerate(work.sources):
        if work.corrections and of_file(source.name) not in work.corrections.files:
            continue  # it is there for others to be joined with
        work.progress("reading", place, len(work.sources))
        taken.append(take(work, source, batch))
        batch += len(taken[-1].staged)
    work.progress("reading", len(work.sources), len(work.sources))
    if not increment:
        _check_any(work, taken)
    staged, notices = date_undated(work, [one for part in taken for one in part.staged])
    staged, added = add_up(work, staged)
    notices += [*added, *notices_of(work, staged)]
    notices += close_misses(work, staged)
    outcomes, gone = land(work, staged, check=check)
    joined = {source.name for source in work.sources if source.path in work.joined}
    unused = [item for part in taken for item in part.ignored if item.file not in joined]
    return LoadReport(
        tables=(*(one.report for one in outcomes), *(repeated(file) for part in taken for file in part.landed)),
        quarantine=tuple(row for one in outcomes for row in one.quarantine),
        decisions=tuple(dict.fromkeys(decision for part in taken for decision in part.decisions)),
        missing=tuple(item for part in taken for item in part.missing),
        ignored=(*ignored, *unused),
        unused=tuple(item for part in taken for item in part.unused),
        unmapped=tuple(item for part in taken for item in part.unmapped),
        checked=check,
        notices=tuple(notices),
        gone=tuple(gone),
        problems=tuple(problem for one in outcomes for problem in one.problems),
        conflicts=tuple(conflict for one in outcomes for conflict in one.conflicts),
    )


def _check_any(work: Work, taken: Sequence[Taken]) -> None:
    if not any(part.staged or part.landed for part in taken):
        names = ", ".join(source.name for source in work.sources[:5])
        reasons = dict.fromkeys(f"{one.file} {one.reason}." for part in taken for one in part.ignored if one.is_near)
        raise UsageError(
            f"No table of {work.rules.name if work.rules else 'Assay'} is about {names}.",
            hint=" ".join([*reasons, _DRAFT]) if reasons else "`from` in a mapping names the files a table comes from.",
        )
