"""The company: canonical tables (lists of dicts) read into plain rows; merges followed, touches resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from assay.contract.kinds import KINDS
from assay.settings import Settings

from .identity import FREE_MAIL, Directory, Resolution
from .links import company_edges, filled, person_edges, speakers
from .rows import (
    FOREVER,
    Account,
    Answer,
    Contract,
    Cost,
    Deal,
    Membership,
    Person,
    Signal,
    Stage,
    StageRow,
    Touch,
    Visitor,
)

Row = dict[str, Any]


def number(value: Any) -> Fraction | None:
    return None if value in (None, "") else Fraction(str(value))


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def moment(value: str, zone: ZoneInfo) -> tuple[datetime, date]:
    """UTC moment and local day. No zone: the workspace's wall clock; of a repeated hour the first is meant (fold 0)."""
    stamp = datetime.fromisoformat(value)
    stamp = stamp.replace(tzinfo=zone) if stamp.tzinfo is None else stamp
    return stamp.astimezone(UTC), stamp.astimezone(zone).date()


def merges(rows: list[Row], key: str, links: list[tuple[str, str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """All ids, and what speaks for what: merges of the files and links alike."""
    written = [(row[key], row["merged_into_id"]) for row in rows if row.get("merged_into_id")]
    return [row[key] for row in rows], [*written, *links]


class Company:
    def __init__(self, tables: dict[str, list[Row]], settings: Settings | dict[str, Any], today: date | None = None):
        self.settings = settings if isinstance(settings, Settings) else Settings.model_validate(settings)
        self.zone = self.settings.zone
        self.today = today or date.max
        self.tables = tables
        self._accounts()
        self._people()
        self._lists()
        self._deals()
        self._rest()
        self.last_day = self._last_day()
        self._touches()

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def account_of(self, name: str | None) -> str | None:
        return self._account_survivor.get(name) if name else None

    def person_of(self, name: str | None) -> str | None:
        return self._person_survivor.get(name) if name else None

    def _day(self, value: str | None) -> date | None:
        return moment(value, self.zone)[1] if value else None

    def _currency(self, value: str | None) -> str:
        return value or self.settings.currency

    def _accounts(self) -> None:
        nobody = FREE_MAIL | {*self.settings.own_domains, *self.settings.free_mail_domains}
        links = company_edges(self.tables, nobody) if self.settings.identity.link_systems else []
        self._account_survivor = speakers(*merges(self.rows("accounts"), "account_id", links))
        self.accounts = {
            row["account_id"]: Account(
                row["account_id"],
                self.account_of(row.get("parent_account_id")),
                row.get("owner_id") or None,
                row.get("industry") or None,
                self._day(row.get("created_at")),
                bool(row.get("is_excluded")),
                row,
            )
            for row in self.rows("accounts")
            if self.account_of(row["account_id"]) == row["account_id"]
        }

    def _people(self) -> None:
        links = person_edges(self.rows("people"), self.account_of) if self.settings.identity.link_people else []
        self._person_survivor = speakers(*merges(self.rows("people"), "person_id", links))
        twins = self._twins(links)
        objected = {self.person_of(row["person_id"]) for row in self.rows("people") if row.get("objected_at")}
        self.directory = Directory(
            self.tables,
            self.account_of,
            self.person_of,
            lambda person: self.people[person].account,
            {*self.settings.own_domains, *self.settings.free_mail_domains},
        )
        self.people = {
            row["person_id"]: Person(
                row["person_id"],
                self.account_of(row.get("account_id")) or self.directory.place(row),
                row.get("seniority") or self._suggested(row)[0],
                row.get("buying_role") or self._suggested(row)[1],
                # Without a date it was always there; else from the first of its rows on.
                min(self._days(row, *others)) if row.get("created_at") else None,
                self._day(row.get("left_at")),
                row["person_id"] in objected,
                bool(row.get("email_bounced")),
                row,
            )
            for written in self.rows("people")
            if self.person_of(written["person_id"]) == written["person_id"]
            for others in [twins.get(written["person_id"], [])]
            for row in [filled(written, others)]
        }

    def _days(self, *rows: Row) -> list[date]:
        return [day for row in rows if (day := self._day(row.get("created_at")))]

    def _twins(self, links: list[tuple[str, str]]) -> dict[str, list[Row]]:
        """The rows of the other systems by the row that speaks for them."""
        rows = {row["person_id"]: row for row in self.rows("people")}
        found: dict[str, list[Row]] = {}
        for other, kept in links:
            found.setdefault(kept, []).append(rows[other])
        return found

    def _suggested(self, row: dict[str, Any]) -> tuple[str | None, str | None]:
        """Seniority and role by the titles that the generator writes."""
        said = {"CTO": ("c_level", "decision_maker"), "Buyer": ("staff", "procurement")}
        if not self.settings.identity.suggest_from_titles:
            return None, None
        return said.get(row.get("job_title") or "", (None, None))

    def _lists(self) -> None:
        programmes = {row["programme_id"] for row in self.rows("programmes")}
        self.campaigns = {row["campaign_id"] for row in self.rows("campaigns")}
        self.programme_of_campaign = {
            row["campaign_id"]: row["programme_id"]
            for row in self.rows("campaigns")
            if row.get("programme_id") in programmes
        }
        self.memberships = [
            Membership(
                row["list"],
                account,
                day(row["valid_from"]) or date.min,
                day(row.get("valid_to")) or FOREVER,
                row.get("arm") or "abm",
                row.get("tier") or None,
                row.get("programme_id") if row.get("programme_id") in programmes else None,
            )
            for row in self.rows("list_memberships")
            if (account := self.account_of(row["account_id"]))
        ]

    def _deals(self) -> None:
        self.stages = {
            row["stage"]: Stage(
                row["stage"],
                float(row["position"]),
                row["status"],
                bool(row.get("is_qualified")),
                number(row.get("probability")),
                row.get("pipeline") or None,
            )
            for row in self.rows("stages")
        }
        self.deals = [
            self._deal(row)
            for row in self.rows("opportunities")
            if not row.get("is_deleted") and not row.get("is_test")  # rule 1
        ]

    def _deal(self, row: Row) -> Deal:
        stage = row.get("stage") if row.get("stage") in self.stages else None
        status = row.get("status") or (self.stages[stage].status if stage else "open")
        history = sorted(
            (
                StageRow(local, at, entry["stage"], number(entry.get("amount")))
                for entry in self.rows("opportunity_stages")
                if entry["opportunity_id"] == row["opportunity_id"] and entry["stage"] in self.stages
                for at, local in [moment(entry["entered_at"], self.zone)]
            ),
            key=lambda entry: (entry.at, entry.stage),
        )
        closed_on = None
        if status != "open":  # closed_at of an open deal is an expected date: ignored
            closing = [index for index, entry in enumerate(history) if self.stages[entry.stage].status != "open"]
            closed_at = moment(row["closed_at"], self.zone) if row.get("closed_at") else None
            if closed_at and closing and history[closing[-1]].day != closed_at[1]:
                # Rule 7: where they differ, closed_at wins: the last closing row stands on its day.
                moved = replace(history.pop(closing[-1]), at=closed_at[0], day=closed_at[1], moved=True)
                history = sorted([*history, moved], key=lambda entry: (entry.day, entry.moved, entry.at))
            closed_on = closed_at[1] if closed_at else history[closing[-1]].day if closing else None
        return Deal(
            row["opportunity_id"],
            self.account_of(row.get("account_id")),
            row.get("type") or "new_business",
            number(row.get("amount")),
            self._currency(row.get("currency")),
            moment(row["created_at"], self.zone)[1],
            closed_on,
            status,
            stage,
            row.get("owner_id") or None,
            row.get("approach") or None,
            tuple(history),
        )

    def _rest(self) -> None:
        self.contracts = [
            Contract(
                row["contract_id"],
                account,
                day(row["starts_on"]) or date.min,
                day(row.get("ends_on")) or FOREVER,
                day(row.get("ends_on")),
                number(row.get("annual_value")),
                self._currency(row.get("currency")),
                row.get("renewal") or None,
            )
            for row in self.rows("contracts")
            if (account := self.account_of(row["account_id"]))
        ]
        programmes = {row["programme_id"] for row in self.rows("programmes")}
        self.costs = [
            Cost(
                row["cost_id"],
                day(row["incurred_on"]) or date.min,
                number(row["amount"]) or Fraction(0),
                self._currency(row.get("currency")),
                self.account_of(row.get("account_id")),
                row["programme_id"]
                if row.get("programme_id") in programmes
                else self.programme_of_campaign.get(row.get("campaign_id") or ""),
                row.get("tier") or None,
                row.get("approach") or None,
            )
            for row in self.rows("costs")
        ]
        self.deal_people = [
            (row["opportunity_id"], person)
            for row in self.rows("opportunity_people")
            if (person := self.person_of(row["person_id"]))
        ]

    def _last_day(self) -> date:
        """Rule 4: the local day of the latest touch, deal creation or close, or stage row not after today."""
        days = [moment(row["occurred_at"], self.zone)[1] for row in self.rows("touches")]
        for deal in self.deals:
            days += [deal.created_on, *([deal.closed_on] if deal.closed_on else []), *(r.day for r in deal.history)]
        return max((found for found in days if found <= self.today), default=self.today)

    def _touches(self) -> None:
        users = {row["user_id"]: row.get("team") for row in self.rows("users")}
        directory = self.directory
        self.resolutions = {row["touch_id"]: directory.resolve(row) for row in self.rows("touches")}
        self.touches = [self._touch(row, self.resolutions[row["touch_id"]], users) for row in self.rows("touches")]
        self.touches.sort(key=lambda touch: (touch.at, touch.id))
        self.visitors = {
            row["visitor_id"]: Visitor(
                row["visitor_id"],
                self.account_of(row.get("account_id")),
                self.person_of(row.get("person_id")),
                self._day(row.get("identified_at")),
                row.get("consent") or "unknown",
            )
            for row in self.rows("visitors")
        }
        self.answers = [self._answer(row, directory.resolve(row)) for row in self.rows("survey_responses")]
        self.signals = [
            Signal(
                row["provider"],
                day(row["week"]) or date.min,
                row["topic"],
                number(row["score"]) or Fraction(0),
                directory.resolve(row).account,
                row.get("cluster") or "own",
            )
            for row in self.rows("intent_signals")
        ]

    def _answer(self, row: Row, whose: Resolution) -> Answer:
        score = number(row["score"])
        assert score is not None
        low, high = number(row.get("scale_min")), number(row.get("scale_max"))
        local = date.fromisoformat(row["answered_on"])
        return Answer(
            row["response_id"], local, row["question"], score, whose.account, whose.person, row.get("wave"), low, high
        )

    def _touch(self, row: Row, whose: Resolution, users: dict[str, str | None]) -> Touch:
        kind = KINDS[row["kind"]]
        at, local = moment(row["occurred_at"], self.zone)
        person = self.people[whose.person] if whose.person else None
        engages = self._engages(row)
        direction = (
            kind.direction if not kind.engages_if else ("in" if row.get("outcome") == kind.engages_if else "out")
        )
        suppressed = bool(person and person.objected and whose.account and not self._enough(person, whose.account))
        weight = self._seniority_weight(person.seniority if person else None)
        objected = bool(person and person.objected)
        if objected:  # rule 13: counts for the account only
            person = None
        quantity = number(row.get("quantity"))
        quantity = Fraction(1) if quantity is None else quantity
        return Touch(
            row["touch_id"],
            at,
            local,
            row["kind"],
            row.get("channel") or kind.channel,
            row.get("direction") or direction,
            row.get("team") or users.get(row.get("user_id") or "") or kind.team,
            whose.account,
            person.id if person else None,
            row.get("visitor_id") or None,  # a device one has no row about is still one device
            row.get("session_id") or None,
            row.get("campaign_id") if row.get("campaign_id") in self.campaigns else None,
            row.get("asset_id") or None,
            row.get("url") or None,
            row.get("outcome") or None,
            quantity,
            engages,
            self._worth(row) * quantity if engages else Fraction(0),
            weight,
            objected,
            suppressed,
        )

    def _seniority_weight(self, seniority: str | None) -> Fraction:
        return Fraction(str(self.settings.weights.seniority[seniority or "unknown"]))

    def _engages(self, row: Row) -> bool:
        kind, override = KINDS[row["kind"]], self.settings.minutes.get(row["kind"])
        engages = override.engages if override and override.engages is not None else kind.engages
        return engages and (kind.engages_if is None or row.get("outcome") == kind.engages_if)

    def _worth(self, row: Row) -> Fraction:
        """Minutes of the table of kinds: seconds/60 up to the cap, else the worth without seconds."""
        kind, override = KINDS[row["kind"]], self.settings.minutes.get(row["kind"])
        cap = override.cap if override and override.cap is not None else kind.cap
        without = override.minutes if override and override.minutes is not None else kind.minutes
        seconds = number(row.get("seconds"))
        if cap is not None and seconds is not None:
            return min(seconds / 60, Fraction(str(cap)))
        return Fraction(str(without))

    def _enough(self, objector: Person, account: str) -> bool:
        """Rule 13: at least `people_min_k` other people of the account active on the last day with data."""
        others = [
            person
            for person in self.people.values()
            if person.account == account and person.id != objector.id and person.active(self.last_day)
        ]
        return len(others) >= self.settings.people_min_k

    def convert(self, amount: Fraction, currency: str, on: date, target: str | None = None) -> Fraction | None:
        """Rule 8: the latest rate on or before the day: direct, else inverse, else through the workspace currency."""
        target = target or self.settings.currency
        rate = self._rate(currency, target, on)
        if rate is None:
            home = self.settings.currency
            first, second = self._rate(currency, home, on), self._rate(home, target, on)
            rate = first * second if first is not None and second is not None else None
        return None if rate is None else amount * rate

    def _rate(self, source: str, target: str, on: date) -> Fraction | None:
        if source == target:
            return Fraction(1)
        direct, inverse = self._latest(source, target, on), self._latest(target, source, on)
        return direct if direct is not None else 1 / inverse if inverse else None

    def _latest(self, source: str, target: str, on: date) -> Fraction | None:
        found = [
            (day(row["date"]), number(row["rate"]))
            for row in self.rows("fx_rates")
            if (row["from_currency"], row["to_currency"]) == (source, target) and row["date"] <= on.isoformat()
        ]
        return max(found)[1] if found else None


def rolled_up(company: Company) -> Company:
    """`--roll-up`: all rows of an account move to its ultimate parent; rows of excluded accounts are left out."""
    found = object.__new__(Company)
    found.__dict__.update(company.__dict__)

    def top(name: str | None) -> str | None:
        if name is None or company.accounts[name].excluded:
            return name
        seen = {name}
        while (parent := company.accounts[name].parent) and parent not in seen:
            name = parent
            seen.add(name)
        return name

    def move(rows: list[Any]) -> list[Any]:
        return [replace(row, account=top(row.account)) for row in rows]

    found.accounts = {name: account for name, account in company.accounts.items() if top(name) == name}
    found.people = {person.id: replace(person, account=top(person.account)) for person in company.people.values()}
    for table in ("memberships", "touches", "deals", "contracts", "costs", "answers", "signals"):
        setattr(found, table, move(getattr(company, table)))
    return found
