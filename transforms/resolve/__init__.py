"""Which appearances in articles are the same entity."""
