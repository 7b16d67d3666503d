"""The messages to the reader."""
