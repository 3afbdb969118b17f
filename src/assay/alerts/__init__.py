"""Alerts: conditions that somebody should know of, told once as long as they hold."""
