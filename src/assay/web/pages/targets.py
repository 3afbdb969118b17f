"""Target accounts: a list from names or websites, typed or of a file, which lands as rows of the source `assay`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from assay.contract.tables import ARMS
from assay.errors import AssayError, UsageError
from assay.landing.incoming import new_upload
from assay.landing.understood import Reading
from assay.store.audit import note
from assay.store.runs import current
from assay.web.desk import Desk, at_desk, said_of
from assay.web.pages.bring_look import look_at
from assay.web.pages.setup import landed_rows

ROUTER = APIRouter()
_desk = Depends(at_desk())
SOURCE = "assay"
"""The name of the mapping, and so of the source that the rows come from."""
MOST = 20_000
_WEBSITE = re.compile(r"(https?://)?([\w-]+\.)+[a-z]{2,}(/\S*)?", re.IGNORECASE)


@ROUTER.get("/targets/new")
def new(desk: Annotated[Desk, _desk]) -> Response:
    today = datetime.now(desk.settings.zone).date().isoformat()
    return _page(desk, {"list": desk._("Target accounts"), "since": today, "tier": "", "arm": "abm", "accounts": ""})


@ROUTER.post("/targets/new")
def look(
    desk: Annotated[Desk, _desk],
    list: Annotated[str, Form(max_length=200)] = "",
    since: Annotated[str, Form(max_length=10)] = "",
    tier: Annotated[str, Form(max_length=100)] = "",
    arm: Annotated[str, Form(max_length=20)] = "abm",
    accounts: Annotated[str, Form()] = "",
) -> Response:
    """Looks the accounts up and shows which are known, before anything lands."""
    said = {"list": list.strip(), "since": since, "tier": tier.strip(), "arm": arm, "accounts": accounts}
    try:
        rows = rows_of(said)
        if not landed_rows(desk.workspace).get("accounts"):
            raise UsageError(
                "There are no accounts yet to look these up in.", hint="Bring the companies of your CRM first."
            )
    except AssayError as error:
        return _page(desk, said, said_of(error))
    upload = new_upload(desk.workspace)
    path = upload.new_file(f"list {said['list']}.csv")
    path.write_text(_csv(rows), "utf-8")
    mapping = upload.folder / SOURCE
    mapping.write_text(files("assay.web").joinpath("own_list.toml").read_text("utf-8"), "utf-8")
    reading = Reading(path.name, "mapping", str(mapping), rows=len(rows))
    upload.keep(actor=desk.viewer.name, readings=[asdict(reading)])
    note(desk.workspace, "list", desk.actor, list=said["list"], accounts=len(rows))
    look_at(desk, upload, afresh=False)
    return desk.back(f"/bring/{upload.id}")


def rows_of(said: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    """A row for each line: what looks like a website or an e-mail's domain is one, all else a name or an id."""
    if not said["list"]:
        raise UsageError("The list has no name.", hint="Give it one: it stands in filters and reports.")
    if said["arm"] not in ARMS:
        raise UsageError(f"Unknown arm {said['arm']!r}.", hint=f"One of {', '.join(ARMS)}.")
    try:
        date.fromisoformat(said["since"])
    except ValueError:
        raise UsageError(f"{said['since']!r} is no day.", hint="Write it as 2026-01-31.") from None
    rows = [*_rows(said)]
    if not rows:
        raise UsageError("No account is named.", hint="Write a name or a website on each line.")
    if len(rows) > MOST:
        raise UsageError(f"More than {MOST:,} accounts.", hint="Bring the list as a file.")
    return rows


def _rows(said: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    for line in dict.fromkeys(map(str.strip, said["accounts"].splitlines())):
        if line:
            which = "Website" if _WEBSITE.fullmatch(line) else "Account"
            yield {which: line, "List": said["list"], "Tier": said["tier"], "Arm": said["arm"], "Since": said["since"]}


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, ("Account", "Website", "List", "Tier", "Arm", "Since"), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _page(desk: Desk, said: Mapping[str, str], problem: Mapping[str, Any] | None = None) -> Response:
    values: dict[str, Any] = {
        "said": said,
        "arms": [(arm, desk.fmt.label("arms", arm)) for arm in ARMS],
        "problem": problem,
    }
    values["has_run"] = current(desk.workspace) is not None
    return desk.page("pages/targets_new.html", desk._("Choose target accounts"), values, 400 if problem else 200)
