"""Registrars and registries of domains."""
