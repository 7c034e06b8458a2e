"""What is found in an annotated article: mentions, quotations, figures."""
