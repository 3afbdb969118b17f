"""Values are written where SQL asks for them, and nowhere else."""

from __future__ import annotations

import duckdb

from assay.engine.statements import Statement


def test_values_stand_where_they_are_asked_for() -> None:
    statement = Statement.of("""SELECT '$a it''s' AS "$b", $a, $b || $a""")
    assert statement.names == ("a", "b")
    assert statement.filled({"a": "x'y", "b": 3}) == """SELECT '$a it''s' AS "$b", 'x''y', 3 || 'x''y'"""


def test_sparks_names_and_casts_are_told_apart() -> None:
    statement = Statement.of(r"SELECT 'x\' :a', `:b`, :a, a::b, :b", "pyspark")
    assert statement.names == ("a", "b")
    assert statement.filled({"a": "q\\", "b": 1}) == r"SELECT 'x\' :a', `:b`, 'q\\', a::b, 1"


def test_a_value_is_never_sql() -> None:
    asked = Statement.of("SELECT $name AS name")
    hostile = "'; DROP TABLE accounts; -- $name :name \\' \""
    assert asked.run(duckdb.connect(), {"name": hostile}).fetchall() == [(hostile,)]


def test_the_same_statement_takes_other_values() -> None:
    asked = Statement.of("SELECT $n + 1")
    assert [asked.run(duckdb.connect(), {"n": n}).fetchall() for n in (1, 2)] == [[(2,)], [(3,)]]
