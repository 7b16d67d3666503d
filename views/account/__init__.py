"""Accounts: registering, signing in, and what holders do with their own account."""
