"""What a page or an address can go wrong with is told in the reader's language, values and all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import assay
from assay.comparison.gather import _nobody
from assay.errors import DataError
from assay.metrics.scope import Scope
from assay.web import problem_words
from assay.web.problem_words import SHAPES, told

ADDRESSES = (
    "/nix",
    "/kpis/win_rat",
    "/lists?arm=cntrol",
    "/lists?ownr=x",
    "/lists?list=Stel",
    "/funnel?tier=9",
    "/funnel?owner=nobody",
    "/funnel?programme=none",
    "/lists?from=yesterday",
    "/lists?as-of=soon",
    "/funnel?from=2026-05-01&to=2026-01-01",
    "/lists?run=9",
    "/lists?run=x",
    "/funnel?follow-days=0",
    "/funnel?mode=sideways",
    "/funnel?arm=all&tier=1",
    "/funnel?roll-up=maybe",
    "/funnel?currency=euros",
    "/funnel?engaged=nix",
    "/funnel?where=steel",
    "/funnel?where=nix%20%3D%201",
    "/funnel?stage=nowhere",
    "/kpis/win_rate?by=nix",
    "/kpis/win_rate?grain=hour",
    "/kpis?order=nix",
    "/lists?by=nix",
    "/lists?sort=nix",
    "/accounts?moved=sideways",
    "/accounts/nobody",
    "/accounts/own?week=soon",
    "/impact?kpi=nix",
    "/impact?arm=control",
    "/funnel?compare=nix",
    "/account-sets?in=nonsense",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_english_is_left_on_the_page_of_a_problem(site: TestClient, address: str) -> None:
    language = ("fr", "es", "ru")[ADDRESSES.index(address) % 3]
    answer = site.get(address, headers={"accept-language": language})
    assert answer.status_code >= 400, answer.status_code
    section = re.search(r'<section class="problem"[^>]*>(.*?)</section>', answer.text, re.DOTALL)
    assert section
    assert 'lang="en"' not in section.group(1), section.group(1)
    assert "--" not in re.sub(r"<[^>]+>", "", section.group(1))


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
@pytest.mark.parametrize(
    "raised",
    [_nobody(against, Scope(lists=lists)) for against in ("control", "rest") for lists in ((), ("Steel", "Chemicals"))],
)
def test_that_there_is_nobody_to_compare_with_is_told_with_its_remedy(raised: DataError, language: str) -> None:
    said, remedy = told(raised.message, language), told(raised.hint or "", language)
    assert said
    assert remedy
    assert "--" not in remedy
    assert ("Steel, Chemicals" in said) == ("Steel" in raised.message)


def test_a_page_says_it_in_its_own_words() -> None:
    assert told("--from 2026-05-01 lies after --to 2026-01-01.", "en") == (
        "The first day 2026-05-01 lies after the last day 2026-01-01."
    )
    assert told("Write 0.35, or 35 %, or 5000000.", "fr") == "Écrivez 0.35, ou 35 %, ou 5000000."
    assert told("Did you mean 'A' (B)?", "es") == "¿Quería decir 'A' (B)?"
    assert told("The moon is full.", "fr") is None


def test_the_language_of_an_address_that_is_none_is_told(site: TestClient) -> None:
    assert "Langue inconnue" in site.get("/lists?lang=de", headers={"accept-language": "fr"}).text


def test_each_shape_is_there_once() -> None:
    raised = [one for one, _ in SHAPES]
    assert len(set(raised)) == len(raised)


def _written() -> Iterator[str]:
    """Every text of the product's code; a value that is put into one is a NUL."""
    for path in sorted(Path(assay.__file__).parent.rglob("*.py")):
        if path == Path(problem_words.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(one.value) if isinstance(one, ast.Constant) else "\0" for one in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@cache
def _texts() -> frozenset[str]:
    return frozenset(one for one in _written() if len(one) < 600)


PUT_TOGETHER = {
    **{f"{option}: %(value)s is no date.": "\0: \0 is no date." for option in ("--from", "--to", "--as-of")},
    **{f"There is no {word} %(value)s.": "There is no \0 \0." for word in ("tier", "owner", "programme")},
    "--where: accounts have no %(kind)s %(value)s.": "--where: \0 \0.",
    "--where: %(kpi)s has no %(kind)s %(value)s.": "--where: \0 \0.",
    "No account can be compared: arm %(value)s has nobody in this window.": (
        "No account can be compared: arm \0 has nobody\0 in this window."
    ),
    "No account can be compared: arm %(value)s has nobody on list %(lists)s in this window.": (
        "No account can be compared: arm \0 has nobody\0 in this window."
    ),
}
"""Shapes some of whose words are values in the code, and the text that raises them."""


def _is_raised(shape: str) -> bool:
    """By a text that has the shape's words, and values or words of its own where the shape has values."""
    parts = re.split(r"%\(\w+\)s", shape.replace("%%", "%"))
    pattern = re.compile(".+".join(map(re.escape, parts)), re.DOTALL)
    return PUT_TOGETHER.get(shape) in _texts() or any(pattern.fullmatch(one) for one in _texts())


@pytest.mark.parametrize("raised", [one for one, _ in SHAPES])
def test_each_shape_is_that_of_a_message_in_the_code(raised: str) -> None:
    """Else a message was worded anew, and its readers are told it in English."""
    assert _is_raised(raised)


def test_a_shape_of_no_message_would_be_seen() -> None:
    assert not _is_raised("Nobody has slept since %(value)s.")
    assert not _is_raised("%(kpi)s lacks all of %(kind)s today!")


def test_a_dimension_is_named_as_pages_name_it() -> None:
    assert told("No account has industry 'Nonsense'.", "fr") == "Aucun compte avec secteur 'Nonsense'."


def test_groups_of_accounts_are_offered_by_their_names() -> None:
    assert (
        told("Known: abm, control, holdout.", "es") == "Hay: Cuentas ABM, Grupo de control, Grupo reservado por sorteo."
    )
    assert told("Known: pdf, pptx.", "es") == "Hay: pdf, pptx."
