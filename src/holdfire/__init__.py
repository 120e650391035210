"""From an allegation of secret cooperation in a war to a test that anyone can check."""

__version__ = "0.1.0"
