"""Sentences that look as if they could not be, and can: none of them may be called inconsistent."""

import pytest

from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckStatus

PLACES = (
    KnownPlace(name="Osk", lat=41.0, lon=12.0, radius_km=3.0),
    KnownPlace(name="Tarn", lat=41.9, lon=12.0, radius_km=3.0),  # 100 km north of Osk
)


@pytest.mark.parametrize(
    "text",
    [
        "They drove from Osk to Tarn, 10 km from the border.",
        "On the road between Osk and Tarn, some 10 km north of the river, two men were shot.",
        "A 10 km long column moved from Osk to Tarn.",
        "By road, through the hills, it is 400 km from Osk to Tarn.",
        "It killed 12 people, including 3 women, and 200 were wounded.",
        "They killed 12 soldiers, including 2 officers, and 30 rebels.",
        "It killed 120 people in January, 80 in February and 70 in March.",
        "30 % of the people in 7 villages fled.",
        "13 % of the 2014 budget went to arms.",
        "60 % in the north and 55 % in the south stayed at home.",
        "Prices rose by 40 percent and by 75 percent, traders said.",
        "Support fell from 80 % in March to 45 % in May.",
        "After two years of siege, from 3 to 19 March 2022 the army attacked.",
        "He had been held for two years when, from 3 to 19 March 2022, the town burned.",
        "Within three days of 5 May 2022 and 9 June 2022 they were gone.",
        "Within an hour of the attack rebels 300 km away moved as well.",
        "In two attacks, Osk, Tarn, Velm and Dorr.",
        "They took two towns, Osk and Tarn, Monday and Tuesday.",
        "They killed two fighters, Velm News, Osk Radio and Tarn Post reported.",
        "Two brigades, Osk and Tarn and Velm being quiet, withdrew.",
        "The two sides met in Osk, Tarn, Velm and Dorr.",
        "Planes crossed the 100 km from Osk to Tarn in five minutes.",
    ],
)
def test_what_can_be_is_not_called_inconsistent(text, check_text) -> None:
    found = check_text(text, PLACES)
    assert [f.reason for f in found if f.status is CheckStatus.INCONSISTENT] == []
