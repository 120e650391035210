"""Who repeats whom."""
