"""A deal as JSON: flat passages, what each side gives and gets, "return" where Python must say in_return."""

from collections.abc import Mapping

from holdfire.model.deal import Deal, Term, Words
from holdfire.records.values import fields_of, to_builtins


def deal_record(deal: Deal, filenames: Mapping[str, str]) -> dict[str, object]:
    """Write a deal for readers outside.

    Parameters
    ----------
    filenames
        Folder of a document → the name of its file, by which passages name it; both are given.
    """

    def passage(words: Words) -> dict[str, object]:
        return {
            "document": filenames[words.document],
            "folder": words.document,
            "start": words.start,
            "end": words.end,
            "quote": words.quote,
            "said_by": list(words.said_by),
        }

    def short(term: Term) -> dict[str, object]:
        return {"what": term.what, "agreed": term.agreed, "quote": term.words.quote}

    whole = fields_of(deal)
    return {
        **{name: whole[name] for name in ("id", "kind", "kinds", "standing", "parties")},
        "guarantors": [
            {"name": g.words.quote, "actors": list(g.actors), "role": g.role, **passage(g.words)}
            for g in deal.guarantors
        ],
        **{name: whole[name] for name in ("date", "date_basis", "places")},
        "told": [passage(words) for words in deal.told],
        "terms": [
            {
                "giver": list(term.giver),
                "receiver": list(term.receiver),
                "what": term.what,
                "agreed": term.agreed,
                "figures": to_builtins(term.figures),
                **passage(term.words),
            }
            for term in deal.terms
        ],
        "sides": [
            {
                "party": party,
                "gives": [short(term) for term in deal.gives(party)],
                "gets": [short(term) for term in deal.gets(party)],
            }
            for party in deal.parties
        ],
        "return": deal.in_return.value,
        "return_said": [{"says": a.says, **passage(a.words)} for a in deal.return_said],
        "kept": deal.kept.value,
        "kept_said": [{"says": a.says, **passage(a.words)} for a in deal.kept_said],
        "claims": list(deal.claims),
        "documents": [filenames[folder] for folder in deal.documents],
        "folders": list(deal.documents),
        "because": list(deal.because),
    }
