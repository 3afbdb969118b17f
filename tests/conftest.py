"""Makes the helpers below `tests/` importable: `from support.company import company`."""
