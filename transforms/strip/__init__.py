"""From raw text to blocks, each with a kind and the rule that gave it."""
