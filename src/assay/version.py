"""The version of Assay, which everything that is kept for later carries."""

__version__ = "0.1.0"
