"""Job titles in five languages, labelled before there were rules; a third was kept for the final figure."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assay.contract.tables import ROLES, SENIORITIES
from assay.identity.titles import OwnTitle, Titles, folded_title, shipped

with (Path(__file__).parent / "titles.csv").open(encoding="utf-8", newline="") as _file:
    LABELLED = tuple(csv.DictReader(_file))


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles()


@pytest.mark.parametrize(("kept", "number"), [("rules", 401), ("final", 200)])
def test_titles_are_read_as_people_read_them(titles: Titles, kept: str, number: int) -> None:
    asked = [row for row in LABELLED if row["kept"] == kept]
    said = [titles.suggest(row["title"]) for row in asked]
    seniority = sum((one.seniority or "") == row["seniority"] for one, row in zip(said, asked, strict=True))
    department = sum((one.department or "") == row["department"] for one, row in zip(said, asked, strict=True))
    assert len(asked) == number
    assert seniority / number >= 0.95
    assert department / number >= 0.90


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("Sr. Dir. of Sales", "director", "sales"),
        ("Mktg Mgr", "manager", "marketing"),
        ("Asst to the President", "staff", "administration"),
        ("Gen. Mgr.", "manager", "management"),
        ("Deputy General Counsel", "vp", "legal"),
        ("Dir. Gén.", "c_level", "management"),
        ("Ass. de direction", "staff", "administration"),
        ("Dir. administratif et financier", "c_level", "finance"),
        ("Gte. de Ventas", "manager", "sales"),
        ("Dir. Gral.", "c_level", "management"),
        ("Зам. ген. дир.", "vp", "management"),
        ("И.о. генерального директора", "c_level", "management"),
        ("Нач. отдела продаж", "manager", "sales"),
        ("Гл. бухгалтер", "manager", "finance"),
        ("Stv. Leiter Einkauf", "manager", "procurement"),
        ("Ass. der Geschäftsleitung", "staff", "administration"),
        ("GF", "c_level", "management"),
        ("Vertriebsltr.", "director", "sales"),
    ],
)
def test_abbreviations_are_read_as_what_they_stand_for(
    titles: Titles, title: str, seniority: str, department: str
) -> None:
    said = titles.suggest(title)
    assert (said.seniority, said.department) == (seniority, department)


def test_own_rows_meet_a_title_as_it_was_written() -> None:
    assert Titles([OwnTitle("dir", seniority="vp")]).suggest("Dir. Sales").seniority == "vp"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "de"])
def test_no_language_is_behind(titles: Titles, language: str) -> None:
    asked = [row for row in LABELLED if row["language"] == language]
    right = sum((titles.suggest(row["title"]).seniority or "") == row["seniority"] for row in asked)
    assert len(asked) >= 115
    assert right / len(asked) >= 0.95


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("Directeur des systèmes d'information", "c_level", "it"),
        ("Заместитель генерального директора по закупкам", "vp", "procurement"),
        ("Jefe de compras", "manager", "procurement"),
        ("Assistant to the CEO", "staff", "administration"),
        ("Executive Assistant to the Vice President", "staff", "administration"),
        ("Vice President of Sales", "vp", "sales"),
        ("President", "c_level", "management"),
        ("Head of Sales Enablement", "director", "sales"),
        ("Product Owner", "staff", "product"),
        ("Owner", "c_level", "management"),
        ("Product Owner & CEO", "c_level", "product"),
        ("Leiter Einkauf", "director", "procurement"),
        ("Leiterin Einkauf", "director", "procurement"),
        ("Responsable achats", "manager", "procurement"),
        ("Главный бухгалтер", "manager", "finance"),
        ("заместитель директора", "vp", "management"),
        ("Software Engineering Manager", "manager", "engineering"),
        ("CTO & Co-Founder", "c_level", "engineering"),
        ("C.F.O.", "c_level", "finance"),
        ("HR Business Partner", "staff", "hr"),
        ("Former CEO", None, "management"),
        ("-", None, None),
        ("", None, None),
    ],
)
def test_what_is_often_misread(titles: Titles, title: str, seniority: str | None, department: str | None) -> None:
    said = titles.suggest(title)
    assert (said.seniority, said.department) == (seniority, department)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("CFO", "economic_buyer"),
        ("CEO", "economic_buyer"),
        ("CIO", "decision_maker"),
        ("IT Manager", "influencer"),
        ("Buyer", "procurement"),
        ("Software Engineer", None),
    ],
)
def test_a_role_follows_from_seniority_and_department(titles: Titles, title: str, role: str | None) -> None:
    assert titles.suggest(title).role == role


def test_own_rows_come_first_and_the_rule_is_told() -> None:
    titles = Titles([OwnTitle("deal desk|bid *", "manager", "sales", "champion")])
    said = titles.suggest("Deal Desk Analyst")
    assert (said.seniority, said.department, said.role, said.rule) == ("manager", "sales", "champion", "deal desk")
    assert titles.suggest("Bid writer").seniority == "manager"
    assert Titles().suggest("Deal Desk Analyst").seniority == "staff"


def test_every_rule_of_the_package_can_fit_and_names_what_the_contract_knows() -> None:
    for rule in shipped():
        if rule.says == "seniority":
            assert rule.value in (*SENIORITIES, "")
        if rule.says == "role":
            assert rule.value in ROLES
        else:
            assert rule.pattern, rule
            assert rule.anchor, rule


def test_titles_are_folded_alike_however_they_are_written() -> None:
    assert folded_title("Geschäftsführer/in (m/w/d)") == " geschaftsfuhrer in m w d "
    assert folded_title("Directeur R&D") == " directeur r&d "
