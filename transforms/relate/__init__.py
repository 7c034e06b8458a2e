"""Articles of all nights in, what they have to do with each other out: copies, stories, threads."""
