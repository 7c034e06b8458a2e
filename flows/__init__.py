"""The night, its schedule, and the command line."""
