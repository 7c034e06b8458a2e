"""The versions of the warehouse: which one is published, the history of all loads, and the decisions of people."""
