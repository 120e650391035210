"""Rows to the samples that forms take; one file a sample."""
