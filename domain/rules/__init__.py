"""Rules about what is filed. Each check gives problems; none decides what happens next."""
