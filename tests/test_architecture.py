"""Imports go one way, portable expressions use a small set of verbs, and every pin still has its reason."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import assay

SOURCE = Path(assay.__file__).parent
PROJECT = SOURCE.parent.parent / "pyproject.toml"

LAYERS = (
    (
        "errors",
        "exact",
        "plural",
        "log",
        "delimited_text",
        "causes",
        "version",
        "contract",
        "settings",
        "languages",
        "stats",
    ),
    ("internet",),
    ("engine",),
    ("store",),
    ("sources",),
    ("landing",),
    ("connectors",),
    ("model",),
    ("identity",),
    ("facts",),
    ("kpis",),
    ("metrics",),
    ("views", "memory", "alerts", "doctor", "inventory"),
    ("planning",),
    ("comparison",),
    ("returns",),
    ("refresh", "demo", "docs", "upkeep", "outbound"),
    ("api",),
    ("charts",),
    ("report",),
    ("delivery",),
    ("schedule",),
    ("web", "cli", "shipping"),
)
"""From the bottom up: a module imports modules of its own line and of lines above it in this list, none below."""

SECTIONS = (
    "alerts",
    "delivery",
    "engagement",
    "engine",
    "figures",
    "identity",
    "keeping",
    "measures",
    "programmes",
    "schedule",
    "scoring",
    "sources",
    "web",
)
"""Files of sections of assay.toml: none knows the whole."""
WITHIN_A_LINE = {
    "settings.section": set(),
    "settings.amounts": set(),
    "settings.scope": set(),
    "settings.secret": {"settings.section"},
    "settings.sources": {f"settings.sources.{part}" for part in ("base", "databases", "files", "vendors")},
    "settings.sources.base": {
        "contract.tables",
        "contract.zones",
        "errors",
        "settings.amounts",
        "settings.secret",
        "settings.section",
    },
    "settings.schedule": {"contract.zones", "settings.section"},
    "settings.delivery": {"settings.secret", "settings.section"},
    "settings.whole": {
        "contract.zones",
        "errors",
        *(f"settings.{part}" for part in SECTIONS),
        "settings.scope",
        "settings.section",
    },
    "settings.reading": {"errors", "settings.whole"},
    "settings": {"settings.reading", "settings.whole"},
    "contract.tables": {"errors"},
    "languages": set(),
    "contract.kinds": {"errors"},
    "contract.zones": {"errors"},
}


def layer_of(module: str) -> int:
    """The line of `a.b.c`: that of its longest name in the list."""
    parts = module.split(".")
    for length in (2, 1):
        name = ".".join(parts[:length])
        for place, names in enumerate(LAYERS):
            if name in names:
                return place
    raise AssertionError(f"assay.{module} stands in no layer: give it a place in LAYERS.")


@cache
def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imported(tree: ast.Module, *, at_import: bool = False) -> set[str]:
    """The product's modules that a module imports, wherever in it; with `at_import` only those needed to import it."""
    names = set()
    for node in _when_imported(tree) if at_import else ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "assay":
            names |= {_module(f"{node.module}.{alias.name}") for alias in node.names}
        if isinstance(node, ast.Import):
            names |= {_module(alias.name) for alias in node.names if alias.name.split(".")[0] == "assay"}
    return names - {""}


def _when_imported(tree: ast.Module):
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        yield node
        checking = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not checking:
            pending += ast.iter_child_nodes(node)


def _module(name: str) -> str:
    """The longest module in `assay.a.b.name`, without `assay`."""
    parts = name.split(".")[1:]
    while parts and ".".join(parts) not in modules():
        parts = parts[:-1]
    return ".".join(parts)


@pytest.mark.parametrize("name", sorted(set(modules()) - {""}))
def test_imports_go_one_way(name):
    place = layer_of(name)
    later = {other for other in imported(modules()[name]) if layer_of(other) > place}
    assert not later, f"assay.{name} imports {sorted(later)}, which lie above it"


def test_no_module_needs_itself_to_be_imported():
    needs = {name: imported(tree, at_import=True) - {name} for name, tree in modules().items() if name}
    assert not in_circles(needs), f"these import each other: {in_circles(needs)}"


def in_circles(needs: Mapping[str, set[str]]) -> list[str]:
    """The names that need each other, and those that need them."""
    left = dict(needs)
    while ready := {name for name, others in left.items() if not others & set(left)}:
        left = {name: others for name, others in left.items() if name not in ready}
    return sorted(left)


