"""The pack of the sample company in two languages, and each of its files: made once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest

from assay.report import Pack, management_pack
from assay.report.formats import RENDERERS
from assay.store.runs import Run, open_run
from support.sample import sample_workspace

LANGUAGES = ("en", "ru")


class Made(NamedTuple):
    pack: Pack
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    with closing(open_run(sample_workspace())) as opened:
        yield opened


@pytest.fixture(scope="session")
def made(run: Run) -> dict[str, Made]:
    """Pack and files by language."""
    packs = {language: management_pack(run, None, language, sample_workspace()) for language in LANGUAGES}
    return {
        language: Made(pack, {kind: render(pack) for kind, render in RENDERERS.items()})
        for language, pack in packs.items()
    }


@pytest.fixture(params=LANGUAGES)
def one(request: pytest.FixtureRequest, made: dict[str, Made]) -> Made:
    return made[request.param]
