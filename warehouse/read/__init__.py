"""Questions to the published version: one file a question."""
