"""A simulated war's allegations at the end: what was found out, and what really happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.case.folder import Case
from holdfire.dossier.words import VERDICT_SHORT
from holdfire.inquiry import reading
from holdfire.intake.simulated import TRUTH, truth_in
from holdfire.model.allegation import Triple
from holdfire.simulate.known import KnownAllegation

BEHIND: Mapping[str, str] = {
    "collusion": "their leaderships had agreed on it",
    "tacit": "they spared each other without a word",
    "local_deal": "commanders of some places had agreed, the leaderships had not",
    "capacity": "they couldn't fight as they would have",
    "artefact": "they fought, and the data set didn't see it",
    "plain": "nothing but the war lies behind it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOut:
    """An allegation that was asked: question, parties by name, what was found and what is true."""

    question: str
    sentence: str
    found: str
    true: bool
    behind: str


def found_out(case: Case) -> tuple[FoundOut, ...]:
    """Put the truth beside what was answered; nothing of what wasn't asked, and nothing of a real war."""
    if TRUTH not in case.logged():
        return ()
    labels = reading.names_of(case)
    told = {_triple(said): said for said in truth_in(case).war.allegations}
    found: list[FoundOut] = []
    for asked in reading.questions(case):
        verdict = reading.verdict_of(reading.answers(case, asked.id))
        said = told.get(asked.triple)
        if verdict is not None and said is not None:
            names = [labels[party] for party in (said.a, said.b, said.against)]
            found.append(
                FoundOut(
                    question=asked.id,
                    sentence="{} and {} cooperate against {}".format(*names),
                    found=VERDICT_SHORT[verdict],
                    true=said.true,
                    behind=BEHIND[said.explanation],
                )
            )
    return tuple(found)


def _triple(said: KnownAllegation) -> Triple:
    return Triple(a=(said.a,), b=(said.b,), against=(said.against,))
