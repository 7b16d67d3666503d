"""The pages of those who edit the rules."""
