"""Makes the helpers below `tests/` importable (`from support.company import company`) and fixes the width of what prints."""

import os

os.environ["COLUMNS"] = "160"
