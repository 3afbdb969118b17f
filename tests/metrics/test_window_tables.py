"""A question binds the tables of its windows that its SQL reads, and no others."""

from assay.metrics.window_tables import tables_read


def test_only_the_tables_that_a_statement_reads_are_bound() -> None:
    assert tables_read('SELECT * FROM "windows" JOIN "days" USING (day)') == {"windows", "days"}
    assert tables_read("SELECT * FROM `recent`") == {"windows", "recent"}
