"""Figures with a memory: what was published, and why it is different now (rule 15)."""
