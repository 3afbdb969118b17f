"""Management reports: one content, written as a page, a PDF, a deck and a workbook."""

from __future__ import annotations

from assay.report.build import management_pack
from assay.report.pack import Pack

__all__ = ["Pack", "management_pack"]
