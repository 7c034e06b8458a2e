"""The published warehouse: its schema, how a candidate is built and published, how it is read."""
