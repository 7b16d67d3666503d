"""Face-check services behind a port. None is part of the program."""
