"""Builds the rows that declarations name; importing this package registers every kind."""

from assay.metrics.relations import accounts, costs, customers, deals, people, quotas, surveys, touches, visitors
from assay.metrics.relations.base import rows_of

__all__ = ["accounts", "costs", "customers", "deals", "people", "quotas", "rows_of", "surveys", "touches", "visitors"]
