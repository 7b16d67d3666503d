"""Code tables of the ministry and our own catalogues: JSON beside the code, read at import."""
