"""What a run of the coders did, and how a reader is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.claims.coder import Proposal
from holdfire.claims.merging import ALSO_FOUND
from holdfire.claims.usage import Usage
from holdfire.intake.coding_languages import OTHER_LANGUAGE
from holdfire.intake.recoding import Recoding
from holdfire.model.language import language_name

LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "purpose": ("purpose, which is no fact", "purposes, which are no facts"),
    "attempt": ("attempt that is not said to have succeeded", "attempts that are not said to have succeeded"),
    "condition": ("condition (“if”, “unless”)", "conditions (“if”, “unless”)"),
    "hypothetical": ("supposition (“would”, “could”)", "suppositions (“would”, “could”)"),
    "question": ("question", "questions"),
    "menu": ("passage of a menu", "passages of menus"),
    "cut sentence": (
        "link between two parts of a sentence too long to read whole",
        "links between parts of sentences too long to read whole",
    ),
    "comment": ("passage of a comment box", "passages of comment boxes"),
    "mail_header": ("head of a mail", "heads of mails"),
    "signature": ("passage of a signature", "passages of signatures"),
    OTHER_LANGUAGE: (
        "paragraph in a language that the coder does not read",
        "paragraphs in languages that the coder does not read",
    ),
    "negated": ("event said not to have happened", "events said not to have happened"),
    "no evidence": ("thing said to lack evidence", "things said to lack evidence"),
    "said before": ("repetition within its document", "repetitions within their documents"),
    ALSO_FOUND: ("claim that another coder found too", "claims that other coders found too"),
    "quote not found": ("quote that is not in the text", "quotes that are not in the text"),
    "quote ambiguous": ("quote that stands in several places", "quotes that stand in several places"),
    "context not found": ("context that is not in the text", "contexts that are not in the text"),
    "context ambiguous": ("context that stands in several places", "contexts that stand in several places"),
    "act not found": ("act that is not in its quote", "acts that are not in their quotes"),
    "act ambiguous": ("act that its quote names twice", "acts that their quotes name twice"),
    "act is no act": ("act named by no verb or noun", "acts named by no verb or noun"),
    "quote over several sentences": ("quote over several sentences", "quotes over several sentences"),
    "quote outside a statement": ("quote of a heading or question", "quotes of headings or questions"),
    "kind unknown": ("claim of an unknown kind", "claims of unknown kinds"),
    "side not in the quote": ("side that is not in its quote", "sides that are not in their quotes"),
    "side unknown": ("side that is no name", "sides that are no names"),
    "no side": ("claim without a side", "claims without a side"),
    "place not in the quote": ("place that is not in its quote", "places that are not in their quotes"),
    "figure not in the quote": ("figure that is not in its quote", "figures that are not in their quotes"),
    "the clause says the opposite": ("absence that its clause denies", "absences that their clauses deny"),
    "claim unreadable": ("claim in no form of ours", "claims in no form of ours"),
    "answer unreadable": ("answer in no form of ours", "answers in no form of ours"),
    "claim beyond the limit of an answer": ("claim too many in an answer", "claims too many in an answer"),
    "not anchored": ("passage whose characters were not found", "passages whose characters were not found"),
}
"""What a coder leaves out, one of it and several, by its reason; a reason not listed is shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a run paid to a language model; cost: in the currency of its prices, None where one is not set."""

    usage: Usage
    cost: float | None

    def sentence(self) -> str:
        """Say it in a line for a reader."""
        used = self.usage
        cached = used.answers - used.paid_answers
        price = "cost unknown, since no prices are set" if self.cost is None else f"cost {self.cost:.4f}"
        return (
            f"the model gave {used.paid_answers} answer{'s' if used.paid_answers != 1 else ''} for "
            f"{used.paid_in:,} tokens in and {used.paid_out:,} out ({price}); {cached} came from the cache"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingReport:
    """What a run coded: documents by folder, how many claims, what was dropped, sides that nobody knows.

    uncoded: file names of all documents that no coder reads, by language. replaced: what changed in documents
    that were coded before. kept: what would change in documents that keep their claims until someone agrees.
    asked_before: the coders that a command once named for these. spent: on a language model.
    """

    coded: tuple[str, ...]
    unchanged: int
    claims: int
    dropped: Mapping[str, int]
    proposals: tuple[Proposal, ...]
    uncoded: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    replaced: Recoding = field(default_factory=Recoding)
    kept: Recoding = field(default_factory=Recoding)
    asked_before: tuple[str, ...] = ()
    spent: Spending | None = None

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        documents = f"{len(self.coded)} document{'s' if len(self.coded) != 1 else ''}"
        found = f"{self.claims} claim{'s' if self.claims != 1 else ''}"
        already = f"{self.unchanged} {'was' if self.unchanged == 1 else 'were'} coded already"
        said = [f"coded {documents} ({found}); {already}"]
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
        if self.asked_before:
            named = " ".join(f"--coder {name}" for name in self.asked_before)
            said.append(f"some were coded with {named}; say so again to read them anew")
        if self.spent is not None:
            said.append(self.spent.sentence())
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
