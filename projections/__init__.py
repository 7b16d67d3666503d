"""Read models: one file for each list or page that it feeds."""
