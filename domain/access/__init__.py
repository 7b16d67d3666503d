"""Who looked at the personal data of a filing, and why: a history of its own."""
