"""Reports of what happened: battles, counts, captures, killings; exact by an agency, bent by a partisan."""

from collections.abc import Sequence
from datetime import date, timedelta

from holdfire.simulate import news, wordings
from holdfire.simulate.desk import Desk, background, how_many, paragraph, people, sentence
from holdfire.simulate.news import Capture, Span
from holdfire.simulate.newsroom import Outlet, Report, Statement
from holdfire.simulate.setting import CIVILIANS


def battle(desk: Desk, outlet: Outlet, sides: tuple[int, int], span: Span, number: int) -> Report | None:
    """Report the bloodiest clash of two parties in a span of days; None where they didn't clash."""
    event = news.bloodiest(desk.war, news.clashes(desk.war, *sides, span))
    if event is None:
        return None
    happened = desk.war.events
    day, place = int(happened.day[event]), int(happened.place[event])
    published = desk.after(day)
    dead = news.dead(desk.war, event)
    told = dead if outlet.sides_with is None else bent(desk, dead)
    body = paragraph(
        _fight(desk, outlet, sides, day, place, published),
        Statement(
            text=sentence(desk.pick(wordings.FIGURE), dead=people(told, be=True)),
            kind="figure",
            sides=desk.ids(*sides),
            true=told == dead,
            place=desk.place(place),
            since=desk.on(day),
            until=desk.on(day + 1),
        ),
    )
    region = int(desk.war.places.region[place])
    titles = wordings.BATTLE_TITLES if outlet.sides_with is None else wordings.ATTACK_TITLES
    return Report(
        outlet=outlet,
        title=desk.pick(titles).format(place=desk.place(place), n=told),
        published=published,
        paragraphs=(body, background(desk, region, published)),
        number=number,
        signed=outlet.sides_with is not None,
    )


def bent(desk: Desk, count: int) -> int:
    """Exaggerate a number as a partisan would, now and then."""
    return count * int(desk.rng.integers(1, 4)) + int(desk.rng.integers(3))


def _fight(
    desk: Desk, outlet: Outlet, sides: tuple[int, int], day: int, place: int, published: date
) -> Statement:
    """Say that two parties fought. Who began, an outlet knows by its heart and the war doesn't."""
    own = [s for s in sides if desk.war.setting.parties[s].id == outlet.sides_with]
    x, y = sides
    kind, choices = "clash", wordings.CLASH
    if own:
        x = own[0]
        y = sides[0] if sides[1] == x else sides[1]
        kind, choices = "repel", wordings.REPEL
    elif outlet.sides_with is not None:
        kind, choices = "attack", wordings.ATTACK
    return Statement(
        text=sentence(
            desk.pick(choices),
            x=desk.call(outlet, x),
            y=desk.call(outlet, y),
            place=desk.place(place),
            when=desk.when(day, published),
        ),
        kind=kind,
        sides=desk.ids(x, y),
        true=True if kind == "clash" else None,
        place=desk.place(place),
        since=desk.on(day),
        until=desk.on(day + 1),
    )


def tally(desk: Desk, dyads: Sequence[tuple[int, int]], region: int, month: int, number: int) -> Report:
    """Report how often pairs of parties clashed in a region in a month, as the agency counts them."""
    outlet, span = desk.room.agency, news.span_of_month(desk.war, month)
    since, until = desk.month_days(month)
    counts = [
        Statement(
            text=sentence(
                desk.pick(wordings.COUNT),
                clashes=how_many(len(news.clashes(desk.war, *dyad, span, region=region)), "clash"),
                x=desk.call(outlet, dyad[0]),
                y=desk.call(outlet, dyad[1]),
                region=desk.region(region),
                month=desk.month(month),
            ),
            kind="figure",
            sides=desk.ids(*dyad),
            true=True,
            place=desk.region(region),
            since=since,
            until=until,
        )
        for dyad in dyads
    ]
    published = until + timedelta(days=1)
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.COUNT_TITLES).format(region=desk.region(region)),
        published=published,
        paragraphs=(paragraph(*counts), background(desk, region, published)),
        number=number,
    )


def conquest(desk: Desk, outlet: Outlet, capture: Capture, number: int) -> Report:
    """Report that a place changed hands."""
    since, until = desk.month_days(capture.month)
    region = int(desk.war.places.region[capture.place])
    claim = Statement(
        text=sentence(
            desk.pick(wordings.CAPTURE),
            x=desk.call(outlet, capture.winner),
            y=desk.call(outlet, capture.loser),
            place=desk.place(capture.place),
            month=desk.month(capture.month),
        ),
        kind="capture",
        sides=desk.ids(capture.winner, capture.loser),
        true=True,
        place=desk.place(capture.place),
        since=since,
        until=until,
    )
    published = until + timedelta(days=int(desk.rng.integers(1, 4)))
    return Report(
        outlet=outlet,
        title=f"{desk.place(capture.place)} changes hands",
        published=published,
        paragraphs=(paragraph(claim), background(desk, region, published)),
        number=number,
    )


def killing(desk: Desk, outlet: Outlet, party: int, span: Span, number: int) -> Report | None:
    """Report that a party killed people who don't fight; None where it didn't in this span."""
    event = news.bloodiest(desk.war, news.clashes(desk.war, party, CIVILIANS, span))
    if event is None or news.dead(desk.war, event) == 0:
        return None
    day, place = int(desk.war.events.day[event]), int(desk.war.events.place[event])
    published, dead = desk.after(day), news.dead(desk.war, event)
    claim = Statement(
        text=sentence(
            desk.pick(wordings.ASSAULT),
            x=desk.call(outlet, party),
            people=f"{dead} civilian{'' if dead == 1 else 's'}",
            place=desk.place(place),
            when=desk.when(day, published),
        ),
        kind="one_sided",
        sides=desk.ids(party),
        true=True,
        place=desk.place(place),
        since=desk.on(day),
        until=desk.on(day + 1),
    )
    region = int(desk.war.places.region[place])
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.ASSAULT_TITLES).format(place=desk.place(place)),
        published=published,
        paragraphs=(paragraph(claim), background(desk, region, published)),
        number=number,
    )
