"""Sessions that the company's sign-in provider stands for: asked again from time to time whether it still does."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock

from assay.log import log
from assay.store.audit import note
from assay.web import sessions
from assay.web.oidc import Known, Provider, Silent
from assay.web.rights import NotLetIn
from assay.web.users import Users

GRACE = 6
"""A provider that does not answer ends no session until it has been silent for so many times the time between checks."""


@dataclass
class SignOn:
    """The provider, and what renews its word about each session; lost with the server, and then people sign in anew."""

    provider: Provider
    users: Users
    _known: dict[str, Known] = field(default_factory=dict, repr=False)
    _checks: dict[str, Lock] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def label(self) -> str:
        return self.provider.settings.label

    @property
    def only(self) -> bool:
        """Whether nobody signs in by a password."""
        return self.provider.settings.only

    def begin(self, known: Known) -> str:
        user = self.users.let_in(known.user, known.subject)
        session = sessions.start(self.users, user, checked_at=time.time(), proved_at=known.shown_at)
        with self._lock:
            self._known[session] = known
            alive = sessions.alive(self.users, self._known)
            self._known = {one: self._known[one] for one in alive}
            self._checks = {one: lock for one, lock in self._checks.items() if one in alive}
        return session

    def recheck(self, session: str, back: str) -> None:
        """Asks the provider again where its word is old; a session that it no longer stands for ends."""
        every = self.provider.settings.recheck_minutes * 60
        if self._age(session) < every:
            return
        with self._lock:
            lock = self._checks.setdefault(session, Lock())
        with lock:  # one of many requests asks, the others wait for its answer
            age = self._age(session)
            if age < every:
                return
            known = self._known.get(session)
            try:
                if known is None or not known.renewal:
                    raise NotLetIn("The provider's word is old, and nothing renews it.")
                now = self.provider.renewed(known, back)
                self.users.let_in(now.user, now.subject)
            except Silent as error:
                log.warning("The sign-in provider does not answer: %s", error.message)
                if age > GRACE * every:
                    self._end(session, known, error)
            except NotLetIn as error:
                self._end(session, known, error)
            else:
                self._known[session] = now
                sessions.checked(self.users, session)

    def _age(self, session: str) -> float:
        """Seconds since the provider last stood for a session; 0 for one that it never did."""
        checked_at = sessions.checked_at(self.users, session)
        return 0 if checked_at is None else time.time() - checked_at

    def _end(self, session: str, known: Known | None, error: NotLetIn) -> None:
        sessions.end(self.users, session)
        with self._lock:
            self._known.pop(session, None)
        if known is not None and known.renewal:
            note(self.users.workspace, "session ended by the provider", known.user.name)
            log.info("session of %s ends: %s", known.user.name, error.message)
