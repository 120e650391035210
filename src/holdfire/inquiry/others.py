"""Of whom else a form is asked: other pairs of the same war, of which nobody alleges anything."""

from dataclasses import dataclass

import numpy as np

from holdfire.forms.samples import Attacks
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.dyads import busy_dyads, busy_pairs, in_period
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad

MOST_PAIRS = 200  # dyad pairs tried, the busiest first: the rest of a large war adds time and no insight
MOST_DYADS = 100

PairOfLabels = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A pair or triple that is asked about as the allegation's is.

    pair: two dyads whose fights with anybody are set side by side, for forms that read no more than these.
    """

    a: str = ""
    b: str = ""
    c: str = ""
    pair: tuple[PairOfLabels, PairOfLabels] | None = None

    @property
    def dyads(self) -> list[list[str]]:
        """Name the dyads in an order that doesn't depend on which is called A."""
        if self.pair is not None:
            return [list(dyad) for dyad in self.pair]
        if not self.c:
            return [sorted((self.a, self.b))]
        return [sorted((end, self.c)) for end in sorted((self.a, self.b))]


def others_for(chosen: AnyForm, war: War) -> tuple[Other, ...]:
    """List of whom else a form is asked, the busiest first.

    Forms over two series of attacks: every two other dyads, whomever they fight. Other forms that ask for a
    C: two who both fought somebody in the asked area and period. Forms over A and B alone: every two who
    fought each other anywhere at any date, since silence is what may be found.
    """
    if chosen.needs is Attacks:
        return tuple(Other(pair=((d.first, d.second), (e.first, e.second))) for d, e in _two_dyads(war))
    if chosen.needs_c:
        now = in_period(war) & war.inside
        shared = ((d, e, shared_actor(d, e)) for d, e in busy_pairs(busy_dyads(war, now)))
        found = ((other_end(d, c), other_end(e, c), c) for d, e, c in shared if c)
        asked = ({war.a, war.b}, war.c)
        return tuple(Other(a=a, b=b, c=c) for a, b, c in found if ({a, b}, c) != asked)[:MOST_DYADS]
    dyads = busy_dyads(war, np.ones(len(war.events), dtype=np.bool_))
    return tuple(Other(a=d.first, b=d.second) for d in dyads if {d.first, d.second} != {war.a, war.b})[
        :MOST_DYADS
    ]


def _two_dyads(war: War) -> list[tuple[Dyad, Dyad]]:
    """List the busiest pairs of dyads of the period, but the asked one."""
    asked = {Dyad(war.a, war.c), Dyad(war.b, war.c)}
    candidates = busy_pairs(busy_dyads(war, in_period(war)))[:MOST_PAIRS]
    return [pair for pair in candidates if set(pair) != asked]


def shared_actor(one: Dyad, two: Dyad) -> str:
    """Name the actor that two dyads share; "" for none."""
    return next((actor for actor in (one.first, one.second) if actor in two), "")


def other_end(dyad: Dyad, actor: str) -> str:
    """Name the other actor of a dyad."""
    return dyad.second if dyad.first == actor else dyad.first
