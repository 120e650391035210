"""Parts of bench/simulated.py."""
