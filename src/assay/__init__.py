"""Assay measures account-based marketing: the account funnel, honest KPIs, every number down to its rows."""

__version__ = "0.1.0"
