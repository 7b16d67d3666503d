"""The auditor's pages: find, read the history, see the past, compare, prove."""
