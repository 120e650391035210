"""Schemes of event tables, as data; one file a scheme."""
