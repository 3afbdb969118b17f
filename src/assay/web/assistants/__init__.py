"""Assistants ask Assay by the Model Context Protocol: the same routes, rights and answers as the HTTP API."""
