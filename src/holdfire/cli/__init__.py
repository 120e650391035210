"""The command line: a thin face over intake and inquiry."""
