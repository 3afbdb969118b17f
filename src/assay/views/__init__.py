"""Accounts, deals and lists looked at one by one and side by side: tables made of the same rows as the KPIs."""
