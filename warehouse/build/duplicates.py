"""Articles whose prose is that of an earlier one."""

COPIES = "CREATE TEMP TABLE copies_before AS SELECT article_id, duplicate_of FROM articles"
