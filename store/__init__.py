"""Everything that knows a database: the event log, its proofs, its projections, the outbox."""
