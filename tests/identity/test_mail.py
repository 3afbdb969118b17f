from __future__ import annotations

import duckdb
import ibis
import pytest

from assay.identity.mail import address_key, written_host


@pytest.mark.parametrize(
    ("email", "key", "host"),
    [
        (" P.Lee@Mail.Acme.com ", "p.lee@mail.acme.com", "mail.acme.com"),
        ("élan@acme.fr", "élan@acme.fr", "acme.fr"),
        ("p@acme", None, None),
        ("p@@acme.com", None, None),
        ("p lee@acme.com", None, None),
        ("@acme.com", None, None),
        ("p@acme.com.", None, None),
        ("n/a", None, None),
        ("Jo Doe <jo@alpha.com>", "jo@alpha.com", "alpha.com"),
        ('"Doe, Jo" <Jo@Alpha.com>', "jo@alpha.com", "alpha.com"),
        ("'jo@alpha.com'", "jo@alpha.com", "alpha.com"),
        ("mailto:jo@alpha.com", "jo@alpha.com", "alpha.com"),
        ("o'brien@alpha.com", "o'brien@alpha.com", "alpha.com"),
        ("jo@alpha.com;ann@alpha.com", None, "alpha.com"),
        ("Jo <jo@alpha.com>, Bo <bo@beta.com>", None, None),
        ("jo@alpha.com; jo@alpha.com", "jo@alpha.com", "alpha.com"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_an_address_is_text_at_text_dot_text(email: str | None, key: str | None, host: str | None) -> None:
    table = ibis.table({"email": "string"}, name="t")
    sql = ibis.to_sql(table.select(key=address_key(table.email), host=written_host(table.email)), dialect="duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT ?::VARCHAR AS email", [email])
    assert connection.execute(str(sql)).fetchall() == [(key, host)]
