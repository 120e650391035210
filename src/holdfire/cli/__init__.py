"""The command line: a thin face over intake and inquiry."""

from holdfire.cli.main import main

__all__ = ["main"]
