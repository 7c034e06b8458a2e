"""Somebody is told: of a load that was refused, that crashed or is late, of new warnings, of all being well again."""
