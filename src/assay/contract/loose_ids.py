"""Ids that are nearly alike: what is left of an id whatever programs do to it, in SQL.

Zeros are lost, capitals change, signs and a fraction are added, 18 characters are made of 15. Nothing is joined by that:
`123` may be `00123`, or a record that is not there. It is told, so that the ids get written alike.
"""

from __future__ import annotations

MACROS = (
    "bare_id(t) AS regexp_replace(lower(strip_accents(t)), '[\\s''\"`´’.,_-]+', '', 'g')",
    r"unpadded_id(t) AS CASE WHEN regexp_full_match(t, '\d+') THEN coalesce(nullif(ltrim(t, '0'), ''), '0') ELSE t END",
    r"short_id(t) AS CASE WHEN strlen(t) = 18 AND regexp_full_match(t, '\d[0-9a-z]{17}') AND regexp_matches(t, '[a-z]') "
    "THEN t[:15] ELSE t END",
    r"loose_own_id(t) AS short_id(unpadded_id(bare_id(regexp_replace(t, '\.0+$', ''))))",
    # The prefix of a name space stays: one system's 123 is nowhere near another's 0123.
    "loose_id(t) AS CASE WHEN contains(t, ':') THEN lower(split_part(t, ':', 1)) || ':' "
    "|| loose_own_id(t[strpos(t, ':') + 1:]) ELSE loose_own_id(t) END",
)
"""`loose_id(text)` is equal for ids that are nearly alike; the others are its parts."""


def near_sql(known: str) -> str:
    """SELECT of `loose` and the `id` that alone has it, of a relation with the ids that are known as `id`."""
    return f"SELECT loose_id(id) AS loose, min(id) AS id FROM {known} GROUP BY loose HAVING count(*) = 1"
