"""The rows KPIs are made of; `assay.metrics.relations` builds each kind."""

from assay.kpis.rows.accounts import ATTACHMENTS, AccountEvents, Accounts
from assay.kpis.rows.base import Base, Clock
from assay.kpis.rows.costs import Costs
from assay.kpis.rows.deals import Deals
from assay.kpis.rows.touches import Sessions, Touches

__all__ = ["ATTACHMENTS", "AccountEvents", "Accounts", "Base", "Clock", "Costs", "Deals", "Sessions", "Touches"]
