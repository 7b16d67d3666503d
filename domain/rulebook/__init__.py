"""What rule editors change of the rules: proposed by one person, published by another."""
