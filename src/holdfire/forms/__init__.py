"""Samples to findings: the statistical tests, one file each."""
