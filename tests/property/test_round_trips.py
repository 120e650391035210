"""Every value that is written reads back equal."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.inquiry.registration import id_of
from holdfire.model.actor import Actor, Alias, Membership
from holdfire.model.allegation import Area, AreaKind, Detectable, Period, Question, Triple
from holdfire.model.answer import (
    Answer,
    Effect,
    Exposure,
    IntervalKind,
    Numbers,
    Placebos,
    Power,
    Reference,
    ReferenceKind,
    Robustness,
    Tipping,
    Zero,
)
from holdfire.model.claim import KINDS, Attribution, Claim, ClaimPlace, ClaimStatus, DateBasis, Modality
from holdfire.records.questions import read_question, write_question
from holdfire.records.registry import read_registry, write_registry
from holdfire.records.values import decode, encode, line_of, lines, read_lines

# a lone surrogate is no character of any text layer
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
NAMED = TEXT.filter(str.strip)  # a registry refuses an empty name
NAME = TEXT.filter(lambda t: bool(t.strip()))
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
MAYBE = st.none() | NUMBER
COUNT = st.integers(0, 10**9)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
PERIODS = st.tuples(DAYS, DAYS).filter(lambda days: days[0] < days[1])
DETAILS = st.dictionaries(
    TEXT,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | NUMBER | TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)
CLAIMS = st.builds(
    Claim,
    id=IDS,
    document=IDS,
    text_sha256=IDS,
    start=COUNT,
    end=COUNT,
    quote=TEXT,
    prefix=TEXT,
    suffix=TEXT,
    kind=st.sampled_from(KINDS),
    side_a=st.tuples(IDS),
    side_b=st.tuples(IDS, IDS),
    against=st.just(()) | st.tuples(IDS),
    places=st.tuples(st.builds(ClaimPlace, name=NAME, lat=MAYBE, lon=MAYBE, radius_km=MAYBE)),
    date=st.none() | PERIODS,
    date_basis=st.sampled_from(DateBasis),
    attribution=st.tuples(st.builds(Attribution, source=NAME, relation=IDS, start=COUNT, end=COUNT)),
    modality=st.sampled_from(Modality),
    figures=st.dictionaries(IDS, NUMBER, max_size=2),
    footnotes=st.tuples(IDS),
    coder=IDS,
    rules=st.tuples(IDS),
    confidence=st.floats(0, 1),
    status=st.sampled_from(ClaimStatus),
)
GATES = st.dictionaries(TEXT, st.booleans(), max_size=3)
ANSWERS = st.builds(
    Answer,
    question=IDS,
    form=IDS,
    status=st.sampled_from(["done", "undefined"]),
    verdict=IDS,
    reason=TEXT,
    sentence=TEXT,
    effect=st.none()
    | st.builds(
        Effect,
        name=TEXT,
        value=NUMBER,
        interval=st.tuples(MAYBE, MAYBE),
        interval_kind=st.sampled_from(IntervalKind),
    ),
    towards=st.sampled_from(["less", "greater"]),
    smallest_effect=NUMBER,
    exposure=st.builds(
        Exposure, unit=TEXT, value=NUMBER, basis=st.sampled_from(["control map", "co-presence", "none"])
    ),
    null=TEXT,
    null_keeps=st.tuples(TEXT),
    null_shuffles=st.just(()),
    statistic=MAYBE,
    pvalue=MAYBE,
    pvalue_family=MAYBE,
    family=COUNT,
    reference=st.none()
    | st.builds(Reference, kind=st.sampled_from(ReferenceKind), draws=st.none() | COUNT, df=MAYBE),
    n=st.builds(Numbers, events=COUNT, cells=COUNT),
    power=st.builds(Power, minimum_detectable=MAYBE, largest_count=st.none() | COUNT),
    placebos=st.none() | st.builds(Placebos, n=COUNT, rank=st.none() | COUNT, false_alarms=MAYBE),
    robustness=st.none() | st.builds(Robustness, choices=COUNT, same_sign=COUNT, supports=COUNT),
    tipping_point=st.none() | st.builds(Tipping, what=TEXT, value=MAYBE),
    tipping_ratio=MAYBE,
    zero=st.none() | st.sampled_from(Zero),
    valid=GATES,
    strict=GATES,
    explain=st.dictionaries(TEXT, TEXT, max_size=2),
    caveats=st.tuples(TEXT),
    seed=COUNT,
    inputs=st.dictionaries(IDS, IDS, max_size=2),
    references=st.tuples(TEXT),
    version=IDS,
    details=DETAILS,
)
QUESTIONS = st.builds(
    Question,
    id=IDS,
    triple=st.lists(IDS, min_size=3, max_size=6, unique=True).map(
        lambda ids: Triple(a=(ids[0],), b=(ids[1],), against=tuple(ids[2:]))
    ),
    area=st.builds(
        Area,
        kind=st.sampled_from(AreaKind),
        name=TEXT,
        asked=TEXT,
        countries=st.tuples(TEXT),
        box=st.none() | st.tuples(NUMBER, NUMBER, NUMBER, NUMBER),
        polygon=st.none() | TEXT,
        lon=MAYBE,
        lat=MAYBE,
        radius_km=MAYBE,
        alternatives=st.tuples(TEXT, TEXT),
    ),
    period=PERIODS.map(lambda days: Period(since=days[0], until=days[1])),
    forms=st.tuples(IDS, IDS),
    choices=st.dictionaries(
        IDS, st.dictionaries(IDS, st.integers(-(2**53), 2**53) | NUMBER | TEXT, max_size=3), max_size=2
    ),
    seed=COUNT,
    allegation=st.none() | IDS,
    registered=TEXT,
    detectable=st.just(())
    | st.tuples(st.builds(Detectable, form=IDS, minimum_detectable=MAYBE, sentence=TEXT)),
    inputs=st.dictionaries(IDS, IDS, max_size=2),
    version=IDS,
)


@st.composite
def registries(draw: st.DrawFn) -> tuple[Actor, ...]:
    """Draw actors whose parents stand before them, so that nobody is part of itself."""
    ids = draw(st.lists(IDS, max_size=5, unique=True))
    actors: list[Actor] = []
    for n, one in enumerate(ids):
        parents = st.sampled_from(ids[:n]) if n else st.nothing()
        dated = PERIODS.flatmap(
            lambda days, parents=parents: st.builds(
                Membership, part_of=parents, since=st.just(days[0]) | st.none(), until=st.just(days[1])
            )
        )
        names = PERIODS.flatmap(
            lambda days: st.builds(
                Alias,
                name=NAME,
                since=st.just(days[0]) | st.none(),
                until=st.just(days[1]) | st.none(),
                country=st.none() | NAME,
            )
        )
        split_on, merged_on = draw(PERIODS)
        tied = bool(n) and draw(st.booleans())
        actors.append(
            Actor(
                id=one,
                name=draw(NAME),
                dated_aliases=tuple(draw(st.lists(names, max_size=2))),
                ucdp_ids=tuple(draw(st.lists(IDS, max_size=2))),
                countries=tuple(draw(st.lists(TEXT, max_size=2))),
                split_from=draw(parents) if tied else None,
                split_on=split_on if tied else None,
                merged_into=draw(parents) if tied else None,
                merged_on=merged_on if tied else None,
                ucdp_notes=tuple(draw(st.lists(TEXT, max_size=2))),
                kind=draw(IDS),
                aliases=tuple(draw(st.lists(NAMED, max_size=2))),
                ucdp_names=tuple(draw(st.lists(NAMED, max_size=2))),
                part_of=draw(st.none() | parents) if n else None,
                memberships=tuple(draw(st.lists(dated, max_size=2))) if n else (),
                proposed=draw(st.booleans()),
            )
        )
    return tuple(actors)


@given(claims=st.lists(CLAIMS, max_size=3))
def test_claims_read_back_equal(claims: list[Claim]):
    assert read_lines(lines(claims), Claim, source="claims.jsonl") == tuple(claims)


@settings(max_examples=60)
@given(answer=ANSWERS)
def test_answers_read_back_equal_and_each_number_has_its_line(answer: Answer):
    data = encode(answer)
    assert decode(data, Answer, source="answer.json") == answer
    at = line_of(data, "seed")
    assert at is not None
    assert data.split(b"\n")[at - 1] == f'  "seed": {answer.seed},'.encode()


@settings(max_examples=60)
@given(question=QUESTIONS)
def test_questions_read_back_equal_and_keep_their_id(question: Question):
    again = read_question(write_question(question), source="q.toml")
    assert again == question
    assert id_of(again) == id_of(question)


@settings(max_examples=60)
@given(actors=registries(), kept=st.integers(0, 5))
def test_registries_read_back_equal_also_onto_an_older_text(actors: tuple[Actor, ...], kept: int):
    text = write_registry(actors)
    assert read_registry(text, source="actors.toml") == actors
    assert write_registry(actors, onto=text) == text
    older = write_registry(actors[:kept])
    assert read_registry(write_registry(actors, onto=older), source="actors.toml") == actors
    bare = tuple(
        Actor(id=a.id, name=a.name, memberships=a.memberships[:1], aliases=a.aliases[:1]) for a in actors
    )
    assert read_registry(write_registry(actors, onto=write_registry(bare)), source="actors.toml") == actors
    assert read_registry(write_registry(bare, onto=text), source="actors.toml") == bare
