"""The settings of the sample company's workspace."""

from __future__ import annotations

from assay.demo.accounts import OWN_DOMAIN, OWN_NAME, PLANS
from assay.demo.calendar import LAST_DAY

GROWTH = "Growth markets"

_SETTINGS = f"""\
# {OWN_NAME} makes software that watches machines; it and all companies and people in its files are invented.
name = "{OWN_NAME}"
currency = "EUR"
timezone = "Europe/Paris"
language = "en"
week_starts_on = "monday"
fiscal_year_starts_in = 1
own_domains = ["{OWN_DOMAIN}"]
high_value_pages = ["/pricing*", "/demo*"]
margin = 0.7

[buying_committee]
decision_maker = 1
influencer = 2
champion = 1

[engagement]
lookback_days = 90
preset = "any_interaction"

[engagement.presets.hands_on]
# An own preset: somebody clicked, came, wrote or met within two months, twice.
kinds = ["download", "chat", "form_submitted", "event_attended", "mail_in", "meeting_held"]
touches = 2
lookback_days = 60

[coverage]
threshold = 0.6

[icp]
criteria = ["employees >= 300", "annual_revenue >= 50000000", "country != 'KZ'"]

{{programmes}}
[programmes."Growth markets"]
# The holdout was drawn before launch, tier by tier, by a spreadsheet: whoever vouches for a lot is named with the verdict.
arm_origin = "drawn elsewhere"
drawn_by = "Marketing operations"
drawn_on = 2025-08-25
{{settled}}

[completeness]
fields = ["email", "phone", "job_title", "buying_role"]
"""


def demo_settings() -> str:
    """`assay.toml` of the sample workspace."""
    lists = [plan for plan in PLANS if plan.list != GROWTH]
    settled = _settled(min(plan.launches[0] for plan in PLANS))
    sections = "".join(f'[programmes."{plan.list}"]\n{settled}\n' for plan in lists)
    return _SETTINGS.replace("{programmes}\n", sections).replace("{settled}\n", settled)


def _settled(launch: str) -> str:
    """What was settled before the first launch: the one figure that counts, and the day of the verdict."""
    return f'primary = "opportunity_rate"\nprimary_since = {launch}\nverdict_on = {LAST_DAY}\n'
