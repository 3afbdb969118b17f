"""Rows without one person: what is about them goes or is nobody's, what only mentions them says `[erased]`.

A touch or an answer stays, as one of the account's, where enough others of the account are known; else it goes too.
The same rows cleaned again are the same, so that the next load of their file changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.contract.tables import TABLES
from assay.engine.literals import literal, quoted
from assay.landing.marks import ERASED, Marks, text_columns

STAYING = {"touches": "touch_id", "survey_responses": "response_id"}
"""Tables whose rows can be an account's without being anybody's, and the column that names such a row."""
_OF_THE_PERSON = ("person_id", "visitor_id", "email", "company", "ip", "session_id")
_KEPT_IN_HOLLOW = ("_batch", "_landed_at")


@dataclass(frozen=True)
class Erasure:
    """One person who is erased: their `home` is the account that their rows stay with, if they do."""

    marks: Marks
    salt: str
    home: str | None = None
    stays: bool = False


def touched_sql(erasure: Erasure, table: str, types: dict[str, str]) -> str:
    """A condition: the row is about the person, or a text of it mentions them."""
    mentions = [erasure.marks.in_text(quoted(name), ids=not is_id) for name, is_id in text_columns(types, table)]
    mentions += [_is_theirs(erasure, name) for name in types if name.startswith("x_") and types[name] == "VARCHAR"]
    named = erasure.marks.names_row(table, types)
    return " OR ".join([named, *(one for one in mentions if one)])


def cleaned_sql(erasure: Erasure, table: str, types: dict[str, str], source: str, *, hollow: bool) -> str:
    """SELECT of the same columns. With `hollow` a row that goes leaves one that says nothing in its place."""
    gone = "_named" if table not in STAYING or not erasure.stays else "false"
    if "_problems" in types:
        gone = f"({gone} OR (_named AND _problems IS NOT NULL))"
    id_columns = {name for name, is_id in text_columns(types, table) if is_id}
    listed = []
    for name, type in types.items():
        said = _cell(erasure, table, name, type, is_id=name in id_columns)
        if hollow and name not in _KEPT_IN_HOLLOW:
            said = f"CASE WHEN {gone} THEN {'true' if name == '_deleted' else 'NULL'} ELSE {said} END"
        listed.append(f"{said} AS {quoted(name)}")
    rows = f"SELECT *, {erasure.marks.names_row(table, types)} AS _named FROM {source}"
    return f"SELECT {', '.join(listed)} FROM ({rows}){'' if hollow else f' WHERE NOT {gone}'}"


def _cell(erasure: Erasure, table: str, name: str, type: str, *, is_id: bool) -> str:
    column = quoted(name)
    if name in ("_problems", "_cells"):
        return _cleaned_problems(erasure, column)
    if type != "VARCHAR":
        return column
    said = _cleaned_text(erasure, name, is_id=is_id)
    if table not in STAYING or name.startswith("_"):
        return said
    return f"CASE WHEN _named THEN {_nobodys(erasure, table, name, said)} ELSE {said} END"


def _nobodys(erasure: Erasure, table: str, name: str, said: str) -> str:
    """What a cell of the person's row says when it is nobody's."""
    if name == STAYING[table]:
        return _token(erasure, quoted(name))
    if name == "account_id":
        return f"coalesce({said}, {literal(erasure.home) if erasure.home else 'NULL'})"
    if name == "url":
        return f"regexp_replace({said}, '[?#].*$', '', 's')"
    return "NULL" if name in _OF_THE_PERSON or name.startswith("x_") else said


def _cleaned_text(erasure: Erasure, name: str, *, is_id: bool) -> str:
    column = quoted(name)
    mentions = erasure.marks.in_text(column, ids=not is_id)
    said = column
    if mentions:
        other = _token(erasure, column) if is_id else erasure.marks.without(column)
        said = f"CASE WHEN {mentions} THEN {other} ELSE {column} END"
    if name.startswith("x_") and (theirs := _is_theirs(erasure, name)):
        said = f"CASE WHEN {theirs} THEN {literal(ERASED)} ELSE {said} END"
    return said


def _is_theirs(erasure: Erasure, name: str) -> str | None:
    """Whether a cell of one's own column is nothing but an id of the person."""
    own = ", ".join(literal(one) for one in (*erasure.marks.ids, *erasure.marks.visitors))
    return f"coalesce({quoted(name)} IN ({own}), false)" if own else None


def _cleaned_problems(erasure: Erasure, column: str) -> str:
    value, hint = erasure.marks.without("one.value"), erasure.marks.without("one.hint")
    return (
        f"list_transform({column}, lambda one: struct_pack(column_name := one.column_name, value := {value}, "
        f"rule := one.rule, hint := {hint}))"
    )


def _token(erasure: Erasure, column: str) -> str:
    """Another name for a row or a thing, the same wherever it is named; nobody can tell the first one from it."""
    return f"'erased:' || left(sha256({literal(erasure.salt)} || {column}), 24)"


def quarantine_sql(erasure: Erasure, table: str, types: dict[str, str], source: str) -> str:
    """SELECT of quarantined values: those of rows about the person go, others do not mention them."""
    marks = erasure.marks
    gone = ["(column_name = '' AND " + (marks.in_text("value") or "false") + ")"]
    if types.get("key", "").startswith("STRUCT"):
        names = [name for name in TABLES[table].key if name in types["key"]]
        inner = ", ".join(f"key.{quoted(name)} AS {quoted(name)}" for name in names)
        gone.append(
            f"coalesce((SELECT {marks.names_row(table, names)} FROM (SELECT {inner})), false)" if names else "false"
        )
        if mentions := marks.in_text("CAST(key AS VARCHAR)"):
            gone.append(mentions)
    listed = [
        f"{marks.without(quoted(name)) if type == 'VARCHAR' else quoted(name)} AS {quoted(name)}"
        for name, type in types.items()
    ]
    return f"SELECT {', '.join(listed)} FROM {source} WHERE NOT ({' OR '.join(gone)})"


def quarantine_touched_sql(erasure: Erasure, table: str, types: dict[str, str], source: str) -> str:
    """SELECT of what `quarantine_sql` changes or takes away: empty where the file may stay as it is."""
    return f"SELECT * FROM (FROM {source} EXCEPT ALL ({quarantine_sql(erasure, table, types, source)})) LIMIT 1"