def test_no_module_knows_one_that_knows_it():
    """Neither inside a function nor for the type checker alone."""
    needs = {name: imported(tree) - {name} for name, tree in modules().items() if name}
    assert not in_circles(needs), f"these know each other: {in_circles(needs)}"


def test_no_package_knows_one_that_knows_it():
    needs: dict[str, set[str]] = {}
    for name, tree in modules().items():
        package = name.split(".")[0]
        needs.setdefault(package, set()).update({other.split(".")[0] for other in imported(tree)} - {package})
    needs.pop("")
    assert not in_circles(needs), f"these know each other: {in_circles(needs)}"


def test_a_circle_for_the_type_checker_alone_would_be_seen():
    one = ast.parse("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from assay.refresh import refresh\n")
    other = ast.parse("def late():\n    from assay.settings import Settings\n")
    trees = {"settings": one, "refresh": other}
    assert in_circles({name: imported(tree) for name, tree in trees.items()}) == ["refresh", "settings"]


def test_the_lowest_modules_need_nothing_else():
    for name, allowed in WITHIN_A_LINE.items():
        assert imported(modules()[name]) <= allowed


@pytest.mark.parametrize("name", SECTIONS)
def test_sections_of_the_settings_do_not_know_the_whole(name):
    known = {one for one in modules() if one.startswith(f"settings.{name}")}
    found = set().union(*(imported(modules()[one]) for one in known))
    assert not found & {"settings", "settings.whole", "settings.reading"}


def test_declarations_do_not_know_how_they_are_compiled():
    for name, tree in modules().items():
        if name.startswith("kpis"):
            plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            assert not {"ibis", "duckdb"} & plain, name


def test_a_later_import_would_be_seen():
    """The test above can fail: facts import kpis here."""
    tree = ast.parse("def late():\n    from assay.kpis.declare import KPI\n    import assay.cli.main\n")
    found = imported(tree)
    assert found == {"kpis.declare", "cli.main"}
    assert {other for other in found if layer_of(other) > layer_of("facts.build")} == found
    assert imported(tree, at_import=True) == set()


# What design.md calls portable: the same answers on DuckDB and on Spark.

UNPORTABLE = {
    r"\.asof_join\(": "no ASOF join: window or account-day form instead",
    r"\.epoch_seconds\(": "no arithmetic on epoch seconds",
    r"\.approx_\w+\(": "exact distinct counts only",
    r"\.(sample|random)\(": "answers are the same every time",
    r"ibis\.(random|now|today|uuid)\(": "answers are the same every time",
    r"\.sql\(|\.raw_sql\(": "no SQL by hand in expressions",
    r"\.delta\((?!.*unit=\"day\")": "days between dates only",
}


@pytest.mark.parametrize(
    "name", [name for name in sorted(modules()) if name.split(".")[0] in ("metrics", "facts", "kpis")]
)
def test_expressions_are_portable(name):
    text = _text(name)
    found = {why: match.group() for pattern, why in UNPORTABLE.items() if (match := re.search(pattern, text))}
    if name == "metrics.runnable_sql":  # prints the SQL of an answer
        found.pop("no SQL by hand in expressions", None)
    assert not found, f"assay.{name}: {found}"


# Who is in scope is decided in one place; a query of one's own forgets lists, excluded accounts or both.

SCOPE_RULES = {
    r"(?i)\b(from|join)\s+(main\.)?membership": "list rows are asked by metrics/list_rows.py, launch days by metrics/launch.py",
    r"\b(fact|unit)\(\"membership": "days in scope come from metrics/membership.py",
    r"(?i)(\bnot\s+|~)(\w+\.)?is_excluded": "everybody but excluded accounts: metrics/members.py, metrics/membership.py",
    r"has no dimension|have no dimension": "conditions are checked by metrics/conditions.py",
    r"No list is loaded, so": "metrics/list_rows.py says so",
}
BELOW_METRICS = ("contract", "demo", "facts", "identity", "landing", "model", "sources")


def scope_rules_in(text: str) -> set[str]:
    return {why for pattern, why in SCOPE_RULES.items() if re.search(pattern, text)}


@pytest.mark.parametrize(
    "name", [one for one in sorted(modules()) if one.split(".")[0] not in (*BELOW_METRICS, "metrics")]
)
def test_rules_of_scope_live_in_metrics(name):
    assert not scope_rules_in(_text(name)), f"assay.{name}: {scope_rules_in(_text(name))}"


