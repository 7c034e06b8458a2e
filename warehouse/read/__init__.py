"""Reading the published version: one file for each kind of question."""
