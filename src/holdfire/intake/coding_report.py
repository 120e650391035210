"""What a run of the coders did, and how a reader is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.claims.coder import Proposal
from holdfire.intake.recoding import Recoding
from holdfire.model.language import language_name

LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "purpose": ("purpose, which is no fact", "purposes, which are no facts"),
    "attempt": ("attempt that is not said to have succeeded", "attempts that are not said to have succeeded"),
    "condition": ("condition (“if”, “unless”)", "conditions (“if”, “unless”)"),
    "hypothetical": ("supposition (“would”, “could”)", "suppositions (“would”, “could”)"),
    "question": ("question", "questions"),
    "menu": ("passage of a menu", "passages of menus"),
    "comment": ("passage of a comment box", "passages of comment boxes"),
    "mail_header": ("head of a mail", "heads of mails"),
    "signature": ("passage of a signature", "passages of signatures"),
    "negated": ("event said not to have happened", "events said not to have happened"),
    "no evidence": ("thing said to lack evidence", "things said to lack evidence"),
    "said before": ("repetition within its document", "repetitions within their documents"),
    "not anchored": ("passage whose characters were not found", "passages whose characters were not found"),
}
"""What a coder leaves out, one of it and several, by its reason; a reason not listed is shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingReport:
    """What a run coded: documents by folder, how many claims, what was dropped, sides that nobody knows.

    uncoded: file names of all documents that no coder reads, by language. replaced: what changed in documents
    that were coded before. kept: what would change in documents that keep their claims until someone agrees.
    """

    coded: tuple[str, ...]
    unchanged: int
    claims: int
    dropped: Mapping[str, int]
    proposals: tuple[Proposal, ...]
    uncoded: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    replaced: Recoding = field(default_factory=Recoding)
    kept: Recoding = field(default_factory=Recoding)

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        documents = f"{len(self.coded)} document{'s' if len(self.coded) != 1 else ''}"
        found = f"{self.claims} claim{'s' if self.claims != 1 else ''}"
        said = [f"coded {documents} ({found}); {self.unchanged} were coded already"]
        if self.dropped:
            said.append(f"left out: {'; '.join(_left_out(why, n) for why, n in self.dropped.items())}")
        if self.proposals:
            said.append(f"names that actors.toml does not know: {', '.join(map(_proposed, self.proposals))}")
        said += [_uncoded(language, names) for language, names in self.uncoded.items()]
        if self.replaced.changes:
            said.append(f"changed by coding again: {self.replaced.summary()}")
        if self.kept.changes:
            said.append(f"kept, though the coders read them otherwise now: {self.kept.summary()}")
            said.append("holdfire claims --diff shows what would change, --recode changes it")
        return tuple(said)


def _uncoded(language: str, names: Sequence[str]) -> str:
    number = "1 document is" if len(names) == 1 else f"{len(names)} documents are"
    return f"{number} uncoded: no coder reads {language_name(language)} ({', '.join(names)})"


def _left_out(reason: str, number: int) -> str:
    one, several = LEFT_OUT.get(reason, (reason, reason))
    return f"{number} {one if number == 1 else several}"


def _proposed(proposal: Proposal) -> str:
    whose = f", read as {proposal.alias_of}" if proposal.alias_of else ""
    return f"{proposal.name} ({proposal.mentions}×{whose})"
