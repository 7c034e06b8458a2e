"""The pages that a browser shows of a warehouse."""
