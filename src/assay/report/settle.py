"""Office files whose bytes depend on what is in them only: no clock, no order of writing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(content: bytes, moment: datetime) -> bytes:
    """The same file with every entry of the first day of ZIP and every stamp of `moment` (UTC), workbooks within it too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = settled(part, moment)
            elif name == "docProps/core.xml":
                stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                part = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", part)
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, part)
    return out.getvalue()
