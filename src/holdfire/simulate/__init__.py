"""A war with known truth and its press."""
