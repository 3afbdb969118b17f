"""Makes what lies below `tests/` importable (`from support.company import company`), fixes the width of what prints,
and holds the run of the sample company for all tests that ask about it."""

from __future__ import annotations

import os
from contextlib import closing

import pytest

from assay.engine.kept import Store

os.environ["COLUMNS"] = "160"


@pytest.fixture(scope="session")
def sample_run():
    """The sample company's run; the programme's true effect on it is known."""
    from assay.store.runs import open_run
    from support.sample import sample_workspace

    with closing(open_run(sample_workspace())) as run:
        yield run


@pytest.fixture(autouse=True)
def compiled_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test compiled need not be compiled by the next: SQL depends on the code alone."""
    if request.node.get_closest_marker("own_store"):
        return
    read = Store._read

    def known(store: Store, key: str) -> str | None:
        return _COMPILED.get(key) or read(store, key)

    def keep(store: Store, key: str, text: str) -> None:  # noqa: ARG001
        _COMPILED[key] = text

    monkeypatch.setattr(Store, "_read", known)
    monkeypatch.setattr(Store, "_write", keep)


_COMPILED: dict[str, str] = {}
