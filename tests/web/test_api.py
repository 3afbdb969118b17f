"""The HTTP API: the contract's answers, cursors, problems, and a document that says the truth."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import TypeAdapter
from schemathesis import Case, GenerationMode
from starlette.testclient import TestClient

from assay.api import ask, make_scope
from assay.store.runs import open_run
from assay.web import api_models as models
from assay.web.app import create_app
from web.conftest import ADDRESS


class TestAnswers:
    def test_the_answer_is_the_contracts(self, site: TestClient, workspace: Any):
        said = site.get("/api/kpis/win_rate").json()
        run = open_run(workspace)
        try:
            assert said == ask(run, "win_rate", make_scope()).to_json()
        finally:
            run.close()

    @pytest.mark.parametrize(
        ("path", "model"),
        [
            ("/api/kpis", list[models.KPIModel]),
            ("/api/kpis/win_rate?by=tier", models.AnswerModel),
            ("/api/kpis/engaged_share?grain=month", models.AnswerModel),
            ("/api/kpis/target_accounts/rows", models.RowsModel),
            ("/api/accounts", models.AccountsModel),
            ("/api/accounts/own", models.AccountModel),
            ("/api/deals", models.DealsModel),
            ("/api/funnel", models.FunnelModel),
            ("/api/runs", list[models.RunModel]),
            ("/api/alerts", list[models.AlertModel]),
            ("/api/annotations?from=2026-01-01", models.AnnotationsModel),
            ("/api/changes?from-run=1&to-run=1", models.ChangesModel),
        ],
    )
    def test_every_answer_has_the_shape_of_the_document(self, site: TestClient, path: str, model: Any):
        found = site.get(path)
        assert found.status_code == 200, found.text
        TypeAdapter(model).validate_json(found.content)
        sent = found.json()
        sample, shape = (sent[0], model.__args__[0]) if isinstance(sent, list) and sent else (sent, model)
        if isinstance(sample, dict) and hasattr(shape, "model_fields") and shape.model_config.get("extra") != "allow":
            assert {field.alias or name for name, field in shape.model_fields.items()} == set(sample)

    def test_a_comparison(self, site: TestClient):
        found = site.get("/api/compare/opportunity_rate?against=control")
        assert found.status_code in (200, 422)
        if found.status_code == 200:
            models.CompareModel.model_validate_json(found.content)
            assert found.json()["comparison"] == "control"
        else:
            assert found.json()["detail"]

    def test_the_language_of_names(self, site: TestClient):
        names = {site.get(f"/api/kpis/win_rate?lang={lang}").json()["name"] for lang in ("en", "fr", "es", "ru")}
        assert len(names) == 4

    def test_what_is_not_a_number_is_null(self, site: TestClient):
        said = site.get("/api/kpis/win_rate?from=2020-01-01&to=2020-01-31").json()
        assert said["total"]["value"] is None
        assert said["total"]["note"]


class TestCursors:
    def test_pages_make_up_the_whole(self, site: TestClient):
        whole = site.get("/api/kpis/target_accounts/rows").json()
        assert (whole["next"], whole["of"]) == (None, len(whole["rows"]))
        found, cursor = [], None
        while True:
            words = {"limit": 2, **({"cursor": cursor} if cursor else {})}
            page = site.get("/api/kpis/target_accounts/rows", params=words).json()
            found += page["rows"]
            cursor = page["next"]
            if cursor is None:
                break
        assert found == whole["rows"]
        assert sum(row["numerator"] for row in found) == whole["total"]["value"]

    def test_accounts_too(self, site: TestClient):
        first = site.get("/api/accounts?limit=1&sort=name").json()
        second = site.get("/api/accounts", params={"limit": 1, "sort": "name", "cursor": first["next"]}).json()
        names = [one["accounts"][0]["name"] for one in (first, second)]
        assert names == sorted(names, key=str.casefold)
        assert names[0] != names[1]

    @pytest.mark.parametrize("cursor", ["x", "MTox!", "AAAA", "LTE6LTE", "é", "MTo" + "9" * 40])
    def test_what_is_no_cursor(self, site: TestClient, cursor: str):
        found = site.get("/api/accounts", params={"cursor": cursor})
        assert found.status_code in (400, 410)
        assert found.json()["hint"]

    def test_a_cursor_of_a_run_that_is_gone(self, site: TestClient):
        from assay.web.cursors import cursor_at

        found = site.get("/api/accounts", params={"cursor": cursor_at(77, 0)})
        assert found.status_code == 410
        other = site.get("/api/accounts", params={"cursor": cursor_at(1, 0), "run": 2})
        assert other.status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nix", 404),
        ("/api/kpis/nix", 404),
        ("/api/accounts/nix", 404),
        ("/api/kpis/win_rate?tire=1", 400),
        ("/api/kpis/win_rate?by=nix", 400),
        ("/api/kpis/win_rate?grain=nix", 400),
        ("/api/accounts?limit=0", 422),
        ("/api/accounts?sort=nix", 400),
        ("/api/changes", 422),
        ("/api/kpis?group=nix", 400),
        ("/api/kpis/win_rate?run=99", 410),
    ],
)
def test_problems(site: TestClient, path: str, status: int):
    found = site.get(path)
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    said = found.json()
    assert set(said) == {"type", "title", "status", "detail", "hint"}
    assert said["status"] == status
    assert said["detail"]


def test_the_document(site: TestClient):
    document = site.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    paths = {
        f"/api{path}" for path in ("/kpis", "/kpis/{key}", "/kpis/{key}/rows", "/accounts", "/accounts/{account_id}")
    }
    paths |= {
        f"/api{path}"
        for path in ("/deals", "/funnel", "/compare/{key}", "/runs", "/changes", "/alerts", "/annotations")
    }
    assert set(document["paths"]) == paths
    words = {one["name"] for one in document["paths"]["/api/kpis/{key}"]["get"]["parameters"]}
    from assay.web.scope_url import SCOPE_WORDS

    assert set(SCOPE_WORDS) | {"by", "grain", "lang", "run", "key"} == words
    for path in document["paths"].values():
        assert "application/problem+json" in path["get"]["responses"]["400"]["content"]
        assert path["get"]["summary"]


def test_whatever_is_asked_is_no_server_error(site: TestClient, workspace: Any):
    """Requests made of the document itself, right and wrong ones."""
    schema = schemathesis.openapi.from_dict(site.get("/api/openapi.json").json())
    client = TestClient(create_app(workspace), base_url=ADDRESS, raise_server_exceptions=False)
    asked = []
    for operation in schema.get_all_operations():
        cases = operation.ok().as_strategy(generation_mode=GenerationMode.NEGATIVE) | operation.ok().as_strategy()

        @settings(
            max_examples=4,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(cases)
        def ask_it(case: Case) -> None:
            said = client.request(case.method, case.formatted_path, params=_words(case.query))
            assert said.status_code < 500, (case.formatted_path, case.query, said.text)
            if said.status_code >= 400:
                assert said.headers["content-type"] == "application/problem+json"
            asked.append(said.status_code)

        ask_it()
    assert len(asked) > 30
    assert {200, 400} <= set(asked)


def _words(query: Any) -> list[tuple[str, str]]:
    """A query as it is sent: several values repeat the word."""
    found = []
    for name, value in (query or {}).items():
        values = value if isinstance(value, list) else [value]
        found += [(str(name), str(one).encode("utf-8", "replace").decode()) for one in values]
    return found
