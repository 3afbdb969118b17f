"""The bad rows that are kept."""

from __future__ import annotations

from landing_place import Landing

from assay.landing.quarantine import quarantined


def test_bad_rows_stay_until_their_file_lands_again(landing: Landing) -> None:
    assert quarantined(landing.workspace) == []
    landing.land("accounts", 'account_id,name,employees\n1,Acme,x\n2,"Be\nta",3,4\n3,Ceres,5\n')
    landing.land("users", "user_id,name,is_active\n1,Ann,perhaps\n")
    found = [(row.file, row.table, row.line, row.column, row.value, row.rule) for row in quarantined(landing.workspace)]
    assert found == [
        ("accounts.csv", "accounts", 2, "employees", "x", "not a whole number"),
        ("accounts.csv", "accounts", 3, "", "2,Be\nta,3,4", "4 fields, the header has 3"),
        ("users.csv", "users", 2, "is_active", "perhaps", "neither true nor false"),
    ]
    assert len(quarantined(landing.workspace, limit=1)) == 2
    landing.land("accounts", "account_id,name,employees\n1,Acme,1\n")
    assert [row.file for row in quarantined(landing.workspace)] == ["users.csv"]
