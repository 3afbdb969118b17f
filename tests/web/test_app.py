"""Pages, their twins, runs that stay pinned, and what goes wrong."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import assay.web
from assay.store.runs import current
from assay.store.workspace import create_workspace
from assay.web.app import create_app
from assay.web.pages.registry import NAVIGATION, Page, Shown, find_pages
from support.landed import land
from web.conftest import ADDRESS, TODAY, account, build, copy_of

STATIC = Path(assay.web.__file__).parent / "static"
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"


def test_the_library_is_the_one_that_was_vendored():
    (file,) = STATIC.glob("htmx*.js")
    assert file.name == "htmx-2.0.11.min.js"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (STATIC / "htmx-LICENSE.txt").read_text("utf-8")


def test_pages_have_names_and_places():
    pages = find_pages()
    assert {"lists", "kpis", "kpi", "data"} <= {page.name for page in pages}
    assert [page.name for page in pages if not page.path.startswith("/")] == []
    named = [name for _, names in NAVIGATION for name in names]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("path", ["/lists", "/kpis", "/kpis/win_rate", "/data"])
def test_a_page_says_which_run_it_shows(site: TestClient, path: str):
    said = site.get(path)
    assert said.status_code == 200
    assert "(run 1)" in said.text
    assert said.headers["content-type"].startswith("text/html")


def test_the_first_visit_is_light(site: TestClient):
    page = site.get("/lists", headers={"accept-encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    import gzip

    weight = len(gzip.compress(page.content))
    for asset in ("assay.css", "htmx-2.0.11.min.js", "icon.svg"):
        weight += len(gzip.compress((STATIC / asset).read_bytes()))
    assert weight < 120_000


def test_static_files_are_kept_by_browsers(site: TestClient):
    page = site.get("/kpis").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in site.get(address).headers["cache-control"]


def test_filters_stay_on_every_link(site: TestClient):
    page = site.get("/kpis?tier=1&arm=control&lang=fr").text
    assert "/kpis/win_rate?tier=1&amp;arm=control&amp;lang=fr" in page


def test_a_form_leaves_no_empty_words_in_the_address(site: TestClient):
    sent = site.get("/kpis/target_accounts?list=&tier=1&from=&where=", headers={"hx-target": "content"})
    assert sent.headers["hx-push-url"] == "/kpis/target_accounts?tier=1"
    part = site.get("/kpis?tier=&lang=en", headers={"hx-target": "part"})
    assert "hx-push-url" not in part.headers


def test_what_is_usual_is_no_filter_in_use(site: TestClient):
    page = site.get("/kpis/target_accounts?arm=abm&engaged=any_interaction&tier=1").text
    chips = page.partition('class="chips"')[2].partition("</ul>")[0]
    assert chips.count("<li>") == 1
    assert "<b>Tier</b> <bdi>1</bdi>" in chips


def test_twins_have_the_same_query(site: TestClient):
    assert json.loads(site.get("/lists.json").text)["lists"][0]["list"] == "Steel"
    lines = site.get("/kpis/target_accounts.csv?table=groups&by=tier").text.splitlines()
    assert lines[0].startswith("tier,")
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "2"]
    only = site.get("/kpis/target_accounts.csv?table=groups&by=tier&tier=2").text.splitlines()
    assert len(only) == 2


def test_links_to_exports_name_the_run(site: TestClient):
    assert "/lists.csv?table=lists&amp;run=1" in site.get("/lists").text


def test_tables_are_sorted_and_paged_by_the_address(site: TestClient):
    up = site.get("/lists.csv?sort=ever").text.splitlines()
    down = site.get("/lists.csv?sort=-ever").text.splitlines()
    assert up[1:] == down[1:][::-1]
    other = site.get("/lists.csv?table=side_by_side&sort=side_by_side:name")
    assert other.status_code == 200
    assert site.get("/lists.csv?sort=nix").status_code == 400


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "status", "said"),
        [
            ("/nix", 404, "There is no such page."),
            ("/kpis/win_rat", 404, "Did you mean"),
            ("/lists?arm=cntrol", 400, "Did you mean"),
            ("/lists?ownr=x", 400, "Unknown word"),
            ("/lists?list=Stel", 400, "There is no list"),
            ("/lists?from=yesterday", 400, "is no date"),
            ("/lists?lang=de", 400, "Unknown language"),
            ("/lists?run=9", 410, "not kept any more"),
            ("/lists?run=x", 400, "whole number"),
            ("/kpis/win_rate?by=nix", 400, "cannot be broken down by"),
        ],
    )
    def test_pages(self, site: TestClient, path: str, status: int, said: str):
        found = site.get(path)
        assert found.status_code == status
        assert said in found.text
        assert "<h1>" in found.text

    def test_programs_get_problem_json(self, site: TestClient):
        found = site.get("/lists.json?arm=cntrol")
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["status"] == 400
        assert "control" in found.json()["hint"]

    def test_nothing_built_yet(self, tmp_path: Path):
        workspace = create_workspace(tmp_path / "w")
        client = TestClient(create_app(workspace), base_url=ADDRESS)
        for page in find_pages():
            path = page.path.replace(":path", "").format(account_id="a", key="win_rate")
            found = client.get(path, headers={"accept-language": "fr"})
            assert found.status_code == 422, path
            assert "Cet espace n’a pas encore de données" in found.text, path
            assert "assay load" in found.text
        assert client.get("/lists.json").json()["detail"] == "Nothing has been built yet."

    def test_loaded_and_not_built_yet(self, tmp_path: Path):
        workspace = create_workspace(tmp_path / "w")
        land(workspace, {"accounts": [account("a", "A", "rita"), account("b", "B", "rita")]})
        found = TestClient(create_app(workspace), base_url=ADDRESS).get("/")
        assert "no run is built of them yet" in found.text
        assert re.search(r"<dt>accounts</dt><dd>2</dd>", found.text)
        assert "<code>assay refresh</code>" in found.text

    def test_built_of_accounts_alone(self, tmp_path: Path):
        workspace = create_workspace(tmp_path / "w")
        land(workspace, {"accounts": [account("a", "A", "rita")]})
        build(workspace)
        client = TestClient(create_app(workspace), base_url=ADDRESS)
        for page in find_pages():
            found = client.get(page.path.replace(":path", "").format(account_id="a", key="win_rate"))
            assert found.status_code == 200, page.path
        assert "there is no day to look from" in client.get("/kpis/win_rate").text
        assert "there is no day to look from" in client.get("/accounts/a").text

    def test_the_frame_of_a_problem_speaks_the_readers_language(self, site):
        missing = site.get("/nowhere", headers={"accept-language": "es"}).text
        assert "Esa página no existe." in missing
        assert "El camino de vuelta" in missing
        wrong = site.get("/funnel?arm=abn", headers={"accept-language": "ru"}).text
        assert "Что делать" in wrong
        assert "Группы клиентов &#39;abn&#39; нет." in wrong
        assert 'href="/funnel"' in wrong

    def test_a_fault_tells_nothing_of_its_insides(self, workspace):
        def broken(_visit):
            raise RuntimeError("secret path")

        app = create_app(workspace, pages=(Page("broken", "/broken", "Broken", broken),))
        found = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False).get("/broken")
        assert found.status_code == 500
        assert "secret" not in found.text
        assert "Unexpected RuntimeError" in found.text
        assert "default-src 'none'" in found.headers["content-security-policy"]


@pytest.fixture(scope="module")
def moving(workspace, tmp_path_factory):
    """A workspace of its own, in which new runs appear."""
    return copy_of(workspace, tmp_path_factory.mktemp("moving") / "w")


class TestRuns:
    def test_a_run_published_meanwhile_changes_nothing_of_an_open_page(self, moving):
        found = {}

        def slow(visit):
            before = visit.kpi("target_accounts")
            publish(moving, "new1")
            after = visit.kpi("target_accounts", scope=visit.scope, follow_days=181)  # another question: nothing kept
            found.update(before=before, after=after, newest=current(moving))
            return Shown(
                "pages/lists.html", {"found": None, "by": "list", "dimensions": [], "names": ()}, tables_of(visit)
            )

        app = create_app(moving, pages=(Page("slow", "/slow", "Slow", slow),))
        client = TestClient(app, base_url=ADDRESS)
        page = client.get("/slow")
        assert found["newest"] == 2
        assert found["before"].run == found["after"].run == 1
        assert found["before"].total == found["after"].total
        assert "(run 1); there are newer ones." in page.text

    def test_later_requests_see_the_new_run_and_fragments_the_old_one(self, moving):
        client = TestClient(create_app(moving), base_url=ADDRESS)
        now = client.get("/api/kpis/target_accounts").json()
        before = client.get("/api/kpis/target_accounts?run=1").json()
        assert (now["run"], before["run"]) == (2, 1)
        assert now["total"]["value"] == before["total"]["value"] + 1
        assert "there are newer ones" in client.get("/kpis?run=1").text
        assert "current one" not in client.get("/kpis").text

    def test_the_filter_form_stays_with_the_run_of_its_address(self, moving):
        client = TestClient(create_app(moving), base_url=ADDRESS)
        pinned = re.search(r'<form class="scope".*?</form>', client.get("/lists?run=1").text, re.DOTALL)
        assert pinned
        assert '<input type="hidden" name="run" value="1">' in pinned.group()
        assert 'name="run"' not in client.get("/lists").text
        newest = client.get(f"/lists?run={current(moving)}").text
        assert "This address stays with the figures of" in newest
        assert f"(run {current(moving)}), now the newest." in newest
        assert newest.count("Show the newest figures") == 1

    def test_readers_at_the_same_time_do_not_disturb_each_other(self, site):
        expected = {tier: site.get(f"/api/kpis/target_accounts?tier={tier}").json()["total"]["value"] for tier in "12"}
        found, wrong = [], []

        def read(tier: str) -> None:
            for _ in range(3):
                value = site.get(f"/api/kpis/target_accounts?tier={tier}&follow-days={100 + len(found)}").json()
                found.append(value)
                if value["total"]["value"] != expected[tier]:
                    wrong.append(value)

        threads = [threading.Thread(target=read, args=(tier,)) for tier in "1212"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 12
        assert not wrong

    def test_a_run_that_is_pruned_is_closed_when_nobody_reads_it(self, moving):
        app = create_app(moving)
        runs = app.state.site.runs
        with runs.pinned(1) as old:
            with runs.pinned():
                pass
            pruned(moving, 1)
            with runs.pinned():
                pass
            assert old.cursor().execute("SELECT count(*) FROM accounts").fetchone() == (7,)
            assert 1 in runs._open
        assert 1 not in runs._open
        assert TestClient(app, base_url=ADDRESS).get("/kpis?run=1").status_code == 410


def publish(workspace, name: str) -> int:
    land(
        workspace,
        {
            "accounts": [account(name, name, "rita")],
            "list_memberships": [{"list": "Steel", "account_id": name, "valid_from": "2026-01-01", "tier": "1"}],
        },
    )
    return build(workspace, TODAY)


def pruned(workspace, number: int) -> None:
    """As a later refresh would: the pointer no longer names the run."""
    pointer = workspace.data / "current"
    told = json.loads(pointer.read_text("utf-8"))
    told["published"].remove(number)
    pointer.write_text(json.dumps(told), "utf-8")


def tables_of(visit):
    from assay.web.pages.lists import lists_of, lists_table

    return (lists_table(visit, lists_of(visit)),)


DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.skipif(not DOCS.exists(), reason="needs the checkout")
class TestDocs:
    def test_every_page_is_described(self):
        text = (DOCS / "web.md").read_text("utf-8")
        missing = [page.path for page in find_pages() if f"`{page.path.replace(':path', '')}`" not in text]
        assert not missing

    def test_every_address_of_the_api_is_described(self, site):
        text = (DOCS / "api.md").read_text("utf-8")
        paths = site.get("/api/openapi.json").json()["paths"]
        assert [path for path in paths if f"`{path}`" not in text] == []
