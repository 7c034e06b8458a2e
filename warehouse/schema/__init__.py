"""The schema: tables, DDL, dictionary, marts."""
