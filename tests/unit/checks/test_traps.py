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
        "Mortars hit a farm between Osk and Tarn, 20 km from Osk.",
        "They advanced 20 km from Osk to Tarn's outer defences.",
        "News of the coup left Osk at noon and reached Tarn at 12:10.",
        "One in five of the 500 fighters, or 20 percent, was a child.",
        "Two in five of the 300 recruits (40 percent) were minors.",
        "Nine out of ten of the 600 shops, 90 percent, were looted.",
        "Of the raids, 64 percent of 923 hit rebels and 13 percent of 982 hit troops.",
        "Between 20 and 30 percent of the 1,000 men fled.",
        "Twenty of the 40 men fled, 30 percent died in the camps.",
        "Some 40 to 50 percent were soldiers, 30 to 40 percent militiamen and 20 to 30 percent police.",
        "They lost 7 of 9 tanks (78%), 2 of 3 guns (67%) and 1 of 6 trucks (17%).",
        "The dead were 60 percent men, 40 percent women and 25 percent children.",
        "About 55 percent were recruited in towns and 60 percent were under 20.",
        "Forty people died, 25 of them in Osk and 20 by shelling.",
        "Forty people died, 25 of them soldiers and 20 by shelling.",
        "Two towns were hit: Osk, in the Southern Province, and Tarn, in the north.",
        "The talks, held from 3 to 5 May 2022, lasted 14 hours.",
        "The battle lasted 40 days, from 31 December 2021 to 6 February 2022.",
    ],
)
def test_what_can_be_is_not_called_inconsistent(text, check_text) -> None:
    found = check_text(text, PLACES)
    assert [f.reason for f in found if f.status is CheckStatus.INCONSISTENT] == []
