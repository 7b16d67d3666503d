"""A simulated ministry and bureau, to try the filing desk without a connection to either."""
