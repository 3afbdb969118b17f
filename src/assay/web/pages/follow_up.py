"""What readers write down about accounts: a note, done, later, again. Kept with the workspace, for everybody who sees the account."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from assay.errors import UsageError
from assay.store.follow_ups import FollowUp, Line, follow_ups, write
from assay.web.rights import ROLES, NotFound
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS
from assay.web.visit import Visit
from assay.web.visiting import visiting

ROUTER = APIRouter()
WAITS = (7, 14, 30)
"""Days an account can be put off for with one choice."""
_visiting = Depends(visiting((*SCOPE_WORDS, *COMMON_WORDS), ROLES))


@ROUTER.post("/follow-up")
def add(
    visit: Annotated[Visit, _visiting],
    account: Annotated[str, Form(max_length=400)],
    what: Annotated[str, Form(max_length=20)],
    text: Annotated[str, Form(max_length=4000)] = "",
    until: Annotated[str, Form(max_length=10)] = "",
    page: Annotated[str, Form(max_length=10)] = "my",
    deal: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Keeps an entry about an account that the reader may see, and leads back to where it was written."""
    account_known = visit.account_id(account)
    if account_known != account or not visit.may_see(account_known):
        raise NotFound(f"There is no account {account!r}.")
    if deal:
        _check_deal(visit, account_known, deal)
    seen_on = visit.last_day or visit.today
    moment = datetime.now(UTC)
    wait = _day(until) if what == "snooze" else None
    line = Line(account_known, moment, seen_on, visit.viewer.name, what, text, wait, deal or None)  # type: ignore[arg-type]
    write(visit.site.workspace, line, visit.viewer.name or None)
    back = visit.account_href(account_known) if page == "account" else visit.href("/my")
    return RedirectResponse(back + "#follow-up", 303)


def _check_deal(visit: Visit, account: str, deal: str) -> None:
    known = visit.cursor().execute("SELECT 1 FROM deals WHERE opportunity_id = ? AND account_id = ?", [deal, account])
    if not known.fetchone():
        raise NotFound(f"There is no deal {deal!r} of this account.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a day.", hint="Choose one: 2026-11-30.") from None


def known(visit: Visit) -> dict[str, FollowUp]:
    """Where accounts stand; never kept, so that what was just written is seen."""
    return follow_ups(visit.site.workspace)


def form_values(visit: Visit) -> dict[str, Any]:
    """What the form needs: where it goes, and the days to wait for."""
    today = visit.last_day or visit.today
    waits = [
        (
            (today + timedelta(days)).isoformat(),
            visit.ngettext("%(n)s week", "%(n)s weeks", days // 7) if days % 7 == 0 else visit._("a month"),
        )
        for days in WAITS
    ]
    return {"follow_up_href": visit.href("/follow-up"), "waits": waits}
