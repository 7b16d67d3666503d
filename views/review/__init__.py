"""The console of reviewers and their lead: queue, split page, photos, refusals."""
