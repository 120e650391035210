"""Templates to pages: one environment, everything escaped, the shared pieces of the dossier within reach."""

from functools import lru_cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from holdfire.case.folder import Case
from holdfire.dossier.page import piece_words
from holdfire.dossier.words import (
    VERDICT_HEADING,
    VERDICT_SHORT,
    count,
    counted,
    form_name,
    prose_date,
    question_sentence,
)
from holdfire.model.claim import family_of
from holdfire.web import claim_words, field_words, wording
from holdfire.web.document_rows import titles_of
from holdfire.web.highlights import LAYERS
from holdfire.web.shell import keys_of, shell
from holdfire.web.site import site_of


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Make the environment once; templates are part of the package and don't change while it runs."""
    return Environment(
        loader=ChoiceLoader([PackageLoader("holdfire.web"), PackageLoader("holdfire.dossier")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    request: Request, case: Case, template: str, *, key: str, status: int = 200, **values: object
) -> HTMLResponse:
    """Render a screen inside the frame; key: which entry of the rail is the current one."""
    site = site_of(request)
    html = (
        environment()
        .get_template(template)
        .render(**_words(), shell=shell(case), key=key, token=site.token, user=site.user, **values)
    )
    return HTMLResponse(html, status)


def part(request: Request, template: str, **values: object) -> HTMLResponse:
    """Render a part of a screen, which the screen's own script puts in its place."""
    site = site_of(request)
    html = environment().get_template(template).render(**_words(), token=site.token, user=site.user, **values)
    return HTMLResponse(html)


def _words() -> dict[str, object]:
    return {
        **piece_words(),
        "count": count,
        "counted": counted,
        "form_name": form_name,
        "prose_date": prose_date,
        "question_sentence": question_sentence,
        "family_of": family_of,
        "family_word": wording.FAMILY_WORD,
        "family_bar": wording.family_bar,
        "claim_date": wording.claim_date,
        "claim_places": wording.claim_places,
        "span_words": wording.span_words,
        "figure_words": claim_words.figure_words,
        "own_words": claim_words.own_words,
        "place_basis": claim_words.place_basis,
        "choice_words": claim_words.choice_words,
        "speaker_word": claim_words.SPEAKER_WORD,
        "decision_words": claim_words.decision_words,
        "own_decision": claim_words.own_decision,
        "place_words": wording.place_words,
        "names_of": wording.names_of,
        "counterpart_word": wording.counterpart_word,
        "fits_of": wording.fits_of,
        "wishes_of": wording.wishes_of,
        "heading_of": VERDICT_HEADING.__getitem__,
        "verdict_short": VERDICT_SHORT,
        "placed": claim_words.placed,
        "check_words": claim_words.CHECKED,
        "layers": LAYERS,
        "keys_of": keys_of,
        "unit_word": wording.unit_word,
        "field_label": field_words.LABELS,
        "in_fields": field_words.in_fields,
        "by_first": wording.by_first,
        "titles_of": titles_of,
    }
