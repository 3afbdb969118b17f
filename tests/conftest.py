"""Makes what lies below `tests/` importable (`from support.company import company`), fixes the width of what prints,
and holds the run of the sample company for all tests that ask about it."""

import os
from contextlib import closing

import pytest

os.environ["COLUMNS"] = "160"


@pytest.fixture(scope="session")
def sample_run():
    """The sample company's run; the programme's true effect on it is known."""
    from assay.store.runs import open_run
    from support.sample import sample_workspace

    with closing(open_run(sample_workspace())) as run:
        yield run
