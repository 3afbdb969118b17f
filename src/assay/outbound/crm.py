"""The CRMs that are written to: which fields they have, what stands in them, and batches in which each record is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from assay.connectors.http_api import HttpApi, MissingRight, Refused
from assay.connectors.hubspot import VERSION as HUBSPOT_VERSION
from assay.connectors.hubspot import Hubspot
from assay.connectors.salesforce import VERSION as SALESFORCE_VERSION
from assay.connectors.salesforce import Salesforce
from assay.errors import DataError
from assay.outbound.fields import FIELDS, KINDS, NAMES, Value
from assay.settings.sources import HubspotSource, SalesforceSource

Target = HubspotSource | SalesforceSource
Values = Mapping[str, Value]
Outcome = dict[str, str | None]
"""By record: why it was not taken, None where it was."""


class Crm(Protocol):
    """A CRM, signed in to. Fields have our names; ids are the CRM's own."""

    batch: int

    def missing_fields(self) -> tuple[str, ...]:
        """Fields that it lacks or that may not be written, as it would call them."""

    def fitting(self, values: Values) -> dict[str, Value]:
        """The values as this CRM can hold them."""

    def read(self, records: Sequence[str]) -> dict[str, dict[str, Any]]:
        """What stands in our fields; records that it does not have are left out."""

    def write(self, values: Mapping[str, Values]) -> Outcome:
        """Writes some fields of up to `batch` records."""


class HubspotCompanies:
    batch = 100

    def __init__(self, api: HttpApi) -> None:
        self.api = api
        self.path = f"/crm/objects/{HUBSPOT_VERSION}/companies/batch"

    def missing_fields(self) -> tuple[str, ...]:
        there = self.api.get(f"/crm/properties/{HUBSPOT_VERSION}/companies").get("results", ())
        known = {one["name"] for one in there}
        return tuple(name for name in NAMES if name not in known)

    def fitting(self, values: Values) -> dict[str, Value]:
        return dict(values)

    def read(self, records: Sequence[str]) -> dict[str, dict[str, Any]]:
        body = {"properties": list(NAMES), "inputs": [{"id": one} for one in records]}
        results = self.api.post(f"{self.path}/read", body).get("results", ())
        return {str(one["id"]): {name: one["properties"].get(name) for name in NAMES} for one in results}

    def write(self, values: Mapping[str, Values]) -> Outcome:
        """HubSpot may refuse a whole batch for one record: it is halved until that one stands alone."""
        inputs = [{"id": one, "properties": _as_text(said)} for one, said in values.items()]
        try:
            told = self.api.post(f"{self.path}/update", {"inputs": inputs})
        except Refused as refused:
            if refused.status != 400:
                raise
            if len(values) == 1:
                return dict.fromkeys(values, refused.message)
            items, half = list(values.items()), len(values) // 2
            return {**self.write(dict(items[:half])), **self.write(dict(items[half:]))}
        taken = {str(one["id"]) for one in told.get("results", ())}
        reasons = {
            str(record): str(error.get("message") or error.get("category") or "refused")
            for error in told.get("errors", ())
            for record in error.get("context", {}).get("ids", ())
        }
        return {
            one: None if one in taken and one not in reasons else reasons.get(one, "not answered for") for one in values
        }


class SalesforceAccounts:
    batch = 200

    def __init__(self, api: HttpApi) -> None:
        self.api = api
        self.path = f"/services/data/{SALESFORCE_VERSION}"
        self.names = {name: f"{name}__c" for name in NAMES}

    def missing_fields(self) -> tuple[str, ...]:
        described = self.api.get(f"{self.path}/sobjects/Account/describe")["fields"]
        usable = {one["name"].casefold() for one in described if one.get("updateable", True)}
        return tuple(name for name in self.names.values() if name.casefold() not in usable)

    def fitting(self, values: Values) -> dict[str, Value]:
        """A checkbox has no third state: what is not known stands as not ticked."""
        return {name: bool(value) if KINDS[name] == "flag" else value for name, value in values.items()}

    def read(self, records: Sequence[str]) -> dict[str, dict[str, Any]]:
        body = {"ids": list(records), "fields": list(self.names.values())}
        answer = self.api.send("POST", f"{self.path}/composite/sobjects/Account", json=body).json()
        pairs = zip(records, answer, strict=True)
        return {
            record: {name: row.get(own) for name, own in self.names.items()} for record, row in pairs if row is not None
        }

    def write(self, values: Mapping[str, Values]) -> Outcome:
        rows = [
            {
                "attributes": {"type": "Account"},
                "id": record,
                **{self.names[name]: value for name, value in self.fitting(said).items()},
            }
            for record, said in values.items()
        ]
        answer = self.api.send(
            "PATCH", f"{self.path}/composite/sobjects", json={"allOrNone": False, "records": rows}
        ).json()
        return {
            record: None if told.get("success") else _reasons(told.get("errors", ()))
            for record, told in zip(values, answer, strict=True)
        }


def _reasons(errors: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(str(one.get("message") or one.get("statusCode")) for one in errors) or "refused"


def _as_text(values: Values) -> dict[str, str]:
    """As HubSpot has all of them: text, an empty one for nothing."""
    return {
        name: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values.items()
    }


@contextmanager
def signed_in(source: Target, workspace: Path) -> Iterator[Crm]:
    """The CRM of a source; DataError where its token may not write."""
    try:
        if isinstance(source, HubspotSource):
            with Hubspot(source, workspace) as hubspot:
                yield HubspotCompanies(hubspot.api)
        else:
            with Salesforce(source, workspace) as salesforce:
                yield SalesforceAccounts(salesforce.api)
    except MissingRight as error:
        lacking = f" (it lacks {', '.join(error.rights)})" if error.rights else ""
        hint = "docs/push.md has the rights."
        raise DataError(f"{source.name!r}: the token may not write{lacking}.", hint=hint) from None


def check_fields(target: str, crm: Crm) -> None:
    """Raises DataError for fields that the CRM lacks, with what to make there."""
    missing = crm.missing_fields()
    if missing:
        kinds = {field.name: field.kind for field in FIELDS}
        named = ", ".join(f"{name} ({kinds[name.removesuffix('__c')]})" for name in missing)
        raise DataError(
            f"{target!r} lacks fields, or does not let us write them: {named}.",
            hint="Make them there, on companies or accounts: docs/push.md has the table.",
        )
