"""The night: the flow, its tasks and schedule, and the command line."""
