"""Signing in at a provider that companies run in earnest: django-oauth-toolkit, which shares no code with Assay's side.

Asked for with `-m services`, in an environment that has it: pip install django-oauth-toolkit==3.0.1.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from assay.store.workspace import Workspace, create_workspace
from assay.web import provider_sessions
from assay.web.app import create_app
from assay.web.users import Users

pytestmark = [pytest.mark.services, pytest.mark.filterwarnings("default")]

ADDRESS, SECRET = "http://127.0.0.1", "a secret of this test"
SETTINGS = """
[web.oidc]
issuer = "{issuer}"
client_id = "assay"
client_secret = {{ env = "OIDC_SECRET" }}
label = "Second"
roles = {{ "assay-admins" = "admin", "sales" = "rep" }}
owner_claim = "crm_id"
recheck_minutes = 1
"""

Claims = dict[str, dict[str, Any]]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Claims]]:
    """Its issuer, and what it says of each person, which a test may change. Who asks is told by the header X-User."""
    pytest.importorskip("oauth2_provider")
    import sys

    import django
    from django.conf import settings

    claims: Claims = {}
    here = sys.modules["provider_of_a_test"] = ModuleType("provider_of_a_test")
    settings.configure(
        SECRET_KEY="of a test" * 6,
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=here.__name__,
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(tmp_path_factory.mktemp("provider") / "db.sqlite"),
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            f"{here.__name__}.known_by_header",
        ],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": RSAKey.generate_key(2048).as_pem(private=True).decode(),
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "", "email": "", "profile": ""},
            "OAUTH2_VALIDATOR_CLASS": f"{here.__name__}.Validator",
        },
    )
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path
    from oauth2_provider.models import Application
    from oauth2_provider.oauth2_validators import OAuth2Validator

    call_command("migrate", verbosity=0)
    people = get_user_model().objects

    class Validator(OAuth2Validator):  # type: ignore[misc]
        oidc_claim_scope = None

        def get_additional_claims(self, request: Any) -> dict[str, Any]:
            return {"email_verified": True, **claims[request.user.username]}

    def known_by_header(answer: Any) -> Any:
        def known(request: Any) -> Any:
            if name := request.headers.get("X-User"):
                request.user = people.get(username=name)
            return answer(request)

        return known

    here.Validator, here.known_by_header = Validator, known_by_header  # type: ignore[attr-defined]
    here.urlpatterns = [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]  # type: ignore[attr-defined]
    for name in ("ann", "rita", "nobody"):
        people.create_user(name, password="of a test", last_login=datetime.now(UTC))
    Application.objects.create(
        client_id="assay",
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=f"{ADDRESS}/sign-in/back",
        algorithm="RS256",
        skip_authorization=True,
    )
    with make_server("localhost", 0, get_wsgi_application(), _Threads, _Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/o", claims
        server.shutdown()


def come_in(app: Any, name: str) -> tuple[TestClient, Any]:
    client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    go = client.get("/sign-in/with", params={"next": "/me"})
    sent = httpx.get(go.headers["location"], headers={"X-User": name})
    back = urlsplit(sent.headers["location"])
    return client, client.get(f"{back.path}?{back.query}")


def test_people_come_in_by_their_groups_and_leave_with_them(
    provider: tuple[str, Claims], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer, claims = provider
    claims |= {
        "ann": {"email": "ann@corp.example", "groups": ["assay-admins", "lunch"]},
        "rita": {"email": "rita@corp.example", "groups": ["sales"], "crm_id": "rita"},
        "nobody": {"email": "nobody@corp.example", "groups": ["lunch"]},
    }
    monkeypatch.setenv("OIDC_SECRET", SECRET)
    settings = create_workspace(tmp_path / "w").path / "assay.toml"
    settings.write_text(settings.read_text("utf-8") + SETTINGS.format(issuer=issuer), "utf-8")
    workspace = Workspace(settings.parent)
    app = create_app(workspace, sign_in=True)

    ann, answer = come_in(app, "ann")
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert come_in(app, "rita")[1].status_code == 303
    assert come_in(app, "nobody")[1].status_code == 403
    told = [(user.name, user.role, user.owner) for user in Users(workspace).all()]
    assert told == [("ann@corp.example", "admin", None), ("rita@corp.example", "rep", "rita")]
    assert ann.get("/users").status_code == 200

    now = time.time
    claims["ann"] |= {"groups": ["sales"], "crm_id": "own"}
    monkeypatch.setattr(provider_sessions.time, "time", lambda: now() + 120)
    assert ann.get("/users").status_code == 403
    claims["ann"] |= {"groups": ["lunch"]}
    monkeypatch.setattr(provider_sessions.time, "time", lambda: now() + 240)
    assert ann.get("/me").headers["location"].startswith("/sign-in")
