"""Reports about a deal: who alleges it, who denies it, and the agency between them, each with its truth."""

from datetime import date
from functools import partial

from holdfire.simulate import news, wordings
from holdfire.simulate.desk import Desk, background, paragraph, sentence
from holdfire.simulate.news import Span
from holdfire.simulate.newsroom import Outlet, Paragraph, Report, Statement, long_date


def accusation(desk: Desk, round_: int, published: date, region: int, number: int) -> Report:
    """Let the outlet that sides with C allege cooperation of A and B; each time on other grounds."""
    outlet = desk.room.accuser
    grounds = (partial(silence, region=region), partial(passage, region=region), handed_over, joined_attack)
    claims = [
        claim
        for ground in (grounds[round_ % len(grounds)], grounds[(round_ + 1) % len(grounds)])
        if (claim := ground(desk, outlet, published)) is not None
    ]
    opening = (agreement(desk, outlet, published), desk.pick(wordings.ACCUSING))
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.ACCUSING_TITLES).format(region=desk.region(region)),
        published=published,
        paragraphs=(
            paragraph(*opening),
            *(paragraph(claim, desk.pick(wordings.QUIET)) for claim in claims),
            background(desk, region, published),
        ),
        number=number,
    )


def denial(desk: Desk, outlet: Outlet, published: date, region: int, number: int) -> Report:
    """Let an outlet of A or B deny the deal, and show fighting where there was any in the month before."""
    a, b, _ = parties(desk)
    own, other = (a, b) if outlet.sides_with == desk.room.a else (b, a)
    lines: list[Paragraph] = [
        paragraph(
            Statement(
                text=sentence(
                    desk.pick(wordings.DENIAL), a=desk.call(outlet, own), b=desk.call(outlet, other)
                ),
                kind="deny",
                sides=desk.ids(own, other),
                true=not dealing(desk, published),
            ),
            desk.pick(wordings.SCORNFUL),
        )
    ]
    if own == a:
        lines.append(paragraph(_counter_accusation(desk, outlet)))
    today = desk.war.setting.day_number(published)
    rows = news.clashes(desk.war, a, b, Span(first=today - 31, last=today))
    if len(rows):
        lines.append(paragraph(_still_fighting(desk, outlet, (own, other), int(rows[-1]), published)))
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.DENIAL_TITLES),
        published=published,
        paragraphs=(*lines, background(desk, region, published)),
        number=number,
    )


def both_sides(desk: Desk, accused: Report, denied: Report, published: date, number: int) -> Report:
    """Let the agency quote both sides word for word, and take none."""
    lines = [
        quoting(desk, accused, sentence_=accused.paragraphs[0].statements[0]),
        quoting(desk, denied, sentence_=denied.paragraphs[0].statements[0]),
    ]
    a, b, _ = parties(desk)
    today = desk.war.setting.day_number(published)
    region = news.longest_front(desk.war, a, b, Span(first=today - 31, last=today))
    return Report(
        outlet=desk.room.agency,
        title=desk.pick(wordings.CLAIMS_TITLES).format(region=desk.region(region)),
        published=published,
        paragraphs=(*lines, Paragraph(text=desk.pick(wordings.UNVERIFIED))),
        number=number,
    )


def quoting(desk: Desk, source: Report, *, sentence_: Statement) -> Paragraph:
    """Pass one sentence of another report on, word for word and with its source."""
    # a sentence that itself holds a quotation would need a second kind of marks
    template = "{outlet}: {sentence}" if "“" in sentence_.text else desk.pick(wordings.QUOTED)
    return Paragraph(
        text=template.format(outlet=source.outlet.name, sentence=sentence_.text),
        statements=(sentence_,),
        taken_from=source.filename,
        how="quote",
    )


def parties(desk: Desk) -> tuple[int, int, int]:
    """Give the indices of A, B and C."""
    index, room = desk.war.setting.index, desk.room
    return index(room.a), index(room.b), index(room.against)


def dealing(desk: Desk, day: date) -> bool:
    """Say whether a deal of A and B was in force before this day."""
    deal = desk.war.setting.deal
    return deal is not None and {deal.a, deal.b} == {desk.room.a, desk.room.b} and deal.since < day


def agreement(desk: Desk, outlet: Outlet, published: date) -> Statement:
    """Allege a deal, dated to the month in which the quarrel began."""
    a, b, c = parties(desk)
    month = month_of(desk, desk.room.since)
    since, until = desk.month_days(month)
    return Statement(
        text=sentence(
            desk.pick(wordings.DEAL),
            a=desk.call(outlet, a),
            b=desk.call(outlet, b),
            c=desk.call(outlet, c),
            month=desk.month(month),
        ),
        kind="deal",
        sides=desk.ids(a, b, c),
        true=dealing(desk, published),
        since=since,
        until=until,
    )


