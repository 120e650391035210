"""The fields of stored claims and answers are part of the contract: they may be added to, not renamed."""

import dataclasses

import pytest

from holdfire.model.answer import Answer, Effect, Exposure, Numbers, Placebos, Power, Reference, Robustness
from holdfire.model.answer import Tipping as TippingPoint
from holdfire.model.claim import Attribution, Claim, ClaimFigure, ClaimPlace, PlaceChoice

FIELDS: dict[type, str] = {
    Claim: "id document text_sha256 start end quote prefix suffix kind side_a side_b against places date "
    "date_basis attribution modality figures figure_details footnotes coder confidence status",
    ClaimPlace: "name lat lon radius_km basis alternatives",
    ClaimFigure: "unit value low high qualifier start end",
    PlaceChoice: "name lat lon country level",
    Attribution: "source relation start end",
    Answer: "question form status verdict reason effect towards null statistic pvalue pvalue_family "
    "reference n exposure power placebos robustness tipping_point caveats seed inputs references version",
    Effect: "name value interval level interval_kind",
    Reference: "kind draws extreme_draws rank of",
    Numbers: "events cells",
    Exposure: "unit value basis",
    Power: "minimum_detectable at largest_count registered",
    Placebos: "n rank false_alarms",
    Robustness: "choices same_sign supports",
    TippingPoint: "what value",
}


@pytest.mark.parametrize("value", FIELDS, ids=lambda cls: cls.__name__)
def test_every_promised_field_is_there(value: type):
    found = {field.name for field in dataclasses.fields(value)}
    assert set(FIELDS[value].split()) <= found
