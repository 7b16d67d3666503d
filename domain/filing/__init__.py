"""A filing: the request of one subject that goes from its first page to its number."""
