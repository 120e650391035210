"""Files of maps to control spells; one file a format."""
