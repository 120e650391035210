"""Rival explanations as a page and as JSON: evidence, probabilities only with a prior, reasons where none."""

import html
import json
import re
from dataclasses import replace

import numpy as np
import pytest
from made_up_tables import table

from holdfire.case.act import Act
from holdfire.inquiry.weighed.weighing import FOLDER
from holdfire.records.values import encode
from holdfire.web.hypothesis_pages import row_of
from holdfire.web.hypothesis_words import in_words, percent, tenths, title_of
from holdfire.weighing.comparing import full_prior, posterior, posterior_ranges
from holdfire.weighing.tables import Size, shipped_tables, write_table

QUESTION = "q_1a2b3c4d5e6f"
PAGE, API = f"/hypotheses/{QUESTION}", f"/api/hypotheses/{QUESTION}"
ACT = Act(by="tester", at="2026-11-21T05:00:00+00:00")
PRIOR = "prior.collusion=0.1&prior.local_deal=0.3"


@pytest.fixture
def weighed(case, client):
    """Give the app of a case that has a table of the question's size."""
    keep_table(case, table())
    return client


def keep_table(case, found, basis: str = "co-presence") -> None:
    folder = case.path / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    size = Size(months=2, rows=0, basis=basis)
    (folder / "made.npz").write_bytes(write_table(replace(found, size=size)))


def numbers(page: str, name: str) -> list[float]:
    return [float(found) for found in re.findall(rf'data-{name}="([^"]*)"', page)]


def test_without_a_prior_there_is_evidence_and_no_probability(weighed, parsed) -> None:
    page = weighed.get(PAGE).text
    assert numbers(page, "posterior") == []
    assert page.count("set a prior") == 5
    assert "Tacit non-aggression" in page
    assert "Government" in page
    found = parsed(weighed.get(API))
    assert numbers(page, "decibans") == [
        h["evidence"][0]["decibans"] for h in found["weighing"]["hypotheses"]
    ]
    assert all(h["posterior"] is None for h in found["weighing"]["hypotheses"])
    assert found["reason"] == ""
    assert found["lacking"] is None


def test_a_prior_in_the_address_gives_what_bayes_rule_gives(weighed, parsed) -> None:
    page = weighed.get(f"{PAGE}?{PRIOR}").text
    hypotheses = parsed(weighed.get(f"{API}?{PRIOR}"))["weighing"]["hypotheses"]
    names = [one["name"] for one in hypotheses]
    prior = full_prior({"collusion": 0.1, "local_deal": 0.3}, names)
    assert numbers(page, "prior") == pytest.approx(prior, abs=1e-12)
    assert prior.tolist() == pytest.approx([0.1, 0.2, 0.2, 0.3, 0.2])
    decibans = np.array(numbers(page, "decibans"))
    by_hand = prior * 10 ** (decibans / 10)
    assert numbers(page, "posterior") == pytest.approx(by_hand / by_hand.sum(), abs=1e-12)
    sets = [json.loads(html.unescape(one)) for one in re.findall(r"data-sets='([^']*)'", page)]
    under = [posterior(np.array([one[name] for one in sets]), prior) for name in ("weak", "medium", "strong")]
    lowest = np.minimum(numbers(page, "posterior"), np.min(under, axis=0))
    assert numbers(page, "low") == pytest.approx(lowest, abs=1e-12)
    assert [one["range"][0] for one in hypotheses] == pytest.approx(lowest, abs=1e-12)


def test_the_range_of_a_probability_holds_its_value_and_each_set() -> None:
    together, by_set = np.array([0.0, -3.0]), np.array([[0.0, -1.0], [-9.0, 0.0]])
    value, low, high = posterior_ranges(together, by_set, np.array([0.5, 0.5]))
    assert value == pytest.approx([1 / (1 + 10**-0.3), 10**-0.3 / (1 + 10**-0.3)])
    assert low[0] == pytest.approx(10**-0.9 / (10**-0.9 + 1))
    assert high[0] == value[0]
    assert (low <= value).all()
    assert (value <= high).all()


def test_an_unknown_that_is_assumed_changes_the_evidence_and_not_its_table(weighed, parsed) -> None:
    plain, bent = parsed(weighed.get(API)), parsed(weighed.get(f"{API}?assume.reporting=0.5"))
    assert bent["weighing"]["hypotheses"] != plain["weighing"]["hypotheses"]
    assert bent["weighing"]["tipping"] == plain["weighing"]["tipping"]
    usual = parsed(weighed.get(f"{API}?assume.reporting=1"))
    assert usual == plain
    page = weighed.get(f"{PAGE}?assume.reporting=0.5").text
    assert "Weighed as if unknowns had the values that were assumed" in page
    assert numbers(page, "decibans") == [h["evidence"][0]["decibans"] for h in bent["weighing"]["hypotheses"]]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("prior.collusion=1.2", "between 0 and 1"),
        ("prior.collusion=much", "takes a number such as 0.2"),
        ("prior.nothing=0.2", "explanation is called nothing"),
        ("prior.collusion=nan", "between 0 and 1"),
        ("assume.reporting=7", "lies between 0.1 and 1"),
        ("assume.<script>=1", "unknown is called"),
    ],
)
def test_what_a_reader_brings_and_cannot_be_used_is_said(weighed, given: str, says: str) -> None:
    page = weighed.get(f"{PAGE}?{given}")
    assert page.status_code == 422
    assert says in page.text
    assert "<script>" not in page.text
    assert page.text.count("set a prior") == 5
    api = weighed.get(f"{API}?{given}")
    assert api.status_code == 400
    assert says in api.json()["detail"]


