"""What must hold before a load is published, checked by Great Expectations on the closed candidate."""
