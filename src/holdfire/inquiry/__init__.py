"""Asks a case: grouping, registration, tests, placebos, checks; one file an arrow."""
