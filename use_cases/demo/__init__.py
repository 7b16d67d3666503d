"""Plausible filings for demonstrations and tests, made by running real commands.

All names, numbers and domains are made up. Identity numbers carry a region that is never
given to a person (a province's own code), so none can be somebody's.
"""
