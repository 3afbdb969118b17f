"""A time zone is one that there is, wherever settings name it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assay.settings import Settings
from assay.settings.schedule import Schedule


@pytest.mark.parametrize(("model", "values"), [(Settings, {}), (Schedule, {"name": "nightly", "cron": "30 6 * * *"})])
def test_a_zone_that_there_is_not_is_told_with_the_nearest(model: type, values: dict[str, str]):
    assert model(**values, timezone="Europe/Paris").timezone == "Europe/Paris"
    with pytest.raises(ValidationError, match=r"unknown time zone 'Europe/Pari'\. Did you mean 'Europe/Paris'\?"):
        model(**values, timezone="Europe/Pari")
