from __future__ import annotations

import pytest

from assay.identity.companies import gather_names
from assay.identity.countries import country_code
from assay.identity.names import base_name

ONE_COMPANY = [
    ("Acme Corp", "ACME Corporation"),
    ("Beta, Inc.", "beta incorporated"),
    ("ООО «Ромашка»", "Ромашка"),
    ('ООО "Ромашка"', "Ромашка, ООО"),
    ("Общество с ограниченной ответственностью «Ромашка»", "ООО Ромашка"),
    ("ПАО «Лукойл»", "Лукойл ПАО"),
    ("ТОО «Казахмыс»", "Казахмыс"),
    ("Dupont S.A.R.L.", "Dupont SARL"),
    ("Société Générale S.A.", "Societe Generale"),
    ("Telefónica, S.A.", "Telefonica SA"),
    ("Müller GmbH & Co. KG", "Muller GmbH"),
    ("Foo Co., Ltd.", "Foo"),
    ("Nowak Sp. z o.o.", "Nowak"),
    ("Nokia Oyj", "Nokia"),
    ("Procter & Gamble Co", "Procter and Gamble"),
    ("The Coca-Cola Company", "Coca Cola Co"),
    ("Meta Platforms, Inc. Class A", "Meta Platforms"),
    ("Philips N.V.", "Philips"),
    ("株式会社トヨタ", "トヨタ"),
    ("トヨタ（株）", "㈱トヨタ"),
    ("小米科技有限責任公司", "小米科技股份有限公司"),
    ("(주)삼성전자", "삼성전자 주식회사"),
    ("Μέγας Ε.Π.Ε.", "ΜΕΓΑΣ"),
    ("Δοκιμή Μονοπρόσωπη Ι.Κ.Ε.", "Δοκιμη"),
    ("ТзОВ «Галичина»", "Галичина"),
    ("ОсОО Бишкек", "Бишкек"),
    ("д.о.о. Сава", "Сава"),
    ("LLC Romashka", "Romashka JSC"),
    ('SIA "Acme"', "Acme"),
    ("Acme Sp.z o.o.", "Acme spółka z ograniczoną odpowiedzialnością"),
    ("Acme AB (publ)", "Acme"),
    ("Acme (Pvt) Ltd", "Acme Private Limited"),
    ("Acme Ltd. Şti.", "Acme Anonim Şirketi"),
    ("Acme S.r.l.s.", "Acme Unipessoal Lda"),
    ("Trumpf SE + Co. KG", "Trumpf"),
    ("Công ty TNHH Sao Mai", "Sao Mai"),
    ('אקמה בע"מ', "אקמה"),
    ("ACME® Inc.", "Acme™"),
]
TWO_COMPANIES = [
    ("Siemens AG", "Siemens Energy AG"),
    ("Carvana Co.", "Arvana Inc"),
    ("Fortive Corp", "Fortinet Inc"),
    ("Lam Research", "ACM Research"),
    ("ООО «БАЙ»", "ООО «БАЙКАЛ»"),
    ("Acme (UK) Ltd", "Acme (US) Inc"),
    ("Fed Ex Corp", "Fed"),
    ("Best Buy", "Best"),
    ("Follow Me Ltd", "Follow Ltd"),
    ("Deutsche Bank Trust Company", "Deutsche Bank"),
    ("Crystalord Systems Limited", "Crystalord Ltd"),
    ("Acme UK Ltd", "Acme Ltd"),
    ("Acme EU", "Acme"),
    ("ハル", "バル"),
    ("SAS Institute Inc.", "Institute"),
    ("AS Roma", "Roma"),
    ("Sia Partners", "Partners"),
    ("Nantahala Offshore Fund I", "Nantahala Offshore Fund II"),
]


@pytest.mark.parametrize(("one", "other"), ONE_COMPANY)
def test_spellings_of_one_company_have_one_base_name(one: str, other: str) -> None:
    assert base_name(one) == base_name(other) is not None


@pytest.mark.parametrize(("one", "other"), TWO_COMPANIES)
def test_names_that_are_merely_alike_are_two_companies(one: str, other: str) -> None:
    assert base_name(one) != base_name(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N/A",
        "n.a.",
        "-",
        "self-employed",
        "Freelance",
        "Co",
        "ООО",
        "нет",
        "Student",
        "…",
        "Indépendant",
        "Autónomo",
    ],
)
def test_what_names_no_company_has_no_base_name(text: str) -> None:
    assert base_name(text) is None


def test_one_name_of_two_accounts_is_ambiguous_unless_the_country_decides() -> None:
    known = gather_names([("Acme GmbH", "de", "Germany"), ("Acme Ltd", "gb", "UK"), ("Beta", "b", None)])
    assert known.candidates("ACME") == {"de", "gb"}
    assert known.candidates("ACME", "Deutschland") == {"de"}
    assert known.candidates("ACME", "France") == {"de", "gb"}
    assert known.candidates("Beta Inc.", "France") == {"b"}


def test_countries_are_known_by_code_and_name_in_several_languages() -> None:
    assert {country_code(text) for text in ("DE", "deu", "Germany", "Allemagne", "Alemania", "Германия")} == {"DE"}
    assert country_code("UK") == country_code("United Kingdom") == "GB"
    assert country_code("Atlantis") is country_code(None) is None