def test_a_rule_of_scope_elsewhere_would_be_seen():
    for text in (
        "cursor.execute(\"SELECT min(starts_on) FROM memberships WHERE arm = 'abm'\")",
        "SELECT 1\nFROM main.memberships",
        'context.fact("membership_spells")',
        'context.fact("accounts").filter(lambda t: ~t.is_excluded)',
    ):
        assert scope_rules_in(text), text
    assert not scope_rules_in("page('/lists')  # list rows, the table list_memberships")


def _text(name: str) -> str:
    path = SOURCE.joinpath(*name.split("."))
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")


# Pins, each with the reason that keeps it: where the reason is gone, the pin may move and the test turns red.

PINS = {"ibis-framework": "==12.0.0", "duckdb": "<2,>=1.5.6", "sqlglot": "<=30.16,>=30", "pandas": "<3,>=2.2"}
SPARK = "<4.1,>=4.0.5"


def pins() -> dict[str, str]:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    found = [Requirement(line) for line in (*project["dependencies"], *extras.get("spark", ()))]
    return {requirement.name: str(requirement.specifier) for requirement in found}


def may_move(package: str, why: str) -> str:
    return f"The pin {package}{pins()[package]} may move: {why}. Try it, and change the pin, this test and the page on design."


@pytest.mark.skipif(not PROJECT.exists(), reason="needs the checkout")
def test_pins_are_those_that_were_measured():
    found = pins()
    assert {name: found[name] for name in PINS} == PINS
    assert found.get("pyspark", SPARK) == SPARK


@pytest.mark.skipif(not PROJECT.exists(), reason="needs the checkout")
class TestPinsAreStillNeeded:
    def test_ibis(self):
        assert version("ibis-framework") == "12.0.0", may_move("ibis-framework", "another version is installed")

    def test_duckdb_2_dropped_what_ibis_calls(self):
        import ibis.backends.duckdb

        calls = re.findall(r"\.(fetch_arrow_table|fetch_record_batch)\(", inspect.getsource(ibis.backends.duckdb))
        assert calls, may_move("duckdb", "Ibis no longer calls the Arrow methods that DuckDB 2 dropped")
        assert Version(version("duckdb")) < Version("2"), may_move("duckdb", "DuckDB 2 is installed and the tests run")

    def test_sqlglot_renders_a_drop_through_ibis(self):
        """From 30.18 on the table's name is missing; a newer version that has it makes the pin needless."""
        named = "orders" in _drop_through_ibis()
        newer = Version(version("sqlglot")) > Version("30.16")
        assert named, "DROP TABLE is rendered without a name through Ibis: sqlglot is too new"
        assert not newer, may_move("sqlglot", f"{version('sqlglot')} names the table")

    def test_pandas_3_is_refused_by_lifelines(self):
        try:
            limits = [Requirement(line) for line in requires("lifelines") or ()]
        except PackageNotFoundError:
            pytest.skip("lifelines is not installed")
        limited = any(limit.name == "pandas" and not limit.specifier.contains("3.0.0") for limit in limits)
        assert limited, may_move("pandas", "lifelines takes pandas 3")

    def test_pyspark_is_limited_by_ibis(self):
        limits = [Requirement(line) for line in requires("ibis-framework") or ()]
        spark = [limit for limit in limits if limit.name == "pyspark"]
        assert spark
        assert not any(limit.specifier.contains("4.1.0") for limit in spark), "pyspark may move: Ibis takes 4.1"


def _drop_through_ibis() -> str:
    """The statement that Ibis' DuckDB backend sends for `drop_table`."""
    import ibis

    connection = ibis.duckdb.connect()
    connection.create_table("orders", schema={"a": "int64"})
    sent: list[str] = []
    run = connection.raw_sql
    connection.raw_sql = lambda query, **more: (  # type: ignore[method-assign]
        sent.append(query if isinstance(query, str) else query.sql("duckdb")) or run(query, **more)
    )
    connection.drop_table("orders")
    return next(statement for statement in sent if "DROP" in statement.upper())


def test_list_rows_are_put_on_a_cursor_with_their_spells() -> None:
    """The scope is told by `membership_spells`: who replaces `memberships` alone would be answered for the old lists."""
    found = [path for path in SOURCE.rglob("*.py") if 'register("memberships"' in path.read_text("utf-8")]
    assert [path.relative_to(SOURCE).as_posix() for path in found] == ["metrics/membership.py"]
