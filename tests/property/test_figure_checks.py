"""What must hold of every check of figures: units, order and noise change nothing."""

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.lexicon import KnownPlace
from holdfire.model.claim import Claim

KM_A_MILE = 1.609344
WORDS = (
    *("Osk", "Tarn", "Velm", "the", "of", "and", "from", "between", "to", "km", "miles", "120", "13 %", "15"),
    *("villages", "people", "killed", "(", ")", ",", ".", ":", "including", "three", "days", "3 March 2022"),
    *(
        "since",
        "until",
        "of them",
        "soldiers",
        "in",
        "hours",
        "drove",
        "north",
        "58",
        "412",
        "raids",
        "\n",
        "—",
    ),
)


def places(lat: float, lon: float) -> tuple[KnownPlace, ...]:
    osk = KnownPlace(name="Osk", lat=41.0, lon=12.0, radius_km=4.0)
    return osk, KnownPlace(name="Tarn", lat=41.0 + lat, lon=12.0 + lon, radius_km=4.0)


def statuses(found) -> list[tuple[str, str]]:
    return [(f.check, f.status) for f in found]


@settings(max_examples=80, deadline=None)
@given(km=st.integers(111, 999), lat=st.floats(0.3, 4), lon=st.floats(-4, 4))
def test_miles_say_what_kilometres_say(check_text, km, lat, lon) -> None:
    known = places(lat, lon)
    in_km = check_text(f"Tarn lies about {km} km from Osk.", known)
    in_miles = check_text(f"Tarn lies about {km / KM_A_MILE:.4f} miles from Osk.", known)
    if statuses(in_km) != statuses(in_miles):  # only where the last digit decides
        low, high = in_km[0].used["stated_low_km"], in_km[0].used["stated_high_km"]
        edges = [abs(x - y) for x in (low, high) for y in in_km[0].computed_range]
        assert min(edges) < 0.01


@settings(max_examples=40, deadline=None)
@given(km=st.integers(10, 900), lat=st.floats(0.3, 4), lon=st.floats(-4, 4))
def test_a_distance_does_not_depend_on_which_place_is_named_first(check_text, km, lat, lon) -> None:
    known = places(lat, lon)
    one = check_text(f"Osk and Tarn are {km} km apart.", known)
    other = check_text(f"Tarn and Osk are {km} km apart.", known[::-1])
    assert statuses(one) == statuses(other)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_text_breaks_a_check_and_every_quote_is_its_characters(check_text, words) -> None:
    check_text(" ".join(words), places(1, 1), published=date(2022, 4, 1))  # asserts the quotes itself


def claim(start: int, end: int, text: str, number: int) -> Claim:
    return Claim(
        id=f"c_{number:016}",
        document="0" * 64,
        text_sha256="0" * 64,
        start=start,
        end=end,
        quote=text[start:end],
        prefix="",
        suffix="",
        kind="attack",
        side_a=(),
        side_b=(),
        coder="t",
    )


@given(order=st.permutations(range(4)))
def test_the_order_of_claims_changes_nothing(check_text, order) -> None:
    text = "Tarn, 300 km from Osk, was taken with three towns: Velm, Dorr, Kest and Pell."
    spans = [(0, len(text)), (0, 22), (24, len(text)), (4, 10)]
    claims = [claim(*span, text, n) for n, span in enumerate(spans)]
    found = check_text(text, places(1, 0), claims=tuple(claims[n] for n in order))
    assert [(f.claim, f.status) for f in found] == [
        ("c_0000000000000001", "inconsistent"),
        ("c_0000000000000002", "inconsistent"),
    ]


def test_the_cost_grows_with_the_text_and_no_faster(check_text) -> None:
    sentence = (
        "Tarn, 100 km from Osk, and 12 of the 40 villages (30%), including Osk, Tarn, Velm and Dorr, fell. "
    )

    def cpu(times: int) -> float:
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            check_text(sentence * times, places(1, 0))
            best = min(best, time.process_time() - begin)
        return best

    assert cpu(80) < 8 * cpu(20)
