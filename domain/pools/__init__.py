"""The provider's address pools: the addresses that its access reports may name."""
