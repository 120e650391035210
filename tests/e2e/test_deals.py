"""The ledger of deals as a user meets it: table, JSON, filters, reviews, an empty case."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from command_line import Done, run, run_anew

pytestmark = pytest.mark.e2e

REGISTRY = """
[[actor]]
id = "velm"
name = "Velm"
kind = "armed_group"
[[actor]]
id = "taro"
name = "Taro"
kind = "armed_group"
[[actor]]
id = "ostrany"
name = "Ostrany"
kind = "state"
"""
EVACUATION = """Under a deal brokered by Ostrany and the Red Crescent, Velm evacuated 1,200 fighters of Taro
from Osk to Brod on 14 March 2031. Taro was to release 40 prisoners, while Velm would lift the siege of Pell.
The deal collapsed after two days.
"""
LATER = """Velm evacuated some 1,000 fighters of Taro from Osk on 15 March 2031. Velm got nothing in return.
"""
OIL = """Taro sold oil to Velm at $30 a barrel through a middleman named Jon Marl, traders in Osk said.
"""
SWAP = """On 3 May 2031 Velm released 25 captured Taro fighters in exchange for the bodies of 12 Velm soldiers
at Osk, under Red Crescent supervision.
"""
REPORTS = {
    "evacuation.txt": EVACUATION,
    "later.txt": LATER,
    "oil.txt": OIL,
    "swap.txt": SWAP,
    "denied.txt": "Velm denied that it had made a deal with Taro in Tame.\n",
}
Ledger = list[dict[str, Any]]
FIELDS = {
    *("id", "kind", "kinds", "standing", "parties", "guarantors", "date", "date_basis", "places", "told"),
    *("terms", "sides", "return", "return_said", "kept", "kept_said", "claims", "documents", "folders"),
    "because",
}


def holdfire(*arguments: str | Path, code: int = 0, anew: bool = False) -> Done:
    done = (run_anew if anew else run)(*arguments)
    assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def case_of(folder: Path, registry: str, reports: Mapping[str, str]) -> Path:
    """Make a case of these reports."""
    folder.mkdir()
    (folder / "actors.toml").write_text(registry)
    holdfire("new", folder / "case", "--actors", folder / "actors.toml")
    for name, text in reports.items():
        (folder / name).write_text(text)
    holdfire("-C", folder / "case", "add", *(folder / name for name in reports), "--published", "2031-06-01")
    return folder / "case"


def ledger(case: Path, *arguments: str) -> Ledger:
    return json.loads(holdfire("-C", case, "deals", *arguments, "--json").stdout)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_of(tmp_path_factory.mktemp("deals") / "war", REGISTRY, REPORTS)


@pytest.fixture(scope="module")
def found(case: Path) -> Ledger:
    return ledger(case)


def one(found: Ledger, document: str) -> dict[str, Any]:
    (deal,) = [deal for deal in found if document in deal["documents"]]
    return deal


def test_every_passage_is_its_documents_characters(case: Path, found: Ledger) -> None:
    assert found
    for deal in found:
        assert set(deal) == FIELDS
        for words in (
            *deal["guarantors"],
            *deal["told"],
            *deal["terms"],
            *deal["return_said"],
            *deal["kept_said"],
        ):
            text = (case / "documents" / words["folder"] / "text.txt").read_text()
            assert text[words["start"] : words["end"]] == words["quote"]


def test_two_reports_of_one_evacuation_are_one_deal_with_both_accounts(found: Ledger) -> None:
    deal = one(found, "evacuation.txt")
    assert deal["documents"] == ["evacuation.txt", "later.txt"] or deal["documents"] == [
        "later.txt",
        "evacuation.txt",
    ]
    assert deal["kind"] == "evacuate"
    assert deal["parties"] == ["taro", "velm"]
    assert {(g["name"], g["role"]) for g in deal["guarantors"]} == {
        ("Ostrany", "mediator"),
        ("Red Crescent", "mediator"),
    }
    given = {(tuple(t["giver"]), t["what"]) for t in deal["terms"]}
    assert {(("velm",), "passage"), (("taro",), "prisoners"), (("velm",), "lifting_of_siege")} <= given
    assert (deal["kept"], deal["return"]) == ("broken", "denied")
    assert deal["because"]


def test_a_swap_says_what_each_side_gives_and_gets(found: Ledger) -> None:
    deal = one(found, "swap.txt")
    sides = {side["party"]: side for side in deal["sides"]}
    assert (
        [t["what"] for t in sides["velm"]["gives"]]
        == ["prisoners"]
        == [t["what"] for t in sides["taro"]["gets"]]
    )
    assert [t["what"] for t in sides["velm"]["gets"]] == ["bodies"]
    assert (deal["date"], deal["return"], deal["kept"]) == (["2031-05-03", "2031-05-04"], "stated", "unknown")
    assert [(g["name"], g["role"]) for g in deal["guarantors"]] == [("Red Crescent", "monitor")]


def test_trade_has_a_price_and_a_middleman(found: Ledger) -> None:
    deal = one(found, "oil.txt")
    assert [(t["giver"], t["receiver"], t["what"]) for t in deal["terms"]] == [
        (["taro"], ["velm"], "goods"),
        (["velm"], ["taro"], "money"),
    ]
    assert [(g["name"], g["role"]) for g in deal["guarantors"]] == [
        ("a middleman named Jon Marl", "middleman")
    ]
    assert deal["terms"][0]["said_by"] == ["traders in Osk"]


def test_a_denied_deal_is_listed_as_denied(found: Ledger) -> None:
    deal = one(found, "denied.txt")
    assert (deal["standing"], deal["terms"], deal["return"]) == ("denied", [], "not_mentioned")


def test_filters(case: Path, found: Ledger) -> None:
    assert {d["kind"] for d in ledger(case, "--kind", "trade")} == {"trade"}
    assert [d["documents"] for d in ledger(case, "--document", "oil.txt")] == [["oil.txt"]]
    assert len(ledger(case, "--party", "Velm")) == len(found)
    assert ledger(case, "--party", "Ostrany") == []
    assert "no kind of deal" in holdfire("-C", case, "deals", "--kind", "picnic", code=3).stderr
    assert "nobody" in holdfire("-C", case, "deals", "--party", "nobody", code=3).stderr


def test_the_table_tells_it_in_words_and_why_leads_to_characters(case: Path, found: Ledger) -> None:
    told = holdfire("-C", case, "deals", anew=True)
    assert "mediator: Red Crescent" in told.stdout
    assert "return denied" in told.stdout
    deal = one(found, "swap.txt")
    chain = holdfire("-C", case, "why", deal["id"]).stdout
    assert all(claim["quote"] in chain for claim in deal["told"])
    assert "d_0" in holdfire("-C", case, "why", "d_0", code=3).stderr


def test_rejected_claims_make_no_deal(tmp_path: Path) -> None:
    case = case_of(tmp_path / "war", REGISTRY, {"denied.txt": REPORTS["denied.txt"]})
    (deal,) = ledger(case)
    for claim in deal["claims"]:
        holdfire("-C", case, "review", claim, "reject")
    assert ledger(case) == []


def test_an_empty_case_says_what_to_do(tmp_path: Path) -> None:
    holdfire("new", tmp_path / "case")
    told = holdfire("-C", tmp_path / "case", "deals")
    assert "holdfire add" in told.stderr
    assert holdfire("-C", tmp_path / "case", "deals", "--json").stdout.strip() == "[]"


def shape(deal: dict[str, Any]) -> object:
    """Take what must not depend on names, on their order or on that of documents."""
    terms = sorted((t["what"], len(t["giver"]), len(t["receiver"]), t["start"]) for t in deal["terms"])
    return (
        sorted(deal["documents"]),
        deal["kind"],
        deal["return"],
        deal["kept"],
        deal["standing"],
        terms,
        deal["date"],
    )


def test_names_and_order_decide_nothing(found: Ledger, tmp_path: Path) -> None:
    turned = {
        name: text.replace("Velm", "\0").replace("Taro", "Velm").replace("\0", "Taro")
        for name, text in REPORTS.items()
    }
    back = REGISTRY.split("\n[[")
    registry = "\n[[".join([back[0], *reversed(back[1:])]) if not back[0] else REGISTRY
    other = case_of(tmp_path / "war", registry, dict(reversed(turned.items())))
    swap = {"velm": "taro", "taro": "velm"}
    here = sorted(map(repr, map(shape, found)))
    there = ledger(other)
    assert sorted(map(repr, map(shape, there))) == here
    givers = {
        (t["start"], tuple(swap.get(g, g) for g in t["giver"])) for t in one(there, "swap.txt")["terms"]
    }
    assert givers == {(t["start"], tuple(t["giver"])) for t in one(found, "swap.txt")["terms"]}
