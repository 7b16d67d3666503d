"""An applicant's servers and authorisation codes."""
