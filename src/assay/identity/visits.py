"""What a provider says of a visit's company: taken where it is sure enough, and never where the company is a carrier.

Providers that name the companies of visitors write how sure they are as a share, a percentage or a word. Below the floor
of `[identity] visit_confidence` the domain and the company of a touch are as good as not written.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from assay.engine.parameters import parameter
from assay.engine.tables import Table
from assay.identity.plain_names import FORM

LEVELS = {"very_high": 0.95, "veryhigh": 0.95, "high": 0.8, "medium": 0.5, "moderate": 0.5, "low": 0.2, "very_low": 0.05, "verylow": 0.05, "none": 0.0}  # fmt: skip
"""Words of providers as shares."""


def confidence_of(written: ir.StringValue) -> ir.FloatingValue:
    """`0.8`, `80`, `80 %` and `high` are all 0.8; what cannot be read is 0."""
    text = written.strip().lower().replace(" ", "_").replace("-", "_")
    bare = text.replace("%", "").replace("_", "").replace(",", ".")
    number = bare.re_search(r"^[0-9]+([.][0-9]+)?$").ifelse(bare, None).cast("float64")
    percent = text.contains("%") | (number > 1)
    said = ibis.cases(*((text == word, share) for word, share in LEVELS.items()), else_=0.0)
    return ibis.coalesce(percent.ifelse(number / 100, number), said)


def _plain(text: ir.StringValue) -> ir.StringValue:
    """`plain_name` in the database."""
    bare = text.lower().re_replace(r"[,.\"]+", " ").re_replace(r"\s+", " ").strip()
    return bare.re_replace(FORM, "")


def believed(touches: Table) -> Table:
    """The touches without the domain and company of which their provider is not sure enough, or which are a carrier's."""
    sure = touches.confidence.isnull() | (confidence_of(touches.confidence) >= parameter("visit_confidence", "float64"))
    said = touches.provider.notnull() | touches.confidence.notnull()
    domain, company = _plain(touches.domain), _plain(touches.company)
    carriers = parameter("carriers", "array<string>")
    carried = said & (carriers.contains(domain) | carriers.contains(company)).fill_null(False)
    taken = sure & ~carried
    return touches.mutate(domain=taken.ifelse(touches.domain, None), company=taken.ifelse(touches.company, None))
