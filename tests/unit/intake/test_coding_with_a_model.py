"""A case read with a language model: only when it is named, paid for once, within its limits."""

import json
import pathlib
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import ACTORS, documents
from holdfire.case.folder import SETTINGS, Case
from holdfire.errors import CoderError, EndpointError, InputError
from holdfire.inquiry.reading import claims
from holdfire.intake.coding import code_claims, sending
from holdfire.intake.coding_report import LEFT_OUT
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.model.actor import Actor
from holdfire.records.registry import write_registry

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
SIDES = (Actor(id="crown", name="Crown of Velmar"), Actor(id="league", name="River League"))
TEXT = (
    "The River League attacked the Crown of Velmar near Ost. "
    "The Crown of Velmar discomfited the River League."
)
BOTH = ("rules", "model")
DISCOMFITED = {
    "quote": "The Crown of Velmar discomfited the River League",
    "act": "discomfited",
    "kind": "strike",
    "side_a": ["Crown of Velmar"],
    "side_b": ["River League"],
}
ATTACKED = {
    "quote": "The River League attacked the Crown of Velmar",
    "act": "attacked",
    "kind": "attack",
    "side_a": ["River League"],
    "side_b": ["Crown of Velmar"],
}


def configure(case: Case, url: str, **keys: object) -> None:
    lines = [
        f"{key} = {json.dumps(value)}" for key, value in {"url": url, "model": "recorded", **keys}.items()
    ]
    text = 'title = "x"\n[coders.model]\n' + "\n".join(lines) + "\n"
    case.commit(ACT, "settings", write={SETTINGS: text.encode()})


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    registry = tmp_path / "actors.toml"
    registry.write_text(write_registry(SIDES))
    case = new_case(tmp_path / "case", title="x", actors=registry, act=ACT)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Report {name} of the River League. {TEXT}")
        add_documents(case, [tmp_path / f"{name}.txt"], About(published=date(2017, 3, 5)), ACT)
    return case


@pytest.fixture
def configured(case: Case, chat) -> Case:
    configure(case, chat.url, price_in=2.0, price_out=10.0)
    chat.claims = [ATTACKED, DISCOMFITED, {**DISCOMFITED, "quote": "The Crown discomfited nobody"}]
    return case


def test_nothing_is_sent_unless_the_model_is_named(configured: Case, chat):
    code_claims(configured, ACT)
    code_claims(configured, ACT, again=True, recode=True)
    assert chat.asked == []
    assert {claim.coder.partition("/")[0] for claim in claims(configured)} == {"rules"}


def test_a_model_that_is_not_configured_is_an_error_that_says_how(case: Case):
    with pytest.raises(CoderError, match=r"\[coders.model\] with `url` and `model`"):
        code_claims(case, ACT, coders=BOTH)


def test_of_a_claim_that_both_find_the_rules_stay_and_the_model_adds_its_own(configured: Case, chat):
    report = code_claims(configured, ACT, coders=BOTH)
    found = {(claim.kind, claim.coder.partition("/")[0]) for claim in claims(configured)}
    assert found == {("attack", "rules"), ("strike", "model")}
    assert report.dropped["found by another coder too"] == 2
    assert report.dropped["quote not found"] == 2
    assert set(report.dropped) <= set(LEFT_OUT)
    assert len(chat.asked) == 2
    assert check_files(configured) == ()


def test_tokens_and_cost_stand_in_the_report_and_beside_the_claims(configured: Case):
    report = code_claims(configured, ACT, coders=["model"])
    assert report.spent is not None
    assert (report.spent.usage.paid_in, report.spent.usage.paid_out) == (2_000, 100)
    assert report.spent.cost == pytest.approx(0.005)
    assert any("2 answers for 2,000 tokens in and 100 out (cost 0.0050)" in s for s in report.sentences())
    coding = json.loads(configured.read(f"documents/{documents(configured)[0].folder}/coding.json"))
    assert coding["asked"] == ["model"]
    assert (coding["usage"]["answers"], coding["usage"]["tokens_in"]) == (1, 1_000)


def test_a_second_run_costs_nothing_and_gives_the_same_bytes(configured: Case, chat):
    code_claims(configured, ACT, coders=BOTH)
    logged = configured.logged()
    report = code_claims(configured, ACT, coders=BOTH, again=True, recode=True)
    assert len(chat.asked) == 2
    assert report.spent is not None
    assert (report.spent.usage.paid_answers, report.spent.cost) == (0, 0.0)
    assert configured.logged() == logged
    assert code_claims(configured, ACT, coders=BOTH).unchanged == 2


def test_claims_of_a_model_stay_where_a_later_run_names_no_coder(configured: Case):
    code_claims(configured, ACT, coders=BOTH)
    before = claims(configured)
    report = code_claims(configured, ACT)
    assert (report.unchanged, report.kept.changes) == (2, ())
    assert claims(configured) == before


def test_a_changed_registry_sends_nothing_by_itself_and_says_what_to_name(configured: Case, chat):
    code_claims(configured, ACT, coders=BOTH)
    renamed = (Actor(id="king", name="Crown of Velmar"), SIDES[1])
    configured.commit(ACT, "actors", write={ACTORS: write_registry(renamed).encode()})
    report = code_claims(configured, ACT)
    assert len(chat.asked) == 2
    assert any("--coder model --coder rules" in sentence for sentence in report.sentences())
    code_claims(configured, ACT, coders=BOTH)
    assert len(chat.asked) == 2  # the names that a text has are the same, and so is what would be sent
    assert "king" in {side for claim in claims(configured) for side in claim.side_a}


