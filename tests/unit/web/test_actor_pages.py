"""Does the page of actors say since and until when names and ties hold?"""

from datetime import date

from holdfire.case.act import Act
from holdfire.model.actor import Actor, Alias, Membership
from holdfire.records.registry import write_registry


def test_names_memberships_splits_and_mergers_stand_with_their_days(client, case) -> None:
    front = Actor(id="front", name="Front")
    brigade = Actor(
        id="brigade",
        name="Brigade",
        dated_aliases=(Alias(name="<b>Guards", until=date(2030, 1, 1), country="Norda"),),
        memberships=(Membership(part_of="front", since=date(2031, 2, 3)),),
        split_from="front",
        split_on=date(2029, 1, 1),
        merged_into="front",
        merged_on=date(2033, 1, 1),
    )
    text = write_registry([front, brigade])
    case.commit(
        Act(by="t", at="2031-01-01T00:00:00+00:00"), "import actors", write={"actors.toml": text.encode()}
    )
    page = client.get("/actors").text
    assert "“&lt;b&gt;Guards” in Norda, … until 2030-01-01" in page
    assert "Front, 2031-02-03 until …" in page
    assert "split from Front, 2029-01-01" in page
    assert "merged into Front, 2033-01-01" in page
