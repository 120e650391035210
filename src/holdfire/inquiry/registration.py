"""An allegation becomes a question, fixed before any result is computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from holdfire import __version__
from holdfire.actors.registry import Registry
from holdfire.base.events import EventStore
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.case.matched import JUDGEMENTS, MATCHES
from holdfire.errors import AreaError, QuestionError
from holdfire.forms import FORMS, form
from holdfire.inquiry.area_sources import imported
from holdfire.inquiry.areas import Imported, countries_of, resolve_area
from holdfire.inquiry.captured import FORM as HAND_OVER
from holdfire.inquiry.captured import freeze, gather, handed_over, registered_on, with_captures
from holdfire.inquiry.detectable import fixed_effects
from holdfire.inquiry.form_choices import Choices, choices_of, date_choices, detectable, refuse_idle
from holdfire.inquiry.grouping import allegation as find_allegation
from holdfire.inquiry.passing import FORM as PASSAGE
from holdfire.inquiry.passing import LACKING, FrozenRoads, holders, mapped_area, passage_choices
from holdfire.inquiry.reading import current_inputs, question, registry, settings
from holdfire.inquiry.war import counted_events, event_store, load_war
from holdfire.model.actor import Actor
from holdfire.model.allegation import Allegation, Area, Period, Question, Triple
from holdfire.model.ids import question_id
from holdfire.records.questions import write_question
from holdfire.records.registry import write_registry
from holdfire.records.values import encode

DEFAULT_SEED = 20_260_101

FILES_READ = ("actors.toml", MATCHES, JUDGEMENTS)
"""Files that answers are computed from, beside events and control."""

DATA_READ = ("events/", "control/", "captures/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a user asks, in the user's words; an allegation's id fills what is left open.

    smallest_effects: the effect that matters, by form, or by "less" and "greater" for all forms of a side.
    mover, through, from_place, to_place: who is said to have passed through whose ground; roads: those that
    ways follow.
    """

    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    area: str | None = None
    since: date | None = None
    until: date | None = None
    forms: tuple[str, ...] = ()
    seed: int = DEFAULT_SEED
    allegation: str | None = None
    on: date | None = None
    mover: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    from_place: str | None = None
    to_place: str | None = None
    roads: FrozenRoads | None = None
    choices: Mapping[str, Choices] = field(default_factory=dict[str, Choices])
    smallest_effects: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A question as it stands in the case, and the actors that had to be proposed for it."""

    question: Question
    proposed: tuple[Actor, ...]
    new: bool


def register(case: Case, asked: Asked, act: Act) -> Registration:
    """Fix a question: names to actors, area to rows, forms to choices, and what could be detected.

    Asking the same again returns the question as it was registered; its detectable effects are never
    computed a second time. Raises QuestionError for an incomplete question, naming all that is missing.
    """
    read = hashes_read(case)  # first: what changes after this is refused
    roads = asked.roads
    asked = _whole(case, _with_passage(asked, roads))
    store = counted_events(case) if asked.forms == (PASSAGE,) else event_store(case)
    actors = registry(case)
    names = (*(side.name for side in store.side_names()), *(holders(case) if asked.mover else ()))
    parties = (*asked.a, *asked.b, *asked.against, *asked.mover, *asked.through)
    found = {name: actors.find(name, data_names=names) for name in parties}
    captures = gather(case)
    frozen = freeze(captures)
    of = imported(case)
    area = _area(case, asked, store, of)
    asked = _with_places(_with_captures(asked, frozen.sha256), found, store, of)
    fixed = _fixed(asked, found, store, area)
    if not asked.forms and handed_over(case, fixed, captures):
        fixed = _fixed(replace(asked, forms=(*fixed.forms, HAND_OVER)), found, store, area)
    refuse_idle(asked.choices, fixed.forms)
    if f"questions/{fixed.id}.toml" in case.logged():
        return Registration(question=question(case, fixed.id), proposed=(), new=False)
    war = load_war(case, fixed.triple, fixed.area, fixed.period, store)
    if HAND_OVER in fixed.forms:
        war = replace(with_captures(war, case, captures, fixed.triple), registered=registered_on(act.at))
    made = replace(fixed, registered=act.at, detectable=detectable(war, fixed), inputs=current_inputs(case))
    write = {f"questions/{made.id}.toml": write_question(made).encode()}
    if HAND_OVER in made.forms:
        write |= frozen.file_of(made.id)
    if roads is not None:
        write |= roads.file_of(made.id)
    proposed = tuple(sorted({a for a in found.values() if a.proposed}, key=lambda a: a.id))
    if proposed:
        write["actors.toml"] = _with_proposals(case, actors, proposed)
    case.commit(act, "register", write=write, expects=read, detail={"question": made.id})
    return Registration(question=made, proposed=proposed, new=True)


def _fixed(asked: Asked, found: Mapping[str, Actor], store: EventStore, area: Area) -> Question:
    """Turn the user's words into what a question fixes, and name it; what could be detected comes after."""
    triple = Triple(
        a=tuple(found[n].id for n in asked.a),
        b=tuple(found[n].id for n in asked.b),
        against=tuple(found[n].id for n in asked.against),
    )
    period, forms = _period(asked), _forms(asked, triple, store)
    dated = date_choices(asked.on, forms, period)
    own = {name: {**dated.get(name, {}), **asked.choices.get(name, {})} for name in forms}
    made = Question(
        id="",
        triple=triple,
        area=area,
        period=period,
        forms=forms,
        choices={name: choices_of(name, len(forms), own[name]) for name in forms},
        smallest_effects=fixed_effects(asked.smallest_effects, [form(name) for name in forms]),
        seed=asked.seed,
        allegation=asked.allegation,
        version=__version__,
    )
    return replace(made, id=id_of(made))


