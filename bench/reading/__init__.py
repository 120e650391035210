"""The parts of `bench/coder.py`: gold, other corpora, what reading costs."""
