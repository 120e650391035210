"""Puts files into a case: choose the reader, run it, report every bad row, commit or leave untouched."""
