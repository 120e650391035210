"""A question and its answers to one page that anyone can check. Renders; computes nothing."""
