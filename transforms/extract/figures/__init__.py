"""Figures: numbers with what they count, what happened, who says so and as of when."""
