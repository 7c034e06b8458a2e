"""Annotation by spaCy: the only place that loads a model."""
