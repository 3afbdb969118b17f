"""Keeping a workspace: verify, repair, backup, restore."""
