"""Who a side of a claim may be: actors of the registry, sides that coders proposed, civilians."""

from holdfire.actors.registry import Registry, fold_name
from holdfire.actors.sides import CIVILIANS
from holdfire.case.contents import actors
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviewed_claims
from holdfire.errors import RegistryError
from holdfire.intake.coding import Coding
from holdfire.records.values import decode


class Sides:
    """The sides of a case by any of their names."""

    def __init__(self, case: Case) -> None:
        self._registry = Registry(actors(case))
        claims = reviewed_claims(case).claims
        named = {side for c in claims for sides in (c.side_a, c.side_b, c.against) for side in sides}
        codings = [decode(case.read(n), Coding, source=n) for n in case.names("documents/*/coding.json")]
        names = {
            name: p.alias_of or p.id
            for coding in codings
            for p in coding.proposals
            for name in (p.name, p.id)
        }
        known = {**names, **{side: side for side in sorted(named)}}
        self._proposed = {fold_name(name): side for name, side in known.items()}

    def find(self, name: str) -> str:
        """Give the id of the side that is meant; raise RegistryError with near names where there is none."""
        if fold_name(name) == CIVILIANS:
            return CIVILIANS
        try:
            return self._registry.find(name).id
        except RegistryError:
            if (proposed := self._proposed.get(fold_name(name))) is not None:
                return proposed
            raise
