"""Names and domains of carriers as they are compared, in Python and in the database."""

from __future__ import annotations

import re

FORM = r" (inc|llc|ltd|limited|gmbh|plc|sa|s a|sas|srl|ag|bv|corp|corporation|company|co|pao|ao|пао|ао|ооо)$"


def plain_name(text: str) -> str:
    """A domain or a name as the list of carriers is compared: lower case, without points, commas and a form at the end."""
    bare = " ".join(re.sub(r"[,.\"]+", " ", text.lower()).split())
    return re.sub(FORM, "", bare)
