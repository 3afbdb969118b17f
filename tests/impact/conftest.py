from contextlib import closing

import pytest

from assay.store.runs import open_run
from support.sample import sample_workspace


@pytest.fixture(scope="session")
def sample_run():
    """The sample company's run; the programme's true effect on it is known."""
    with closing(open_run(sample_workspace())) as run:
        yield run
