"""Working days that the operator enters: those of a year that the built-in calendar lacks."""
