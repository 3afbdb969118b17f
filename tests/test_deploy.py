"""The recipes of a release: what they promise stands in them. Nothing is built here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.utils import canonicalize_name

from assay.store.workspace import Workspace
from test_licences import needed

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


def instructions() -> list[str]:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", "")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_container_runs_as_nobody_in_particular_with_a_volume_and_a_health_check() -> None:
    last = instructions()[max(n for n, line in enumerate(instructions()) if line.startswith("FROM")) :]
    words = [line.split()[0] for line in last]
    assert {"USER", "VOLUME", "HEALTHCHECK", "ENTRYPOINT"} <= set(words)
    user = next(line.split()[1] for line in last if line.startswith("USER"))
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert words.index("USER") > max(n for n, word in enumerate(words) if word == "RUN")
    start = DEPLOY / "start"
    assert start.stat().st_mode & 0o100
    subprocess.run(["sh", "-n", str(start)], check=True)


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert set(services) == {"assay", "proxy", "database"}
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]
    assert services["assay"]["read_only"] is True
    assert services["assay"]["cap_drop"] == ["ALL"]
    assert "reverse_proxy assay:8000" in (DEPLOY / "Caddyfile").read_text("utf-8")


def test_the_health_check_does_not_depend_on_the_format_of_the_image() -> None:
    """Podman's own format has none: `depends_on … service_healthy` would wait for ever."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    said = next(
        line
        for line in instructions()
        if (line.strip().startswith("CMD [") and "urlopen" in line) or "HEALTHCHECK" in line
    )
    asked = services["assay"]["healthcheck"]["test"][-1]
    assert asked in said
    waited_for = {name for one in services.values() for name in one.get("depends_on", {})}
    assert all("healthcheck" in services[name] for name in waited_for)


def test_only_the_proxy_shares_the_network_whose_word_is_believed() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    believed = compose["services"]["assay"]["environment"]["ASSAY_TRUSTED_PROXY"]
    (network,) = (
        name
        for name, one in compose["networks"].items()
        if {"subnet": believed} in one.get("ipam", {}).get("config", [])
    )
    assert {name for name, one in compose["services"].items() if network in one["networks"]} == {"assay", "proxy"}


def test_a_new_workspace_in_a_container_knows_what_people_open(tmp_path: Path) -> None:
    script = (DEPLOY / "start").read_text("utf-8").replace("/data", str(tmp_path / "data"))
    (tmp_path / "start").write_text(script, "utf-8")
    surroundings = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "src"),
        "ASSAY_PUBLIC_URL": "https://assay.example.com",
        "ASSAY_TRUSTED_PROXY": "10.1.0.0/24",
    }
    for _ in range(2):
        subprocess.run(["sh", str(tmp_path / "start"), "doctor"], env=surroundings, capture_output=True)
    web = Workspace.find(tmp_path / "data").settings.web
    assert web.public_url == "https://assay.example.com"
    assert web.trusted_proxies == ("10.1.0.0/24",)


def test_the_units_say_what_the_commands_take() -> None:
    units = {path.name: path.read_text("utf-8") for path in (DEPLOY / "systemd").iterdir()}
    assert set(units) == {"assay.service", "assay-schedule.service", "assay-schedule.timer"}
    called = {name: re.findall(r"(?m)^ExecStart=\S+/assay -C \S+ (.+)$", text) for name, text in units.items()}
    assert called["assay.service"] == ["serve --sign-in"]
    assert called["assay-schedule.service"] == ["run-schedule --once"]
    for name in ("assay.service", "assay-schedule.service"):
        assert "NoNewPrivileges=true" in units[name]
        assert "User=assay" in units[name]


def test_the_list_of_what_is_in_a_release_is_whole(tmp_path: Path) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed")
    (recipe,) = re.findall(
        r"export (--quiet .*--format cyclonedx1\.5) \\\n\s+(--preview-features \S+)", (ROOT / "Makefile").read_text()
    )
    target = tmp_path / "sbom.json"
    subprocess.run([uv, "export", *" ".join(recipe).split(), "--output-file", str(target)], check=True, cwd=ROOT)
    listed = {one["name"]: one for one in json.loads(target.read_text())["components"]}
    assert {canonicalize_name(name) for name in needed()} <= listed.keys()
    assert all(one["version"] and one["purl"] for one in listed.values())
    assert "pytest" not in listed
