"""What proves who somebody is: passwords, one-time codes and links, sessions, failed tries.

These rows are working material and no events: nothing here is kept longer than it serves,
and no secret enters the log. Times are real times, also where a demonstration runs the
clock of the filings faster.
"""

from store.credentials import attempts, codes, links, passwords, registrations, sessions

__all__ = ["attempts", "codes", "links", "passwords", "registrations", "sessions"]
