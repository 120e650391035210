"""Holders of ground as maps name them: told by their actor where the registry knows just one of the name."""

from collections.abc import Callable

from holdfire.actors.names import fold_name
from holdfire.actors.registry import Registry


def holder_label(registry: Registry) -> Callable[[str], str]:
    """Give what maps a holder's name to the id of its actor, else to the name without case and accents."""

    def label(name: str) -> str:
        meant = {bearing.actor.id for bearing in registry.meant(name)}
        return meant.pop() if len(meant) == 1 else fold_name(name)

    return label