def test_what_would_be_sent_is_told_without_sending(configured: Case, chat):
    assert sending(configured, coders=["rules"]) is None
    told = sending(configured, coders=BOTH)
    assert told is not None
    assert chat.asked == []
    assert (told.documents, told.requests, told.local, told.tokens_out) == (2, 2, True, 8_192)
    assert told.cost == pytest.approx((told.tokens_in * 2 + told.tokens_out * 10) / 1_000_000)
    assert told.sentences()[0].startswith(
        f"to {told.host}, on this machine: the text of 2 documents in 2 requests"
    )
    code_claims(configured, ACT, coders=BOTH)
    told = sending(configured, coders=BOTH, again=True)
    assert told is not None
    assert told.requests == 0
    assert told.sentences()[0].startswith("nothing to send")


def test_documents_in_a_language_that_nobody_reads_are_not_sent(
    configured: Case, chat, tmp_path: pathlib.Path
):
    (tmp_path / "three.txt").write_text(
        "La Liga del Norte atacó a la Corona de Velmar cerca de Ost. River League. "
        "El ejército tomó dos pueblos ayer por la noche."
    )
    (added,) = add_documents(configured, [tmp_path / "three.txt"], About(), ACT).added
    assert added.language == "es"
    told = sending(configured, coders=["model"])
    assert told is not None
    assert told.documents == 2
    code_claims(configured, ACT, coders=["model"])
    assert not any("Liga" in text for text in chat.texts())


def test_an_endpoint_that_fails_leaves_what_was_answered(configured: Case, chat):
    chat.script = [(200, {}, chat.completion()), (401, {}, b"")]
    with pytest.raises(EndpointError, match="refuses the key"):
        code_claims(configured, ACT, coders=["model"])
    assert len(chat.asked) == 2
    report = code_claims(configured, ACT, coders=["model"])
    assert len(chat.asked) == 3
    assert report.spent is not None
    assert (report.spent.usage.answers, report.spent.usage.paid_answers) == (2, 1)


@pytest.mark.parametrize(("limit", "value"), [("max_documents", 1), ("max_tokens", 2_000)])
def test_a_run_stops_before_its_limits_and_goes_on_in_the_next(
    configured: Case, chat, limit: str, value: int
):
    configure(configured, chat.url, **{limit: value})
    with pytest.raises(EndpointError, match=limit):
        code_claims(configured, ACT, coders=["model"])
    assert len(chat.asked) == 1
    assert len(code_claims(configured, ACT, coders=["model"]).coded) == 2
    assert len(chat.asked) == 2


def test_the_key_comes_from_the_environment_and_stands_nowhere(
    configured: Case, chat, monkeypatch: pytest.MonkeyPatch
):
    configure(configured, chat.url, key_env="HOLDFIRE_TEST_KEY")
    monkeypatch.delenv("HOLDFIRE_TEST_KEY", raising=False)
    with pytest.raises(CoderError, match=r"HOLDFIRE_TEST_KEY of .* is not set; nothing was sent"):
        code_claims(configured, ACT, coders=["model"])
    monkeypatch.setenv("HOLDFIRE_TEST_KEY", "two words")
    with pytest.raises(CoderError, match="is no key") as error:
        code_claims(configured, ACT, coders=["model"])
    assert "two words" not in str(error.value)
    assert chat.asked == []
    monkeypatch.setenv("HOLDFIRE_TEST_KEY", "sk-very-secret")
    code_claims(configured, ACT, coders=["model"])
    assert set(chat.keys) == {"Bearer sk-very-secret"}
    files = [path for path in configured.path.rglob("*") if path.is_file()]
    assert any(".cache" in path.parts for path in files)
    assert not any(b"sk-very-secret" in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ('use = ["model"]', "say --coder model"),
        ("us = 1", "`us` is not known; known are use, model"),
        ('use = "rules"', "Expected `array`"),
        ('[coders.model]\nurl = "x"', "missing required field `model`"),
        ('[coders.model]\nurl = "x"\nmodel = "m"\nmax_token = 1', "`max_token` is not known"),
        ('[coders.model]\nurl = "x"\nmodel = "m"\nmax_tokens = 0', "`max_tokens` must be a number above 0"),
        ('[coders.model]\nurl = "x"\nmodel = "m"\nprice_in = -1', "`price_in` must be a price"),
        ('[coders.model]\nurl = "x"\nmodel = "m"\nkey_env = "sk-12 34"', "name of an environment variable"),
        (
            '[coders.model]\nurl = "x"\nmodel = "m"\napi_key = "sk-1234"',
            "a secret does not belong in the case",
        ),
    ],
)
def test_settings_with_a_slip_are_refused_by_their_key(case: Case, keys: str, why: str):
    text = f'title = "x"\n[coders]\n{keys}\n'
    case.commit(ACT, "settings", write={SETTINGS: text.encode()})
    with pytest.raises(InputError, match=why) as error:
        code_claims(case, ACT)
    assert "sk-1" not in str(error.value)


def test_a_case_names_its_coders(case: Case):
    case.commit(ACT, "settings", write={SETTINGS: b'title = "x"\n[coders]\nuse = ["nobody"]\n'})
    with pytest.raises(CoderError, match="no coder is called 'nobody'; there are: rules, model"):
        code_claims(case, ACT)
    case.commit(ACT, "settings", write={SETTINGS: b'title = "x"\n[coders]\nuse = ["rules"]\n'})
    assert len(code_claims(case, ACT).coded) == 2
