"""Makes the SQL that ships with the package, `assay/shipped`: run by `make shipped`, after any change of the code it is
made of.

Common are: every KPI in total, by its default and by each of its dimensions, for the arms of lists, `rest` and `all`; the
total and the default with one filter of each kind, those of the first pages with any two; the rows behind the totals; those
of engagement under other presets; every fact; and whatever the pages of the sample company ask without a filter and with
one, the first pages with two.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assay.engine import shipped
from assay.engine.compile import to_statement
from assay.engine.kept import Store, made_with
from assay.kpis import CATALOGUE
from assay.kpis.declare import KPI
from assay.kpis.headlines import HEADLINES
from assay.kpis.needs import keeps_customers, reports_unmatched
from assay.metrics.compiled import block_of, question_of
from assay.metrics.compiler import expression
from assay.metrics.context import remembering
from assay.metrics.figure_parts import asked_together, parts_of
from assay.metrics.shape import ACCOUNT_FIELD, ArmShape, PresetShape, Shape, shape_for
from assay.store.workspace import Workspace

FOLDER = Path(__file__).parent / "shipped"
FILTERS: tuple[dict[str, Any], ...] = (
    {"lists": True},
    {"tiers": True},
    {"owners": True},
    {"programmes": 1},
    {"where": (ACCOUNT_FIELD,)},
)
PAIRS = tuple({**one, **other} for one, other in combinations(FILTERS, 2))
ARMS: tuple[ArmShape, ...] = ("listed", "rest", "all")
SELDOM = ("account", "region", "city")
"""Dimensions that are not shipped: broken down by them, a figure is compiled when it is first asked."""
PRESETS = (PresetShape("engaged", "sums"), PresetShape("engaged", "people"))
PAGES = ("/", "/accounts", "/coverage", "/customers", "/engagement", "/funnel", "/lists", "/revenue")
FIRST_PAGES = ("/", "/accounts", "/funnel")
ON_FIRST_PAGES = (
    *HEADLINES,
    "target_accounts",
    "target_accounts.targeted",
    "stalled_deals",
    "days_in_stage",
    "stage_conversion",
)
"""KPIs that these show."""
WHOLE = ("/impact", "/impact/checks", "/impact/velocity", "/impact/money", "/reports", "/data", "/my")
"""Pages that are asked without a filter only."""
FILTERED = ("list=Growth+markets", "tier=1", "owner=U-14", "programme=P-GROWTH", "where=industry+%3D+Chemicals")
TWICE_FILTERED = tuple("&".join(pair) for pair in combinations(FILTERED, 2))
ASKED = (
    "",
    *FILTERED,
    "arm=all",
    "by=tier",
    "by=list",
    "by=owner",
    "by=industry",
    "by=programme",
)


@dataclass(frozen=True)
class Common:
    """A question that is shipped, and how its text is made."""

    block: str
    question: str
    make: Callable[[], str]


def _of_kpi(kpi: KPI) -> Iterator[Common]:
    plain = replace(Shape(), customers=keeps_customers(kpi))
    usual = tuple(dict.fromkeys([(), kpi.default_by]))
    for arm in ARMS:
        shape = replace(plain, arm=arm)
        breakdowns = [*usual, *((name,) for name in kpi.dimensions if name not in SELDOM)]
        breakdowns = breakdowns if arm == "listed" else list(usual)
        for by in dict.fromkeys(breakdowns):
            yield from _parts(kpi, shape, by, rows=not by)
    for one in (*FILTERS, *(PAIRS if kpi.key in ON_FIRST_PAGES else ())):
        for by in usual:
            yield from _parts(kpi, replace(plain, **one), by, rows=not by and len(one) == 1)
    if kpi.engaged_based:
        for preset in PRESETS:
            for by in usual:
                yield from _parts(kpi, replace(plain, engaged=preset), by, rows=False)


def _parts(kpi: KPI, shape: Shape, by: tuple[str, ...], *, rows: bool) -> Iterator[Common]:
    asked = shape_for(shape, by)
    names = [asked_together(parts_of(kpi, asked, estimates=False))] + ["rows"] * rows
    if not by:
        names += [asked_together(parts_of(kpi, asked, estimates=True))] + ["unmatched"] * reports_unmatched(kpi)
    for part in dict.fromkeys(names):
        yield Common(block_of(kpi), question_of(kpi, part, asked, by), _maker(kpi, part, asked, by))


def _maker(kpi: KPI, part: str, shape: Shape, by: tuple[str, ...]) -> Callable[[], str]:
    return lambda: to_statement(expression(kpi, part, shape, by)).to_text()


def of_facts() -> Iterator[Common]:
    """The tables of a build of everything, and those of a build by month."""
    from assay.facts.build import STEPS, Query
    from assay.facts.incremental.build import _expressions
    from assay.facts.plan import Plan
    from assay.facts.statements import kept

    whole = {f"{step.schema}.{step.name}": step.whole for step in STEPS if isinstance(step, Query)}
    for name, build in [*whole.items(), *_expressions().items()]:
        noted = Noted()
        kept(name, build, Plan(store=noted))
        ((question, block), text), *_ = noted.texts.items()
        yield Common(block, question, lambda text=text: text)  # type: ignore[misc]


class Noted(Store):
    """A store that knows nothing and notes what is made of which question, and where it would have been shipped."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[tuple[str, str], str] = {}

    def text(self, question: str, make: Callable[[], str], block: str = "") -> str:
        if (question, block) not in self.texts:
            self.texts[question, block] = make()
        return self.texts[question, block]


