"""The pages of the report officer."""
