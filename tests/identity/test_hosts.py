from __future__ import annotations

import pytest

from assay.internet.hosts import normalise_host, registrable


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("acme.com", "acme.com"),
        (" https://www.Acme.com:443/about?x=1#y ", "acme.com"),
        ("//acme.com/x", "acme.com"),
        ("http://user:secret@shop.acme.com", "shop.acme.com"),
        ("acme.com.", "acme.com"),
        ("www.com", "www.com"),
        ("straße.de", "xn--strae-oqa.de"),
        ("ПРИМЕР.рф", "xn--e1afmkfd.xn--p1ai"),
        ("ａｃｍｅ．com", "acme.com"),
        ("_dmarc.acme.com", "_dmarc.acme.com"),
        ("acme", None),
        ("n/a", None),
        ("", None),
        ("10.0.0.1", None),
        ("acme..com", None),
        ("-acme.com", None),
        ("two words.com", None),
        ("x" * 64 + ".com", None),
    ],
)
def test_normalise_host(text: str, host: str | None) -> None:
    assert normalise_host(text) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("mail.acme.co.uk", "acme.co.uk"),
        ("acme.com", "acme.com"),
        ("co.uk", None),
        ("host.corp", "host.corp"),
        ("mail.comp.example", "comp.example"),  # an unknown top level is a public suffix by the list's default rule
        ("a.b.comp.example", "comp.example"),
        ("acme.github.io", "acme.github.io"),
        ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_registrable(host: str, domain: str | None) -> None:
    assert registrable(host) == domain
