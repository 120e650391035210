"""What the forms cost, measured part by part."""