def id_of(asked: Question) -> str:
    """Name a question by all that was fixed of it: who, where, when, forms with their choices, seed.

    The effects that matter are part of it where a user fixed them.
    """
    fixed: list[object] = [
        asked.triple,
        asked.area,
        asked.period,
        asked.forms,
        asked.choices,
        asked.seed,
        *([asked.smallest_effects] if asked.smallest_effects else []),
    ]
    return question_id(*(encode(part).decode() for part in fixed))


def hashes_read(case: Case) -> dict[str, str | None]:
    """Name the files that an answer is computed from, with their hashes, for a commit to insist on."""
    logged = case.logged()
    read = (name for name in logged if name in FILES_READ or name.startswith(DATA_READ))
    return {name: logged[name] for name in read}


def filled(case: Case, asked: Asked, said: Allegation | None = None) -> Asked:
    """Fill what was left open from the allegation, then from the settings; what nobody knows stays open.

    said: the allegation, where it was read already.
    """
    if asked.allegation is not None:
        said = said or find_allegation(case, asked.allegation)
        asked = replace(
            asked,
            a=asked.a or said.a,
            b=asked.b or said.b,
            against=asked.against or said.against,
            area=asked.area or said.area,
            since=asked.since or said.since,
            until=asked.until or said.until,
        )
    usual = settings(case)
    return replace(
        asked,
        area=asked.area or usual.area,
        since=asked.since or usual.since,
        until=asked.until or usual.until,
    )


def _whole(case: Case, asked: Asked) -> Asked:
    """Fill what was left open; name all that lacks."""
    asked = filled(case, asked)
    lacking = [
        flag
        for flag, value in (
            ("--a", asked.a),
            ("--b", asked.b),
            ("--area", asked.area or asked.forms == (PASSAGE,)),
            ("--from", asked.since),
            ("--until", asked.until),
        )
        if not value
    ]
    if lacking:
        raise QuestionError(f"the question is incomplete; give {', '.join(lacking)}")
    return asked


def _area(case: Case, asked: Asked, store: EventStore, of: Imported) -> Area:
    """Find the asked area; that of a passage alone may be all mapped ground, and needs no events."""
    alone = asked.forms == (PASSAGE,)
    area = resolve_area(asked.area, store.place_names(), of) if asked.area else mapped_area(case)
    return _in_its_countries(area, store, empty=alone)


