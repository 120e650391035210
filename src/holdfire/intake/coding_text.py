"""One text and several coders: what they make of it together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from holdfire.claims.coder import Coded, Coder, Proposal
from holdfire.claims.merging import ALSO_FOUND, merged
from holdfire.claims.usage import Usage
from holdfire.intake.coding_languages import code_readable
from holdfire.lexicon import Lexicon
from holdfire.model.document import Document
from holdfire.model.language import reads
from holdfire.model.layout import Layout
from holdfire.model.span import Span, anchor


def code_text(
    coders: Iterable[Coder], document: Document, text: str, lexicon: Lexicon, layout: Layout
) -> Coded:
    """Run each coder on what it reads and check each quote; of a claim found twice the first stays.

    Raises
    ------
    AnchorError
        Where a coder puts forward a quote that is not in the text.
    """
    every = [coded for coder in coders if (coded := code_readable(coder, document, text, lexicon, layout))]
    for claim in (claim for coded in every for claim in coded.claims):
        anchor(text, claim.quote, Span(start=claim.start, end=claim.end))
    claims, twice = merged(every)
    used = [coded.usage for coded in every if coded.usage is not None]
    return Coded(
        claims=claims,
        dropped=summed([*(coded.dropped for coded in every), {ALSO_FOUND: twice} if twice else {}]),
        proposals=_once(p for coded in every for p in coded.proposals),
        usage=sum(used, Usage()) if used else None,
    )


def is_uncoded(document: Document, coders: Iterable[Coder]) -> bool:
    """Say whether no coder reads the language of a document."""
    return not any(reads(coder.languages, document.language) for coder in coders)


def summed(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """Add up counts by reason, in the order of the reasons."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))


def summed_proposals(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Count each proposed name of several texts once, the most often named first."""
    found: dict[tuple[str, str | None], Proposal] = {}
    for proposal in proposals:
        known = found.get((proposal.id, proposal.alias_of))
        mentions = proposal.mentions + (known.mentions if known else 0)
        found[proposal.id, proposal.alias_of] = replace(known or proposal, mentions=mentions)
    return tuple(sorted(found.values(), key=lambda p: (-p.mentions, p.id)))


def _once(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Take each proposed name of one text once: several coders count the same mentions."""
    found: dict[tuple[str, str | None], Proposal] = {}
    for proposal in proposals:
        found.setdefault((proposal.id, proposal.alias_of), proposal)
    return tuple(sorted(found.values(), key=lambda p: (-p.mentions, p.id)))
