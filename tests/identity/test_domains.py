from __future__ import annotations

import pytest

from assay.errors import UsageError
from assay.identity.domains import Domains, Silent, gather, silent_domains, speaking
from assay.internet.hosts import normalise_host
from assay.internet.lists import free_mail_entries
from assay.settings import Settings


def index_domains(known: list[tuple[str, str]], silent: Silent, names: dict[str, str] | None = None) -> Domains:
    return gather(speaking(known, silent, names or {}), silent)


def domains(*known: tuple[str, str], **settings: tuple[str, ...]) -> Domains:
    return index_domains(list(known), silent_domains(Settings(**settings)))  # type: ignore[arg-type]


def test_exact_domain_before_registrable_domain() -> None:
    known = domains(("acme.com", "A"), ("eu.acme.com", "B"))
    assert known.candidates("eu.acme.com") == {"B"}
    assert known.candidates("mail.acme.com") == {"A"}


def test_the_registrable_domain_of_a_known_website_matches_too() -> None:
    known = domains(("https://shop.acme.com", "A"))
    assert known.candidates("acme.com") == {"A"}
    assert known.candidates("mail.acme.com") == {"A"}


def test_two_accounts_under_one_registrable_domain_are_ambiguous() -> None:
    known = domains(("de.acme.com", "A"), ("fr.acme.com", "B"))
    assert known.candidates("de.acme.com") == {"A"}
    assert known.candidates("acme.com") == {"A", "B"}


def test_a_shared_domain_is_ambiguous() -> None:
    assert domains(("acme.com", "A"), ("www.acme.com", "B")).candidates("acme.com") == {"A", "B"}


def test_a_public_suffix_joins_nobody() -> None:
    assert domains(("a.co.uk", "A")).candidates("b.co.uk") == frozenset()


@pytest.mark.parametrize(
    "host", ["gmail.com", "mail.yahoo.co.jp", "yahoo.fr", "x.orange.fr", "yandex.ru", "bk.ru", "web.de"]
)
def test_free_mail_identifies_nobody_even_when_an_account_claims_it(host: str) -> None:
    assert domains((host, "A")).candidates(host) == frozenset()


def test_own_domains_and_added_free_mail_domains_identify_nobody() -> None:
    known = domains(
        ("us.com", "A"),
        ("eu.us.com", "B"),
        ("post.fr", "C"),
        own_domains=("WWW.us.com",),
        free_mail_domains=("post.fr",),
    )
    assert not known.candidates("us.com")
    assert not known.candidates("eu.us.com")
    assert not known.candidates("post.fr")


def test_a_silent_host_speaks_for_no_domain_above_it_and_no_domain_above_speaks_for_it() -> None:
    post = {"free_mail_domains": ("post.acme.com",)}
    assert not domains(("post.acme.com", "A"), **post).candidates("acme.com")
    assert not domains(("acme.com", "A"), **post).candidates("post.acme.com")
    assert domains(("acme.com", "A"), **post).candidates("mail.acme.com") == {"A"}


def test_an_added_name_is_silent_under_any_suffix() -> None:
    known = domains(("post.fr", "A"), ("post.co.uk", "B"), own_domains=("Post.*",))
    assert not known.candidates("post.fr")
    assert not known.candidates("mail.post.co.uk")


@pytest.mark.parametrize("setting", ["own_domains", "free_mail_domains"])
@pytest.mark.parametrize("text", ["acme", "", "*.com", "a.b.*", "n/a"])
def test_a_setting_that_is_no_domain_is_an_error(setting: str, text: str) -> None:
    with pytest.raises(UsageError, match=f"{setting} = "):
        silent_domains(Settings.model_validate({setting: (text,)}))


def test_a_name_under_any_suffix_is_that_name_alone() -> None:
    assert domains(("notyahoo.com", "A")).candidates("notyahoo.com") == {"A"}


def test_the_shipped_list_is_long_clean_and_without_repetition() -> None:
    entries = free_mail_entries()
    assert len(entries) == len(set(entries)) > 300
    assert all(entry.endswith(".*") or normalise_host(entry) == entry for entry in entries)


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "outlook.com",
        "mail.ru",
        "free.fr",
        "laposte.net",
        "gmx.net",
        "icloud.com",
        "proton.me",
        "hotmail.fr",
    ],
)
def test_the_well_known_providers_are_listed(domain: str) -> None:
    assert domain in silent_domains(Settings())


SHARED = [
    ("https://www.linkedin.com/company/alpha", "Alpha"),
    ("linkedin.com", "Alpha"),
    ("https://de.linkedin.com/in/jo", "Alpha"),
    ("facebook.com/alpha", "Alpha"),
    ("https://sites.google.com/view/alpha", "Alpha"),
    ("github.io", "Alpha"),
    ("https://linktr.ee/alpha", "Alpha"),
]


@pytest.mark.parametrize(("written", "name"), SHARED)
def test_a_page_on_a_shared_host_is_nobodys_domain(written: str, name: str) -> None:
    domains = index_domains([(written, "a")], silent_domains(Settings()), {"a": name})
    host = normalise_host(written)
    assert domains.candidates(host) == frozenset()


def test_a_shared_host_speaks_for_its_owner() -> None:
    known = [("https://www.linkedin.com/", "l"), ("https://www.linkedin.com/company/alpha", "a")]
    domains = index_domains(known, silent_domains(Settings()), {"l": "LinkedIn Ireland", "a": "Alpha"})
    assert domains.candidates("linkedin.com") == {"l"}
    assert domains.candidates("linkedin.com/company/alpha") == frozenset()


def test_a_company_at_a_hoster_has_a_host_of_its_own() -> None:
    domains = index_domains([("acme.github.io", "a")], silent_domains(Settings()), {"a": "Acme"})
    assert domains.candidates("https://acme.github.io/about") == {"a"}


def test_shared_hosts_are_added_by_the_workspace() -> None:
    settings = Settings(shared_hosts=("portal.example",))
    known = [("https://portal.example/members/alpha", "a")]
    assert index_domains(known, silent_domains(settings), {"a": "Alpha"}).candidates("portal.example") == frozenset()
    assert index_domains(known, silent_domains(Settings()), {"a": "Alpha"}).candidates("portal.example") == {"a"}


def test_a_cell_may_name_several_hosts() -> None:
    domains = index_domains([("beta.com, beta.de", "b")], silent_domains(Settings()), {"b": "Beta"})
    assert domains.candidates("beta.de") == domains.candidates("https://www.beta.com/x") == {"b"}