def silence(desk: Desk, outlet: Outlet, published: date, region: int) -> Statement:
    """Say that A and B haven't clashed in a region since the quarrel began."""
    a, b, _ = parties(desk)
    month = month_of(desk, desk.room.since)
    since = desk.month_days(month)[0]
    rows = news.clashes(desk.war, a, b, news.span_between(desk.war, since, published), region=region)
    return Statement(
        text=sentence(
            desk.pick(wordings.NO_CLASH),
            a=desk.call(outlet, a),
            b=desk.call(outlet, b),
            region=desk.region(region),
            month=desk.month(month),
        ),
        kind="no_clash",
        sides=desk.ids(a, b),
        true=len(rows) == 0,
        place=desk.region(region),
        since=since,
        until=published,
    )


def passage(desk: Desk, outlet: Outlet, published: date, region: int) -> Statement:
    """Say that A let B's fighters through. In this war nobody passes through foreign ground: it is false."""
    a, b, c = parties(desk)
    month = month_of(desk, published)
    held = desk.war.owners[month].ravel()[desk.war.places.cell] == a
    inside = [int(p) for p in (held & (desk.war.places.region == region)).nonzero()[0]]
    place = inside[int(desk.rng.integers(len(inside)))] if inside else int(held.argmax())
    return Statement(
        text=sentence(
            desk.pick(wordings.TRANSIT),
            a=desk.call(outlet, a),
            b=desk.call(outlet, b),
            c=desk.call(outlet, c),
            place=desk.place(place),
        ),
        kind="transit",
        sides=desk.ids(a, b, c),
        true=False,
        place=desk.place(place),
    )


def handed_over(desk: Desk, outlet: Outlet, published: date) -> Statement | None:
    """Say that a place which changed hands was given away; what was agreed on it the war doesn't say."""
    a, b, _ = parties(desk)
    last = month_of(desk, published)
    went = [c for c in news.captures(desk.war) if {c.loser, c.winner} == {a, b} and c.month <= last]
    if not went:
        return None
    capture = went[-1]
    since, until = desk.month_days(capture.month)
    return Statement(
        text=sentence(
            desk.pick(wordings.HANDOVER),
            a=desk.call(outlet, capture.loser),
            b=desk.call(outlet, capture.winner),
            place=desk.place(capture.place),
            month=desk.month(capture.month),
        ),
        kind="handover",
        sides=desk.ids(capture.loser, capture.winner),
        true=None,
        place=desk.place(capture.place),
        since=since,
        until=until,
    )


def joined_attack(desk: Desk, outlet: Outlet, published: date) -> Statement | None:
    """Say that A and B fought C at one place on one day, the last such day; None where there was none."""
    a, b, c = parties(desk)
    days = news.joint_days(desk.war, a, b, c, news.span_between(desk.war, desk.room.since, published))
    if not days:
        return None
    day, place = days[-1]
    return Statement(
        text=sentence(
            desk.pick(wordings.JOINT),
            a=desk.call(outlet, a),
            b=desk.call(outlet, b),
            c=desk.call(outlet, c),
            place=desk.place(place),
            date=long_date(desk.on(day)),
        ),
        kind="attack",
        sides=desk.ids(a, b, c),
        true=None,  # both fought there that day; who attacked whom the war doesn't say
        place=desk.place(place),
        since=desk.on(day),
        until=desk.on(day + 1),
    )


def _counter_accusation(desk: Desk, outlet: Outlet) -> Statement:
    """Say that C works with a party that it has no deal with."""
    a, _, c = parties(desk)
    d = desk.war.setting.index(desk.room.scapegoat)
    return Statement(
        text=sentence(
            desk.pick(wordings.COUNTER),
            a=desk.call(outlet, a),
            c=desk.call(outlet, c),
            d=desk.call(outlet, d),
            month=desk.month(month_of(desk, desk.room.since)),
        ),
        kind="deal",
        sides=desk.ids(c, d, a),
        true=False,
    )


def _still_fighting(
    desk: Desk, outlet: Outlet, sides: tuple[int, int], event: int, published: date
) -> Statement:
    day, place = int(desk.war.events.day[event]), int(desk.war.events.place[event])
    return Statement(
        text=sentence(
            desk.pick(wordings.STILL_FIGHTING),
            x=desk.call(outlet, sides[0]),
            y=desk.call(outlet, sides[1]),
            place=desk.place(place),
            when=desk.when(day, published),
        ),
        kind="clash",
        sides=desk.ids(*sides),
        true=True,
        place=desk.place(place),
        since=desk.on(day),
        until=desk.on(day + 1),
    )


def month_of(desk: Desk, day: date) -> int:
    """Give the month of the war in which a day lies, the last one for later days."""
    starts = desk.war.setting.month_starts
    return max(i for i, first in enumerate(starts[:-1]) if first <= day)
