"""From raw files to articles and rejections."""
