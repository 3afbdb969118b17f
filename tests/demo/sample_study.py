"""A second reading of the sample company's files, with pandas alone: what an analyst would do without Assay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import statsmodels.api as sm
from scipy.optimize import minimize
from statsmodels.stats.proportion import confint_proportions_2indep

LAST = pd.Timestamp("2026-09-30")
QUALIFYING = ("Qualified", "Evaluation", "Proposal", "Negotiation", "Won")


def read(folder: Path, table: str) -> pd.DataFrame:
    if table == "touches":
        parts = [pq.read_table(path).to_pandas() for path in sorted((folder / "touches").glob("*.parquet"))]
        return pd.concat(parts, ignore_index=True)
    return pd.read_csv(folder / f"{table}.csv", sep=";" if table == "costs" else ",", dtype=str, keep_default_na=False)


def days(words: pd.Series) -> pd.Series:
    """Local days of dates or moments; NaT where there is none or it cannot be read."""
    moments = pd.to_datetime(words, utc=True, errors="coerce", format="ISO8601")
    zoned = words.str.endswith("Z")
    return moments.where(~zoned, moments + pd.Timedelta(hours=1)).dt.tz_localize(None).dt.normalize()


@dataclass(frozen=True)
class Study:
    """One row per listed account that was no customer at entry; `opportunity` and `won` as the KPIs define them."""

    accounts: pd.DataFrame

    def arm(self, name: str, plan: str | None = None) -> pd.DataFrame:
        rows = self.accounts[self.accounts["arm"] == name]
        return rows if plan is None else rows[rows["list"] == plan]


def study(folder: Path) -> Study:
    merged = _survivors(read(folder, "accounts"))
    spells = _spells(read(folder, "list_memberships"))
    entry = spells.sort_values("valid_from").drop_duplicates("account_id").set_index("account_id")
    deals = _deals(folder, merged)
    accounts = entry[["list", "arm", "valid_from"]].rename(columns={"valid_from": "entry"})
    accounts = accounts.join(
        read(folder, "accounts").set_index("account_id")[["industry", "employees", "annual_revenue"]]
    )
    accounts["earlier"] = _earlier(deals, accounts)
    accounts["interactions"] = _interactions(folder, merged, accounts)
    accounts["opportunity"] = accounts.index.isin(_with_opportunity(deals, spells, accounts))
    accounts["won"] = accounts.index.isin(_with_win(deals, spells, accounts))
    return Study(accounts[~accounts.index.isin(_customers(folder, accounts))])


def _survivors(accounts: pd.DataFrame) -> dict[str, str]:
    into = {k: v for k, v in zip(accounts["account_id"], accounts["merged_into_id"], strict=True) if v}
    return {loser: into.get(winner, winner) for loser, winner in into.items()}


def _spells(memberships: pd.DataFrame) -> pd.DataFrame:
    rows = memberships[memberships["arm"].isin(["abm", "control", "holdout"])]
    rows = rows.assign(
        valid_from=days(rows["valid_from"]), valid_to=days(rows["valid_to"]).fillna(LAST + pd.Timedelta(1))
    )
    return rows[rows["valid_from"].notna() & ~rows["account_id"].str.startswith("A-88")]


def _deals(folder: Path, merged: dict[str, str]) -> pd.DataFrame:
    deals = read(folder, "opportunities")
    flagged = (deals["is_deleted"] == "true") | (deals["is_test"] == "true")
    deals = deals[~flagged & deals["type"].eq("") & deals["account_id"].ne("")]
    history = read(folder, "opportunity_stages")
    first = days(history[history["stage"].isin(QUALIFYING)].set_index("opportunity_id")["entered_at"])
    won = deals["stage"].eq("Won")
    return deals.assign(
        account_id=deals["account_id"].replace(merged),
        created=days(deals["created_at"]),
        qualified=deals["opportunity_id"].map(first.groupby(level=0).min()),
        won=days(deals["closed_at"]).where(won),
    )


def _joined(deals: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    return deals.join(accounts[["entry"]], on="account_id", how="inner")


def _earlier(deals: pd.DataFrame, accounts: pd.DataFrame) -> pd.Series:
    """Legitimate deals created before entry."""
    rows = _joined(deals, accounts)
    before = rows[(rows["created"] < rows["entry"]) & rows["qualified"].notna()]
    return before.groupby("account_id").size().reindex(accounts.index, fill_value=0)


def _with_opportunity(deals: pd.DataFrame, spells: pd.DataFrame, accounts: pd.DataFrame) -> pd.Series:
    rows = _joined(deals, accounts)
    rows = rows[rows["qualified"].notna() & (rows["created"] >= rows["entry"])]
    met = rows.merge(spells, on="account_id")
    return met[(met["created"] >= met["valid_from"]) & (met["created"] < met["valid_to"])]["account_id"]


def _with_win(deals: pd.DataFrame, spells: pd.DataFrame, accounts: pd.DataFrame) -> pd.Series:
    rows = _joined(deals, accounts)
    met = rows[rows["won"] >= rows["entry"]].merge(spells, on="account_id", suffixes=("", "_spell"))
    return met[(met["valid_from"] <= met["won"]) & (met["valid_to"] > met["created"])]["account_id"]


def _customers(folder: Path, accounts: pd.DataFrame) -> pd.Series:
    contracts = read(folder, "contracts")
    rows = contracts.join(accounts[["entry"]], on="account_id", how="inner")
    eve = rows["entry"] - pd.Timedelta(days=1)
    return rows[(days(rows["starts_on"]) <= eve) & (days(rows["ends_on"]) >= eve)]["account_id"]


def _interactions(folder: Path, merged: dict[str, str], accounts: pd.DataFrame) -> pd.Series:
    """Touches of the year before entry, as far as an id in the row tells the account."""
    touches = read(folder, "touches").drop_duplicates("touch_id")
    people = read(folder, "people").drop_duplicates("person_id").set_index("person_id")["account_id"]
    visitors = read(folder, "visitors").set_index("visitor_id")["account_id"]
    account = touches["account_id"].fillna(touches["person_id"].map(people)).fillna(touches["visitor_id"].map(visitors))
    day = touches["occurred_at"].dt.tz_localize(None).dt.normalize()
    rows = pd.DataFrame({"account_id": account.replace(merged), "day": day}).join(accounts[["entry"]], on="account_id")
    inside = (rows["day"] < rows["entry"]) & (rows["day"] >= rows["entry"] - pd.Timedelta(days=365))
    return rows[inside].groupby("account_id").size().reindex(accounts.index, fill_value=0)


def raw(treated: pd.Series, untreated: pd.Series) -> tuple[float, float, float]:
    """Difference of two shares with its Newcombe interval, 95 %."""
    counts = (treated.sum(), len(treated), untreated.sum(), len(untreated))
    low, high = confint_proportions_2indep(*counts, method="newcomb")
    return treated.mean() - untreated.mean(), low, high


def weighted(treated: pd.DataFrame, control: pd.DataFrame, outcome: str) -> tuple[float, float, float]:
    """Difference after entropy balancing of the control accounts on what was known before entry, 95 %."""
    both = pd.concat([treated, control])
    x = covariates(both)
    weights = entropy_weights(x[len(treated) :], x[: len(treated)].mean(axis=0))
    w = np.concatenate([np.full(len(treated), 1 / len(treated)), weights]) * len(both)
    arm = np.repeat([1.0, 0.0], [len(treated), len(control)])
    design = sm.add_constant(np.column_stack([arm, x]))
    fit = sm.WLS(both[outcome].astype(float).to_numpy(), design, weights=w).fit(cov_type="HC1")
    low, high = fit.conf_int()[1]
    return fit.params[1], low, high


def covariates(accounts: pd.DataFrame) -> np.ndarray:
    """Standardised: log employees, log revenue, root of interactions, earlier deals, industries."""
    numbers = accounts[["employees", "annual_revenue"]].astype(float)
    columns = [np.log(numbers), np.sqrt(accounts[["interactions"]]), accounts[["earlier"]]]
    industries = pd.get_dummies(accounts["industry"], drop_first=True).astype(float)
    x = pd.concat([*columns, industries], axis=1).to_numpy(float)
    return (x - x.mean(axis=0)) / x.std(axis=0)


def entropy_weights(x: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Weights, summing to 1, that give the rows of x the mean `target` and else differ as little as can be."""

    def dual(slope: np.ndarray) -> tuple[float, np.ndarray]:
        score = (x - target) @ slope
        raised = np.exp(score - score.max())
        return score.max() + np.log(raised.sum()), raised / raised.sum() @ (x - target)

    found = minimize(dual, np.zeros(x.shape[1]), jac=True, method="BFGS")
    score = (x - target) @ found.x
    raised = np.exp(score - score.max())
    return raised / raised.sum()
