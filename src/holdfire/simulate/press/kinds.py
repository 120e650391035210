"""The kinds of report: how common each is and who writes it. One table for whoever plans or counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from holdfire.simulate.press import battles, copies, dealings, quarrelling, rounds, voices
from holdfire.simulate.press.desk import Assignment, Desk
from holdfire.simulate.press.report import Report

Writer = Callable[[Desk, Assignment], Report | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of report. share: of all reports; draws_on: whether it needs reports that are written."""

    name: str
    share: float
    write: Writer
    draws_on: bool = False


_ALL = (
    Kind(name="brief", share=0.16, write=battles.brief),
    Kind(name="communique", share=0.06, write=battles.communique),
    Kind(name="announcement", share=0.04, write=battles.announcement),
    Kind(name="strike", share=0.05, write=battles.strike),
    Kind(name="deal", share=0.05, write=dealings.deal),
    Kind(name="round_up", share=0.07, write=rounds.round_up),
    Kind(name="monitor", share=0.03, write=rounds.monitor),
    Kind(name="map_caption", share=0.03, write=rounds.map_caption),
    Kind(name="analysis", share=0.09, write=quarrelling.analysis),
    Kind(name="interview", share=0.04, write=voices.interview),
    Kind(name="rumours", share=0.04, write=voices.rumours),
    Kind(name="eyewitness", share=0.04, write=voices.eyewitness),
    Kind(name="obituary", share=0.03, write=voices.obituary),
    Kind(name="denial", share=0.06, write=quarrelling.denial, draws_on=True),
    Kind(name="both_sides", share=0.03, write=quarrelling.both_sides, draws_on=True),
    Kind(name="press_review", share=0.03, write=rounds.round_up, draws_on=True),
    Kind(name="translation", share=0.04, write=copies.translation, draws_on=True),
    Kind(name="reprint", share=0.05, write=copies.reprint, draws_on=True),
    Kind(name="syndicate", share=0.02, write=copies.syndicate, draws_on=True),
    Kind(name="light_edit", share=0.03, write=copies.light_edit, draws_on=True),
    Kind(name="rewrite", share=0.04, write=copies.rewrite, draws_on=True),
    Kind(name="correction", share=0.02, write=copies.correction, draws_on=True),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
