"""Who is told: each recipient of a delivery with his language, his scope, and the accounts he may be told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from assay.alerts.episodes import Alert
from assay.metrics.list_rows import held_back
from assay.metrics.scope import Scope, scope_of_words
from assay.settings import Settings
from assay.settings.delivery import Delivery, Recipient
from assay.store.runs import Run
from assay.views.ownership import accounts_of


@dataclass(frozen=True)
class Addressee:
    """One who is told by one delivery. `scope` is what his figures are about."""

    delivery: Delivery
    recipient: Recipient
    language: str
    scope: Scope

    @property
    def is_rep(self) -> bool:
        return self.recipient.reads_as == "rep"

    @property
    def called(self) -> str:
        return self.recipient.called


def addressees(run: Run, settings: Settings, delivery: Delivery) -> Iterator[Addressee]:
    """Those that are named, then the owners of accounts in the data who are not named already."""
    known = set()
    for one in delivery.to:
        known.add(one.called.casefold())
        yield _addressee(settings, delivery, one)
    if delivery.owners:
        for owner, name, address in _owners(run):
            if address.casefold() not in known:
                known.add(address.casefold())
                yield _addressee(settings, delivery, Recipient(address=address, name=name, owner=owner))


def _addressee(settings: Settings, delivery: Delivery, one: Recipient) -> Addressee:
    scope = scope_of_words(delivery.scope)
    if one.owner is not None:  # as the pages narrow a rep: his own accounts of the programme, whatever is asked
        scope = replace(scope, arm="abm", owners=(one.owner,), roll_up=False)
    return Addressee(delivery, one, one.language or delivery.language or settings.language, scope)


_OWNERS = """
SELECT user_id, name, trim(email) FROM users
WHERE email LIKE '%_@_%' AND user_id IN (SELECT owner_id FROM accounts) ORDER BY user_id
"""


def _owners(run: Run) -> list[tuple[str, str, str]]:
    owners: list[tuple[str, str, str]] = run.cursor().execute(_OWNERS).fetchall()
    return owners


def may_hear_of(run: Run, one: Addressee, day: date) -> Callable[[str], bool]:
    """Whether an account may be named to an addressee.

    A rep hears of accounts of his own, and of none that is held back from the programme: whoever knows of a control
    account works on it.
    """
    if not one.is_rep:
        return lambda _: True
    allowed = accounts_of(run, one.recipient.owner or "") - held_back(run.cursor(), day)
    return allowed.__contains__


def heard(run: Run, one: Addressee, alerts: tuple[Alert, ...], day: date) -> tuple[Alert, ...]:
    """The alerts that an addressee may be told of; a rep of none about the company's figures."""
    if not one.is_rep:
        return alerts
    may = may_hear_of(run, one, day)
    accounts = dict(run.cursor().execute("SELECT opportunity_id, account_id FROM deals").fetchall())
    return tuple(
        alert
        for alert in alerts
        if alert.kind != "kpi_crosses"
        and may((accounts.get(alert.subject) or "") if alert.kind == "stalled_deal" else alert.subject)
    )
