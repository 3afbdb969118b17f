"""What mappings need of DuckDB besides what it has: steps into JSON, lists in cells, hosts and names to compare by."""

from __future__ import annotations

import duckdb

from assay.internet.hosts import registrable, written_hosts
from assay.internet.lists import speaks

# A macro is put in wherever its parameter is named, so paths of several steps would grow without bound: each parameter is
# named once, as the only element of a list.
_MACROS = (
    "json_filled(j) AS list_transform([j], lambda value: CASE WHEN json_type(value) <> 'NULL' THEN value END)[1]",
    "json_text(j) AS list_transform([j], lambda value: CASE json_type(value) WHEN 'NULL' THEN NULL "
    "WHEN 'VARCHAR' THEN json_extract_string(value, '$') ELSE CAST(value AS VARCHAR) END)[1]",
    # Of a list of {key, value} (GA4, forms) the value of a key; GA4 keeps values of each type apart.
    "json_member(j, name) AS list_filter(json_extract(j, '$[*]'), lambda one: "
    "coalesce(json_extract_string(one, '$.key'), json_extract_string(one, '$.name')) = name)[1]",
    "json_of_key(member) AS list_transform([member], lambda held: coalesce("
    "json_filled(json_extract(held, '$.value.string_value')), json_filled(json_extract(held, '$.value.int_value')), "
    "json_filled(json_extract(held, '$.value.double_value')), json_filled(json_extract(held, '$.value.float_value')), "
    "json_extract(held, '$.value')))[1]",
    # Of a list of objects `type=primary` is the first whose member has that value, else a member's values are a list.
    "json_where(j, name) AS list_filter(json_extract(j, '$[*]'), lambda one: "
    "json_extract_string(one, '$.\"' || split_part(name, '=', 1) || '\"') = split_part(name, '=', 2))[1]",
    "json_each(j, name) AS list_transform([list_filter(list_transform(json_extract(j, '$[*]'), lambda one: "
    "json_filled(json_extract(one, '$.\"' || name || '\"'))), lambda one: one IS NOT NULL)], "
    "lambda found: CASE WHEN len(found) > 0 THEN to_json(found) END)[1]",
    "json_step(j, name) AS list_transform([j], lambda whole: CASE json_type(whole) "
    "WHEN 'OBJECT' THEN json_extract(whole, '$.\"' || name || '\"') "
    "WHEN 'ARRAY' THEN CASE WHEN regexp_full_match(name, '[0-9]+') "
    "THEN json_extract(whole, '$[*]')[TRY_CAST(name AS BIGINT) + 1] "
    "WHEN contains(name, '=') THEN json_where(whole, name) "
    "ELSE coalesce(json_of_key(json_member(whole, name)), json_each(whole, name)) END END)[1]",
    "json_of(t) AS TRY_CAST(t AS JSON)",
    r"listed_ids(t) AS list_filter(string_split(regexp_replace(translate(t, '[]\"', ''), '\s*[,;]\s*', ',', 'g'), ','), "
    "lambda one: trim(one) <> '')",
    "elements(t, separator) AS CASE WHEN starts_with(trim(t), '[') "
    "THEN list_transform(json_extract(json_of(t), '$[*]'), lambda one: json_text(one)) "
    "ELSE string_split(t, separator) END",
    r"name_key(t) AS regexp_replace(lower(strip_accents(t)), '[^\p{L}\p{N}]+', '', 'g')",
)


def create_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros and functions known to a connection."""
    for macro in _MACROS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
    texts = duckdb.list_type("VARCHAR")  # type: ignore[arg-type]
    for function in (spoken_hosts, spoken_domains):
        connection.create_function(function.__name__, function, ["VARCHAR"], texts)  # type: ignore[list-item]


def spoken_hosts(text: str) -> list[str]:
    """The hosts a text names that speak for a company: of a website, a domain, an e-mail address, or several of them.

    >>> spoken_hosts("https://www.alpha.com/"), spoken_hosts("jo@gmail.com"), spoken_hosts("linkedin.com/company/beta")
    (['alpha.com'], [], [])
    """
    return [host for _, host in written_hosts(text) if speaks(host)]


def spoken_domains(text: str) -> list[str]:
    """The domains somebody registered for these hosts."""
    return list(dict.fromkeys(registrable(host) or host for host in spoken_hosts(text)))
