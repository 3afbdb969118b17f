"""From a figure that changed to the rows that changed: before and after, with file, line, batch and who loaded them."""

import pytest

from assay.memory.changed_rows import changed_rows, changed_tables
from assay.memory.changes import find_run


@pytest.fixture
def origins(history):
    return [find_run(history.workspace, number) for number in (history.first, history.corrected)]


def test_only_tables_with_other_rows_are_told(origins):
    assert changed_tables(*origins) == ("list_memberships", "touches", "opportunities", "fx_rates")
    assert changed_tables(origins[0], origins[0]) == ()


def test_a_changed_row_tells_what_it_was_and_where_the_new_one_came_from(history, origins):
    found = changed_rows(history.workspace, *origins, "opportunities")
    rows = {row.key: row for row in found.rows}
    assert (found.of, set(rows)) == (2, {"won", "open"})
    won = rows["won"]
    assert (won.kind, won.account_id) == ("changed", "a")
    assert (str(won.before["amount"]), str(won.after["amount"])) == ("1000", "1200")
    assert set(won.before) == {"amount"}
    assert won.file
    assert won.line == 1
    assert won.batch
    assert won.landed_at
    assert won.loaded_by
    assert set(rows["open"].after) == {"status", "closed_at"}


def test_a_new_row_has_no_before_and_the_other_way_round_it_is_gone(history, origins):
    (new,) = changed_rows(history.workspace, *origins, "touches").rows
    assert (new.kind, new.key, new.before, new.after["kind"]) == ("new", "t2", {}, "chat")
    (gone,) = changed_rows(history.workspace, *reversed(origins), "touches").rows
    assert (gone.kind, gone.key, gone.after) == ("gone", "t2", {})


def test_rows_of_one_account(history, origins):
    assert changed_rows(history.workspace, *origins, "opportunities", "a").of == 1
    assert changed_rows(history.workspace, *origins, "opportunities", "zzz").of == 0


def test_no_more_are_told_than_asked_for(history, origins):
    found = changed_rows(history.workspace, *origins, "opportunities", most=1)
    assert (found.of, len(found.rows)) == (2, 1)
