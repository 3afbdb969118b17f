"""The pages and the HTTP API: one answer, many renderers."""
