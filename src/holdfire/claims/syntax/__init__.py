"""Sentences read with a dependency parser, where one is installed; spaCy is loaded on first use only."""

from holdfire.claims.syntax.parsed import Parsed
from holdfire.claims.syntax.parser import Parser, parser
from holdfire.claims.syntax.trees import Tree

__all__ = ["Parsed", "Parser", "Tree", "parser"]
