"""What is filed: subjects with their websites and accesses, as the bureaus approved them."""
