"""Fields of a CRM that Assay itself writes: they are never read back, or its figures would rest on themselves."""

from __future__ import annotations

OWN = "assay_"
"""What every field of ours begins with; nothing else is ever written."""


def is_own_field(name: str) -> bool:
    """
    >>> is_own_field("assay_stage__c"), is_own_field("Assay_Tier__c"), is_own_field("stage")
    (True, True, False)
    """
    return name.casefold().startswith(OWN)
