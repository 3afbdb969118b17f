"""Taking back, repair and restore, killed before each of their durable steps, leave all of before or all of after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from landing_place import Landing

from assay.landing.archive import check_manifest
from assay.landing.undo import undo
from assay.store.audit import entries
from assay.upkeep.backup import backup, restore
from assay.upkeep.repair import repair
from assay.upkeep.verify import verify
from support.kill_steps import Killed, killing

IMPORTS = """
from contextlib import suppress
from assay.errors import UsageError
from assay.store.workspace import Workspace
from assay.landing.undo import undo
from assay.upkeep.repair import repair
from assay.upkeep.backup import backup, restore
"""


@pytest.fixture(scope="module")
def killed() -> Iterator[Killed]:
    with killing(IMPORTS) as found:
        yield found


def of(folder: Path) -> str:
    return f"Workspace(Path({str(folder)!r}))"


@pytest.fixture
def landed(landing: Landing) -> Landing:
    landing.land("accounts", "account_id,name\n1,Acme\n2,Beta\n")
    landing.land("accounts", "account_id,name\n2,Wrong\n3,Wrong\n")
    return landing


def names(landing: Landing) -> list[str]:
    return [row[0] for row in landing.rows("accounts", "name")]


EACH = (pytest.param(7, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.exhaustive))
"""Every seventh step in the normal suite, each in the long one."""


@pytest.mark.parametrize("stride", EACH)
def test_taking_back_killed_before_each_of_its_steps(landed: Landing, killed: Killed, stride: int) -> None:
    before, after = ["Acme", "Wrong", "Wrong"], ["Acme", "Beta"]
    for step in range(1, 90, stride):
        # Killed behind its record it has happened: the next attempt is told so.
        if killed.finishes(step, f"with suppress(UsageError): undo({of(landed.workspace.path)}, [2])"):
            break
        assert names(landed) in (before, after), step
        if names(landed) == after:  # killed behind the record: it has happened
            break
    if names(landed) == before:
        landed.land("users", "user_id,name\n1,Una\n")  # settles what was pending
    if names(landed) == before:
        undo(landed.workspace, [2])
    assert names(landed) == after
    assert step > 8
    landed.land("users", "user_id,name\n2,Uwe\n")
    check_manifest(landed.workspace)
    assert [
        one.details.get("event") or one.details["load"] for one in entries(landed.workspace) if one.action == "undo"
    ] == [3]
    assert verify(landed.workspace).problems == ()


@pytest.mark.parametrize("stride", EACH)
def test_repair_killed_before_each_of_its_steps(landed: Landing, killed: Killed, stride: int) -> None:
    wanted = names(landed)
    for step in range(1, 40, stride):
        landed.workspace.manifest.write_bytes(b"")
        done = killed.finishes(step, f"repair({of(landed.workspace.path)})")
        repair(landed.workspace)
        assert names(landed) == wanted, step
        check_manifest(landed.workspace)
        if done:
            break
    assert step > 3 or stride > 1


@pytest.mark.parametrize("stride", EACH)
def test_backup_and_restore_killed_before_each_of_their_steps(
    landed: Landing, killed: Killed, tmp_path: Path, stride: int
) -> None:
    wanted, copy = names(landed), tmp_path / "copy"
    for step in range(1, 400, stride):
        if killed.finishes(step, f"backup({of(landed.workspace.path)}, Path({str(copy)!r}))"):
            break
    backup(landed.workspace, copy)
    for step in range(1, 400, stride):
        done = killed.finishes(
            step, f"restore(Path({str(copy)!r}), Path({str(landed.workspace.path)!r}), replace=True)"
        )
        if not landed.workspace.manifest.exists():
            restore(copy, landed.workspace.path, replace=True)
        assert names(landed) == wanted, step
        if done:
            break
    else:
        pytest.fail("there are more steps than were tried")
    assert verify(landed.workspace).problems == ()
