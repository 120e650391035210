"""Coders of other packages: loaded when they are named, signed with their distribution, held to our forms."""

import hashlib
import pathlib
import sys
from dataclasses import replace

import pytest

from holdfire.claims import CODERS, Coder, coder_names, coders_named, rules
from holdfire.claims.coder import Coded
from holdfire.claims.merging import merged
from holdfire.errors import CoderError
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.model.layout import NO_LAYOUT

TEXT = "The Orla Union attacked the Brask League near Osk on 3 March 2031."
LEXICON = Lexicon((Actor(id="orla", name="Orla Union"), Actor(id="brask", name="Brask League")))
MODULE = """
from dataclasses import replace

from holdfire.claims import CODERS, Coder

def code(document, text, lexicon, layout):
    coded = CODERS[0].code(document, text, lexicon, layout)
    claims = (replace(claim, coder="rules/2", kind={kind!r}) for claim in coded.claims)
    return replace(coded, claims=tuple(claims))

CODER = Coder(name="mine/3", code=code)
OTHER = 3
"""


@pytest.fixture
def install(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    """Install a distribution with entry points, as an installer lays it out."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def add(name: str, entries: str, module: str = "", kind: str = "attack") -> None:
        info = tmp_path / f"{name.replace('-', '_')}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[holdfire.coders]\n{entries}\n")
        if module:
            (tmp_path / f"{module}.py").write_text(MODULE.replace("{kind!r}", repr(kind)))

    yield add
    for module in ("their_coder", "their_second"):
        sys.modules.pop(module, None)


def code(coder: Coder) -> Coded:
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    document = Document(folder=sha, filename="x.txt", sha256=sha, text_sha256=sha, media_type="text/plain")
    return coder.code(document, TEXT, LEXICON, NO_LAYOUT)


def test_built_in_coders_go_by_their_name_without_a_version():
    assert coders_named(["rules"], CODERS, {}) == CODERS
    assert coders_named(["rules", "rules"], CODERS, {}) == CODERS


def test_an_unknown_name_lists_what_there_is(install):
    install("their-coders", "mine = their_coder:CODER")
    with pytest.raises(CoderError, match=r"no coder is called 'yours'; there are: rules, model, mine$"):
        coders_named(["yours"], CODERS, {"model": lambda: CODERS[0]})
    assert "their_coder" not in sys.modules


def test_a_package_is_loaded_when_it_is_named_and_signs_its_claims(install):
    install("their-coders", "mine = their_coder:CODER", "their_coder")
    assert coder_names(CODERS) == ("rules", "mine")
    coders_named(["rules"], CODERS, {})
    assert "their_coder" not in sys.modules
    (coder,) = coders_named(["mine"], CODERS, {})
    assert coder.name == "mine/3 (their-coders 1.2)"
    assert {claim.coder for claim in code(coder).claims} == {coder.name}


def test_two_packages_with_one_name_are_told_apart_by_nobody(install):
    install("their-coders", "mine = their_coder:CODER", "their_coder")
    install("more-coders", "mine = their_second:CODER", "their_second")
    with pytest.raises(CoderError, match=r"more-coders 1\.2 and their-coders 1\.2"):
        coders_named(["mine"], CODERS, {})


def test_no_package_takes_the_place_of_a_built_in_coder(install):
    install("their-coders", "rules = their_coder:CODER", "their_coder")
    assert coders_named(["rules"], CODERS, {}) == CODERS
    assert coder_names(CODERS) == ("rules",)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("mine = not_there:CODER", "can't be loaded: ModuleNotFoundError"),
        ("mine = their_coder:NOTHING", "can't be loaded: AttributeError"),
        ("mine = their_coder:OTHER", "no holdfire.claims.Coder but a int"),
    ],
)
def test_what_is_no_coder_is_an_error_that_names_its_package(install, entry: str, why: str):
    install("their-coders", entry, "their_coder")
    with pytest.raises(CoderError, match=f"'mine' of their-coders 1.2.*{why}"):
        coders_named(["mine"], CODERS, {})


def test_a_claim_of_an_unknown_kind_is_refused(install):
    install("their-coders", "mine = their_coder:CODER", "their_coder", kind="betray")
    (coder,) = coders_named(["mine"], CODERS, {})
    with pytest.raises(CoderError, match=r"mine/3 \(their-coders 1.2\) gives a claim of the kind 'betray'"):
        code(coder)


def test_of_a_claim_that_two_coders_find_the_first_one_s_stays():
    first = code(rules.coder(None))
    (claim,) = first.claims
    start = claim.start + 4
    shorter = replace(
        claim,
        id=claim_id(claim.document, start, claim.end, claim.kind, 0),
        start=start,
        quote=claim.quote[4:],
        coder="other/1",
    )
    other_kind = replace(shorter, id="c_1", kind="strike")
    kept, twice = merged([first, Coded(claims=(shorter, other_kind))])
    assert kept == (claim, other_kind)
    assert twice == 1
    assert merged([Coded(claims=(claim, shorter))])[1] == 0  # one coder may say two things of one clause
