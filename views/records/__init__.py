"""The register's pages: what is filed, for its owners and for those who work here."""
