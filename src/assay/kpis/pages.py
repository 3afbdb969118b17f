"""The definition of a KPI as people read it, in any of the four languages: the source of `docs/kpis` and `--explain`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assay.kpis import GROUPS, everything
from assay.kpis.comparison import ComparisonKPI
from assay.kpis.declare import KPI, LANGUAGES
from assay.kpis.needs import exclusions
from assay.languages.labels import explanation, label, labels


def parts_of(formula: str) -> tuple[str, str | None, str]:
    """Numerator, denominator (None where nothing is divided) and the sentence about the clock of a formula's text."""
    body, _, clock = formula.partition(". ")
    top, divided, bottom = body.partition(" ÷ ")
    return top.strip(), bottom.strip().rstrip(".") if divided else None, clock.strip()


def page(group: str, language: str) -> str:
    """A group's definitions as Markdown."""
    kpis = [kpi for kpi in everything() if kpi.group == group]
    lines = [f"# {label('groups', group, language)}", ""]
    for kpi in kpis:
        lines += _section(kpi, language)
    return "\n".join(lines).rstrip() + "\n"


def _section(kpi: KPI | ComparisonKPI, language: str) -> Iterator[str]:
    def row(field: str, text: str) -> str:
        return f"| {label('fields', field, language)} | {_cell(text)} |"

    top, bottom, _ = parts_of(kpi.formula[language])
    yield from (f"## {kpi.name[language]}", "", f"`{kpi.key}` · {kpi.id}", "", f"*{kpi.question[language]}*", "")
    yield from ("| | |", "|---|---|", row("formula", kpi.formula[language]), row("numerator", top))
    if bottom:
        yield row("denominator", bottom)
    clock = f"{label('clocks', kpi.clock, language)}. {explanation('clocks', kpi.clock, language)}"
    yield row("clock", clock)
    yield row("unit", label("units", kpi.unit.replace("/", "_per_"), language))
    yield row("direction", label("directions", kpi.direction, language))
    yield row("exclusions", " ".join(labels()["exclusions"][name][language] for name in exclusions(kpi)))
    if kpi.engaged_based:
        yield row("presets", ", ".join(f"`{name}`" for name in labels()["presets"]))
    yield row("source", "; ".join(_articles(kpi.seeds, language)))
    yield from (row("caveat", kpi.caveat[language]), "")


def _articles(seeds: str, language: str) -> Iterator[str]:
    """Articles named by a KPI; those in brackets imply it."""
    for word in seeds.split():
        letter = word.strip("()")
        title = labels()["articles"][letter][language]
        yield f"({letter}) {title}" if word.startswith("(") else f"{letter}: {title}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def index(language: str) -> str:
    """All groups with their KPIs, linked."""
    lines = [f"# {label('fields', 'catalogue', language)}", ""]
    for group, kpis in groupby(everything(), key=lambda kpi: kpi.group):
        lines += [f"## [{label('groups', group, language)}]({group}.md)", ""]
        lines += [f"* {kpi.name[language]} (`{kpi.key}`, {kpi.id})" for kpi in kpis]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[str, str]:
    """Every generated page by its path below `docs/kpis`."""
    present = [group for group in GROUPS if any(kpi.group == group for kpi in everything())]
    texts = {f"{language}/{group}.md": page(group, language) for language in LANGUAGES for group in present}
    return texts | {f"{language}/README.md": index(language) for language in LANGUAGES}