def test_evidence_that_no_unknown_touches_has_no_tipping_table(weighed, case, answer) -> None:
    assert 'id="unknowns"' in weighed.get(PAGE).text
    near = replace(answer, form="concerted-attack", inputs={})
    case.commit(
        ACT,
        "ask",
        write={f"answers/{QUESTION}/concerted-attack.json": encode(near)},
        remove=(f"answers/{QUESTION}/silent-front.json",),
    )
    keep_table(case, table(), basis="control map")
    page = weighed.get(PAGE).text
    assert 'id="unknowns"' not in page
    assert "No unknown that is tried touches what was found" in page


def test_without_a_table_the_page_says_which_command_makes_one(client, parsed) -> None:
    page = client.get(PAGE).text
    assert "No simulated wars of this size" in page
    assert f"<code>holdfire ask {QUESTION} --simulate 200 --workers 8</code>" in page
    assert "2 months, 0 rows of the two with the third, contact from co-presence" in page
    assert all(f"{one.size.months} months" in page for one in shipped_tables())
    assert parsed(client.get(API))["lacking"] == {
        "months": 2,
        "rows": 0,
        "basis": "co-presence",
        "onset": 0,
        "sources": 1,
    }
    (listed,) = parsed(client.get("/api/hypotheses"))
    assert listed["page"] == PAGE
    assert listed["weighed"] is False
    assert client.get(listed["page"]).status_code == 200


def test_a_question_that_was_not_asked_and_one_without_effect_say_what_to_do(client, case, answer) -> None:
    file = f"answers/{QUESTION}/silent-front.json"
    case.commit(ACT, "ask", write={file: encode(replace(answer, status="undefined", effect=None))})
    assert "No form gave an effect." in client.get(PAGE).text
    case.commit(ACT, "ask", write={}, remove=(file,))
    assert "Not asked yet" in client.get(PAGE).text


def test_evidence_outside_every_story_is_weighed_for_none(client, case, parsed) -> None:
    keep_table(case, replace(table(), wars={key: rows + 40 for key, rows in table().wars.items()}))
    page = client.get(f"{PAGE}?{PRIOR}").text
    assert "None fits" in page
    assert numbers(page, "posterior") == []
    (listed,) = parsed(client.get("/api/hypotheses"))
    assert listed["short"] == "none fits"


def test_the_list_weighs_a_question_again_once_something_of_it_has_changed(
    client, case, answer, parsed
) -> None:
    def listed() -> dict[str, object]:
        (row,) = parsed(client.get("/api/hypotheses"))
        return row

    first, weighed = listed(), row_of.cache_info().misses
    assert first["weighed"] is False
    assert listed() == first
    assert row_of.cache_info().misses == weighed
    keep_table(case, table())
    assert listed()["weighed"] is True
    file = f"answers/{QUESTION}/silent-front.json"
    case.commit(ACT, "ask", write={file: encode(replace(answer, status="undefined", effect=None))})
    assert listed()["said"] == "no form gave an effect"
    named = case.read("actors.toml").replace(b'"Government"', b'"Council"')
    case.commit(ACT, "import", write={"actors.toml": named})
    assert "Council" in str(listed()["sentence"])
    assert row_of.cache_info().misses == weighed + 3


def test_the_answers_lead_to_the_explanations(client) -> None:
    assert f'<a href="{PAGE}">What else could explain it?</a>' in client.get(f"/questions/{QUESTION}").text


def test_the_search_finds_questions_by_their_words(client, parsed) -> None:
    page = client.get("/search?q=order against front in Eastmarch").text
    assert "1 question with" not in page, "the party's whole name stands between"
    page = client.get("/search?q=against Front in Eastmarch").text
    assert "1 question with" in page
    assert f'<a href="{PAGE}">' in page
    found = parsed(client.get("/api/search?q=EASTMARCH"))
    assert [one["id"] for one in found["questions"]] == [QUESTION]
    assert found["questions_total"] == 1


def test_an_empty_case_says_how_a_question_is_asked(empty_client) -> None:
    page = empty_client.get("/hypotheses").text
    assert "Nothing to explain yet" in page
    assert "<code>holdfire ask " in page


def test_a_question_that_the_case_does_not_have_is_not_found(client) -> None:
    assert client.get("/hypotheses/q_0000").status_code == 404
    assert client.get("/api/hypotheses/q_0000").status_code == 404


def test_the_interface_names_every_number_that_a_reader_can_bring(client, parsed) -> None:
    described = parsed(client.get("/api/openapi.json"))["paths"]["/api/hypotheses/{qid}"]["get"]["parameters"]
    names = [one["name"] for one in described]
    assert "qid" in names
    assert "prior.collusion" in names
    assert "assume.reporting" in names


def test_a_page_names_the_command_that_gives_its_numbers(weighed) -> None:
    page = weighed.get(f"{PAGE}?prior.collusion=0.1&assume.reporting=0.5").text
    command = f"holdfire ask {QUESTION} --prior collusion=0.1 --assume reporting=0.5 --json"
    assert f"<code>{command}</code>" in page


def test_names_and_numbers_read_as_prose_does() -> None:
    assert title_of("reporting_artefact") == "Reporting artefact"
    assert in_words(
        "parts local_deal from tacit_non_aggression.", ("local_deal", "tacit_non_aggression")
    ) == ("parts local deal from tacit non-aggression.")
    assert [tenths(value) for value in (-4.94, -0.04, 0.0)] == ["−4.9", "0.0", "0.0"]
    assert [percent(p) for p in (0.0, 1e-5, 0.004, 0.125, 0.345, 1.0)] == [
        "0",
        "0.1",
        "0.4",
        "13",
        "35",
        "100",
    ]
