"""The verification sheet as a PDF."""