def _in_its_countries(area: Area, store: EventStore, *, empty: bool) -> Area:
    """Name the countries that a box or polygon touches; raise AreaError where no event lies in it."""
    if area.countries:
        return area
    countries = countries_of(area, store.columns())
    if not countries and not empty:
        raise AreaError(f"the data have no event in {area.asked}; check the order: west,south,east,north")
    return replace(area, countries=countries)


def _period(asked: Asked) -> Period:
    if asked.since is None or asked.until is None:  # _whole has seen to it; this tells the type checker
        raise QuestionError("the question has no period; give --from and --until")
    return Period(since=asked.since, until=asked.until)


def _forms(asked: Asked, triple: Triple, store: EventStore) -> tuple[str, ...]:
    """Take the forms that were named, else all that this triple allows, in the order of the registry."""
    chosen = {form(name).name for name in asked.forms} if asked.forms else {f.name for f in FORMS}
    if not triple.against and not asked.forms:
        chosen -= {f.name for f in FORMS if f.needs_c}
    if asked.on is None and not asked.forms:
        chosen -= {f.name for f in FORMS if f.needs_date}
    if not asked.forms:
        chosen -= {f.name for f in FORMS if f.needs_captures}
        chosen -= set() if asked.mover else {f.name for f in FORMS if f.needs_passage}
        chosen -= set() if store.directed() else {f.name for f in FORMS if f.needs_strikes}
    lacking = [name for name in sorted(chosen) if form(name).needs_c and not triple.against]
    if lacking:
        raise QuestionError(f"{', '.join(lacking)} asks whom A and B are said to act against; give --against")
    ours = tuple(f.name for f in FORMS if f.name in chosen)
    return (*ours, *sorted(chosen - {*ours}))


def _with_captures(asked: Asked, captures: str) -> Asked:
    """Let the captures of the case be one of the choices: with others, it is another question."""
    own = {**asked.choices.get(HAND_OVER, {}), "captures": captures}
    return replace(asked, choices={**asked.choices, HAND_OVER: own})


def _with_passage(asked: Asked, roads: FrozenRoads | None) -> Asked:
    """Read what is said of a passage: who moved is A and whose ground it was B, unless others are named.

    A passage that alone is asked about, on a day, is asked about that day. Raises QuestionError for what
    lacks.
    """
    given = (asked.mover, asked.through, asked.from_place, asked.to_place)
    if not any(given) and roads is None and PASSAGE not in (*asked.forms, *asked.choices):
        return asked
    if lacking := [flag for flag, value in zip(LACKING, given, strict=True) if not value]:
        raise QuestionError(f"{PASSAGE} is incomplete; give {', '.join(lacking)}")
    if asked.forms and PASSAGE not in asked.forms:
        raise QuestionError(f"no form of this question asks about a passage; add --form {PASSAGE}")
    if not (asked.a or asked.b or asked.allegation):
        asked = replace(asked, a=asked.mover, b=asked.through)
    if asked.forms == (PASSAGE,) and asked.on and not (asked.since or asked.until):
        asked = replace(asked, since=asked.on, until=asked.on + timedelta(days=1))
    own = {"within": "area" if asked.area else "map", **asked.choices.get(PASSAGE, {})}
    own |= {} if roads is None else {"roads": roads.choice}
    return replace(asked, choices={**asked.choices, PASSAGE: own})


def _with_places(asked: Asked, found: Mapping[str, Actor], store: EventStore, of: Imported) -> Asked:
    """Let the parties and places of a passage be its choices."""
    if not asked.from_place or not asked.to_place:
        return asked
    sides = [found[name].id for name in asked.mover], [found[name].id for name in asked.through]
    own = passage_choices(sides, (asked.from_place, asked.to_place), store.place_names(), of)
    return replace(asked, choices={**asked.choices, PASSAGE: {**own, **asked.choices.get(PASSAGE, {})}})


def _with_proposals(case: Case, actors: Registry, proposed: Sequence[Actor]) -> bytes:
    onto = case.read("actors.toml").decode() if "actors.toml" in case.logged() else ""
    return write_registry((*actors.actors, *proposed), onto=onto).encode()
