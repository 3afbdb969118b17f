"""The rows KPIs are made of; `assay.metrics.relations` builds each kind."""

from assay.kpis.rows.accounts import ATTACHMENTS, AccountEvents, Accounts, TouchedAccounts
from assay.kpis.rows.base import Base, Clock
from assay.kpis.rows.costs import Costs
from assay.kpis.rows.customers import Contracts, CustomerDeals, Customers, LifetimeParts
from assay.kpis.rows.deals import Deals, DealStages
from assay.kpis.rows.people import PERSON_ATTACHMENTS, DecisionMakers, NewPeople, People, PeopleChange, PersonFields
from assay.kpis.rows.quotas import QuotaDeals, Quotas
from assay.kpis.rows.surveys import Answers
from assay.kpis.rows.touches import Sessions, Touches
from assay.kpis.rows.visitors import Visitors

__all__ = [
    "ATTACHMENTS",
    "PERSON_ATTACHMENTS",
    "AccountEvents",
    "Accounts",
    "Answers",
    "Base",
    "Clock",
    "Contracts",
    "Costs",
    "CustomerDeals",
    "Customers",
    "DealStages",
    "Deals",
    "DecisionMakers",
    "LifetimeParts",
    "NewPeople",
    "People",
    "PeopleChange",
    "PersonFields",
    "QuotaDeals",
    "Quotas",
    "Sessions",
    "TouchedAccounts",
    "Touches",
    "Visitors",
]
