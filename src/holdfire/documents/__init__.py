"""An original file to its text layer; one file a format."""
