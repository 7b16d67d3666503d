"""The pages: one package per reader and task."""
