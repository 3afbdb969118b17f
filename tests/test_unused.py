"""What the product defines, somebody in the product uses: else it is code for its tests alone, and grows old unseen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import assay

SOURCE = Path(assay.__file__).parent
OUTER = {
    "engine/tables.py Table.intersect": "what Ibis' tables can do, for the type checker",
    "planning/holdout_record.py drawn_by_lot": "for those who call Assay from Python: docs/expectations.md",
    "stats/effects.py randomised_effect": "python -m bench.placebo judges lots by it",
    "metrics/answer.py Answer._repr_html_": "notebooks call it",
    "internet/mail_servers.py Smtp._get_socket": "smtplib calls it",
}
"""What is called from outside, and by whom."""
CALLED_BY_NAME = re.compile(r"visit_|handle_|redirect_request$|format_commands$|emit$")
"""Methods that a library looks for."""


def definitions() -> Iterator[tuple[str, str, str]]:
    """File, name as it is told, and the name that is asked for; what a decorator hands over is used by it."""
    for path in sorted(SOURCE.rglob("*.py")):
        file = path.relative_to(SOURCE).as_posix()
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list:
                yield file, node.name, node.name
            if isinstance(node, ast.Assign | ast.AnnAssign):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name):
                        yield file, target.id, target.id
            if isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_handed_over(one):
                        yield file, f"{node.name}.{one.name}", one.name


def _is_handed_over(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(not re.search("property|method", ast.unparse(one)) for one in node.decorator_list)


def used() -> set[str]:
    """Names that are read, attributes, words of short texts (names for getattr, forms, templates) but those of `__all__`."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        listed = {
            id(one)
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            for one in ast.walk(node.value)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in listed:
                found.update(re.findall(r"\w+", node.value) if len(node.value) < 200 else ())
    for kind in ("*.html", "*.xml", "*.toml"):
        for path in SOURCE.rglob(kind):
            found.update(re.findall(r"\w+", path.read_text("utf-8")))
    return found


def test_nothing_is_there_for_tests_alone() -> None:
    known = used()
    unused = {
        f"{file} {told}"
        for file, told, name in definitions()
        if name not in known and not name.startswith("__") and not CALLED_BY_NAME.match(name)
    }
    assert unused == OUTER.keys(), "use it, move it to the tests, or say here who calls it"
