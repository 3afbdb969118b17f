"""A second formulation of the KPIs, in plain slow Python, written from their text alone; and a company to try it on."""

from .generator import nasty_company
from .reference import FORMULAS, Reference

__all__ = ["FORMULAS", "Reference", "nasty_company"]
