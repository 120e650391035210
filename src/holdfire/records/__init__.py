"""Model values to and from JSON and TOML; the one place that knows the files' schema."""
