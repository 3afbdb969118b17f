"""`assay surge` as it is typed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from support.cli import assay, write_files

FIRST = date(2026, 1, 5)


@pytest.fixture(scope="module")
def surging(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten accounts with a visitor a week; in the last three of sixteen weeks six come to the first."""
    rows = ["touch_id,occurred_at,kind,account_id,visitor_id"]
    for week in range(16):
        for account in range(10):
            for user in range(6 if account == 0 and week >= 13 else 1):
                day = FIRST + timedelta(weeks=week, days=account % 5)
                rows.append(f"t{week}.{account}.{user},{day},page_view,a{account},v{account}.{week % 3}.{user}")
    rows.append(f"end,{FIRST + timedelta(weeks=16)},page_view,a1,v1.0.0")
    accounts = ["account_id,name", *(f"a{number},Account {number}" for number in range(10))]
    lists = ["list,account_id,valid_from", *(f"North,a{number},2026-01-01" for number in range(10))]
    files = {"touches.csv": rows, "accounts.csv": accounts, "list_memberships.csv": lists}
    place = tmp_path_factory.mktemp("surging")
    written = write_files(place / "files", {name: "\n".join(lines) + "\n" for name, lines in files.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_TODAY", "2026-06-01")
        for words in (("init", place / "w"), ("-C", place / "w", "load", written), ("-C", place / "w", "refresh")):
            assert assay(*words).status == 0
    return place / "w"


def test_the_account_and_why(surging: Path) -> None:
    said = assay("-C", surging, "surge")
    assert said.status == 0, said.err
    assert "Surges: 1 of 10 accounts" in said.out
    assert "Account 0" in said.out
    assert "1 1 1 1 1 6 6 6" in said.out
    assert "no effect of the programme" in said.out


def test_json_and_csv(surging: Path) -> None:
    found = assay("-C", surging, "surge", "--limit", "3", "--format", "json").json
    assert [one["account_id"] for one in found["alerts"]] == ["a0"]
    lines = assay("-C", surging, "surge", "--limit", "3", "--format", "csv").csv
    assert [line["account_id"] for line in lines] == [one["account_id"] for one in found["ranked"]]
    assert (lines[0]["alert"], lines[0]["observed"]) == ("true", "18")


def test_in_russian(surging: Path) -> None:
    assert "Всплеск" in assay("-C", surging, "surge", "--language", "ru").out


def test_nothing_to_say(surging: Path, workspace: Path) -> None:
    assert "No account stands out" in assay("-C", surging, "surge", "--false-discovery", "0.0000001").out
    early = assay("-C", surging, "surge", "--as-of", "2026-02-01")
    assert (early.status, "4 full weeks" in early.err) == (1, True)
    assert assay("-C", workspace, "surge").status == 1
    assert assay("-C", surging, "surge", "--limit", "0").status == 2
    assert assay("-C", surging, "surge", "--false-discovery", "2").status == 2