def of_pages(folder: Path, pages: tuple[str, ...] = PAGES, asked: tuple[str, ...] = ASKED) -> Iterator[Common]:
    """What these pages of the sample company ask with these words in their addresses."""
    noted = Noted()
    with ExitStack() as stack:
        for module in ("assay.store.runs", "assay.refresh", "assay.facts.incremental.build"):
            stack.enter_context(patch(f"{module}.store_of", lambda _: noted))
        _visit(_sample(folder), pages, asked)
    for (question, block), text in noted.texts.items():
        if block and " at 0x" not in question:
            yield Common(block, question, lambda text=text: text)  # type: ignore[misc]


def _sample(folder: Path) -> Workspace:
    from assay.cli.main import main

    if not (folder / "assay.toml").exists():
        main(["demo", str(folder), "--no-serve"])
    return Workspace.find(folder)


def _visit(workspace: Workspace, pages: tuple[str, ...], asked: tuple[str, ...]) -> None:
    from starlette.testclient import TestClient

    from assay.store.runs import open_run
    from assay.web.app import create_app

    with closing(open_run(workspace)) as run:
        (account,) = run.cursor().execute("SELECT min(account_id) FROM accounts").fetchone() or ("",)
    site: Any = TestClient(create_app(workspace), base_url="http://localhost", raise_server_exceptions=False)
    site.get(f"/accounts/{account}")
    for words in asked:
        for page in (*pages, *WHOLE * (words == "")):
            answer = site.get(f"{page}?{words}")
            print(f"{answer.status_code} {page} {words}", file=sys.stderr, flush=True)


def of_block(key: str) -> dict[str, str]:
    """The statements of one KPI by the names of their questions; what they share is made once."""
    with remembering():
        return {shipped.name_of(one.question): one.make() for one in _of_kpi(CATALOGUE[key])}


def make(folder: Path = FOLDER, sample: Path | None = None) -> dict[str, int]:
    """Writes the blocks anew; gives the bytes of each. `sample` is the sample company's workspace, where there is one.

    Blocks that hold for this code already stay.
    """
    folder.mkdir(exist_ok=True)
    blocks = [block_of(kpi) for kpi in CATALOGUE.values()]
    missing = [key for key, kpi in CATALOGUE.items() if not shipped.is_current(block_of(kpi), made_with(block_of(kpi)))]
    with ProcessPoolExecutor() as workers:
        for key, texts in zip(missing, workers.map(of_block, missing), strict=True):
            _write(folder, block_of(CATALOGUE[key]), texts)
            print(f"{len(texts):4d} {key}", file=sys.stderr, flush=True)
    others: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as place:
        house = sample or Path(place) / "sample"
        for one in (*of_facts(), *of_pages(house), *of_pages(house, FIRST_PAGES, TWICE_FILTERED)):
            if one.block not in blocks:
                others.setdefault(one.block, {}).setdefault(shipped.name_of(one.question), one.make())
    for name, texts in others.items():
        _write(folder, name, texts)
    for path in folder.glob("*.xz"):
        if path.stem not in (*blocks, *others):
            path.unlink()
    return {path.stem: path.stat().st_size for path in folder.glob("*.xz")}


def _write(folder: Path, block: str, texts: dict[str, str]) -> None:
    (folder / f"{block}.xz").write_bytes(shipped.packed(texts, made_with(block)))


if __name__ == "__main__":
    sizes = make(sample=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    print(
        f"{len(sizes)} blocks, {sum(sizes.values()) / 2**20:.2f} MiB, the largest {max(sizes.values()) / 1024:.0f} KiB"
    )
