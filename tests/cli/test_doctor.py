from support.cli import assay


def states(said):
    return {one["key"]: one["state"] for one in said.json["kpis"]}


def test_it_works_before_anything_has_landed(made):
    assert made["doctor before"].status == 0
    assert made["doctor before"].json["next_step"].startswith("Nothing has landed yet")


def test_it_works_before_the_first_refresh(made):
    said = made["doctor landed"]
    assert said.status == 0
    assert said.json["next_step"] == "Nothing has been built yet: `assay refresh`."
    assert said.json["run"] is None
    assert states(said)["win_rate"] == "ready"
    assert said.json["kinds"] == {"chat": 4}


def test_it_tells_what_is_unmatched_quarantined_and_lacking(workspace, made):
    assert made["refresh"].status == 0
    said = assay("-C", workspace, "doctor", "--format", "json")
    found = said.json
    assert found["next_step"] is None
    assert found["matching"] == [{"kind": "chat", "touches": 4, "unmatched": 2, "ambiguous": 0}]
    assert [(one["where"], one["table"], one["rule"]) for one in found["quarantined"]] == [
        ("landing", "opportunities", "not a timestamp"),
        ("model", "list_memberships", "refers to no row of accounts"),
    ]
    assert {"fact": "touches", "reason": "without an account", "n": 2} in found["left_out"]
    assert states(said)["chats"] == "ready"
    assert states(said)["programme_cost"] == "lacking"


def test_the_table_names_them_too(workspace, made):
    assert made["refresh"].status == 0
    out = assay("-C", workspace, "doctor").out
    for word in (
        "chat",
        "50.0%",
        "refers to no row of accounts",
        "KPIs that suffer",
        "What would make more possible",
        "Stale: touches ends on 2026-05-03, 29 days ago.",
        "No value to break down by:",
    ):
        assert word in out


def test_csv_has_a_line_per_kpi(workspace, made):
    assert made["refresh"].status == 0
    rows = assay("-C", workspace, "doctor", "--format", "csv").csv
    assert next(row for row in rows if row["key"] == "programme_cost")["lacks"] == "costs"


def test_deals_closed_by_the_names_of_their_stages_are_known(tmp_path):
    deals = tmp_path / "opportunities.csv"
    deals.write_text(
        "opportunity_id,account_id,created_at,closed_at,stage,amount\n"
        "d1,a1,2026-01-02,2026-02-01,Closed Won,10\nd2,a1,2026-01-03,,Demo,20\n"
    )
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("account_id,name\na1,Acme\n")
    for words in (("init",), ("load", accounts, deals), ("refresh",)):
        made = assay("-C", tmp_path / "w", *words)
        assert made.status == 0, made.err
    said = assay("-C", tmp_path / "w", "doctor", "--format", "json").json
    assert said["stages_known"] == ["Closed Won"]
    assert next(one for one in said["kpis"] if one["key"] == "win_rate")["lacks"] == ["list_memberships"]
