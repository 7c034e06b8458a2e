"""The stages between a raw file and the tables: pure functions, frames or text in, frames out."""
