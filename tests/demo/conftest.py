from pathlib import Path
from typing import NamedTuple

import pytest

from assay.demo.generate import generate
from assay.demo.truth import Truth


class Sample(NamedTuple):
    folder: Path
    truth: Truth


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample company's files, written once."""
    folder = tmp_path_factory.mktemp("sample") / "files"
    return Sample(folder, generate(folder))
