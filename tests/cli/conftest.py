"""One tiny workspace, made through the command line itself: init, load, refresh."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import Said, assay, write_files

ACCOUNTS = """\
account_id,name,industry,owner_id,domain
a1,Alpha,Software,u1,alpha.example
a2,"Béta, SA",Software,u1,
a3,Gamma,Retail,u2,
a4,Delta,,u2,
c1,Control One,Retail,u2,
c2,Control Two,Software,u1,
"""
USERS = """\
user_id,name,team
u1,"Smith, Jane",sales
u2,Ivan,sales
"""
LISTS = """\
list,account_id,valid_from,arm,tier
North,a1,2026-01-01,abm,1
North,a2,2026-01-01,abm,1
North,a3,2026-01-01,abm,2
North,a4,2026-01-01,abm,
North,c1,2026-01-01,control,
North,c2,2026-01-01,control,
North,zz,2026-01-01,abm,1
"""
DEALS = """\
opportunity_id;account_id;amount;currency;created_at;closed_at;status
o1;a1;1000,50;EUR;2026-02-01;2026-03-01;won
o2;a2;2000,00;EUR;2026-02-01;2026-04-01;lost
o3;a3;500,25;EUR;2026-03-01;2026-05-20;won
o4;a4;750,00;EUR;2026-05-01;;open
o5;c1;900,00;EUR;2026-02-01;2026-03-01;lost
o6;a4;10,00;EUR;someday;;open
"""
TOUCHES = """\
touch_id,occurred_at,kind,account_id,domain
t1,2026-05-01 10:00,chat,a1,
t2,2026-05-02 10:00,chat,,alpha.example
t3,2026-05-03 10:00,chat,,nobody.example
t4,2026-05-03 11:00,chat,,elsewhere.example
"""
FILES = {
    "accounts.csv": ACCOUNTS,
    "users.csv": USERS,
    "list_memberships.csv": LISTS,
    "opportunities.csv": DEALS,
    "touches.csv": TOUCHES,
}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("files"), FILES)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, files: Path) -> dict[str, Said | Path]:
    """What each command said on the way, and the workspace's folder."""
    folder = tmp_path_factory.mktemp("workspace") / "w"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_TODAY", "2026-06-01")
        said = {
            "init": assay("init", folder),
            "doctor before": assay("-C", folder, "--format", "json", "doctor"),
            "kpi before": assay("kpi", "win_rate", "-C", folder),
            "explain before": assay("kpi", "win_rate", "-C", folder, "--explain"),
            "check": assay("-C", folder, "load", files, "--check"),
            "load": assay("-C", folder, "load", files, "--format", "json"),
            "doctor landed": assay("-C", folder, "--format", "json", "doctor"),
            "refresh": assay("-C", folder, "refresh", "--format", "json"),
        }
    return {**said, "folder": folder}


@pytest.fixture(scope="session")
def workspace(made: dict[str, Said | Path]) -> Path:
    folder = made["folder"]
    assert isinstance(folder, Path)
    return folder
