"""Answers → rival explanations: how likely each makes what was found. Arrays and values in and out."""
