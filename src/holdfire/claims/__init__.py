"""A text layer to claims; one file a coder."""
