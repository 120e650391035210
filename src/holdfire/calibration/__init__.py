"""Simulated wars → intake → coder → forms → weighing → verdict, many times, against what was true."""
