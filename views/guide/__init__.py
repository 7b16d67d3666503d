"""The guide: what is asked, what to file and what a domain shows, for everybody."""
