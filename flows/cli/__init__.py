"""The command line: each command is one file here, named like the command; `group.py` finds it by its name."""
