"""How loads run under Prefect: one load now, or one every night, on a server that is configured or our own."""
