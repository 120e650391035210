"""The case folder: staging, log, commit, lock, roll-forward. Knows files, not what they mean."""
