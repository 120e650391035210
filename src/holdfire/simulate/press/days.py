"""Days as reports write them: by weekday, by date, by the part of a month; with what they mean."""

from datetime import date, timedelta

from holdfire.model.claim import DateBasis
from holdfire.simulate.press.slots import When
from holdfire.simulate.press.story import Story

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ONE = timedelta(days=1)
_PARTS = ((1, 11, "early"), (11, 21, "mid-"), (21, None, "late"))


def long_date(day: date, *, month_first: bool = False, year: bool = True) -> str:
    """Write a day as English reports do, in any locale: 3 October 2031, or October 3, 2031."""
    month = MONTHS[day.month - 1]
    if month_first:
        return f"{month} {day.day}, {day.year}" if year else f"{month} {day.day}"
    return f"{day.day} {month} {day.year}" if year else f"{day.day} {month}"


def month_name(day: date) -> str:
    """Write a month with its year."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def next_month(day: date) -> date:
    """Give the first day of the next month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def on_day(story: Story, day: date, *, right: bool = True) -> When:
    """Write a day as one that has passed by when the report came out."""
    ago = (story.published - day).days
    weekday, first = WEEKDAYS[day.weekday()], story.outlet.habits.month_first
    dated = long_date(day, month_first=first, year=story.luck.chance(0.25) or ago > 200)
    forms = [(f"on {dated}", DateBasis.STATED)]
    if 0 < ago < 7:
        forms += [(f"on {weekday}", DateBasis.RELATIVE)] * 2
        forms += [(f"{part} {weekday}", DateBasis.RELATIVE) for part in ("late on", "early on")]
        forms.append((f"on {weekday}, {long_date(day, month_first=first, year=False)}", DateBasis.STATED))
    if ago == 1:
        forms.append(("yesterday", DateBasis.RELATIVE))
    text, basis = story.luck.pick(forms)
    return When(text=text, since=day, until=day + ONE, basis=basis, right=right)


def in_month(story: Story, day: date) -> When:
    """Write the month of a day: by its name, or as the last one."""
    since, until = day.replace(day=1), next_month(day)
    forms = [(f"in {month_name(since)}", DateBasis.STATED)] * 2
    if 0 < (story.published - since).days < 330:
        forms.append((f"in {MONTHS[since.month - 1]}", DateBasis.STATED))
    if until == story.published.replace(day=1):
        forms.append(("last month", DateBasis.RELATIVE))
    text, basis = story.luck.pick(forms)
    return When(text=text, since=since, until=until, basis=basis)


def about_then(story: Story, day: date) -> When:
    """Write a day as a part of its month: in early October, in mid-October."""
    first, until, name = next(part for part in reversed(_PARTS) if day.day >= part[0])
    month = MONTHS[day.month - 1]
    text = f"in {name}{month}" if name.endswith("-") else f"in {name} {month}"
    if story.luck.chance(0.3) or abs((story.published - day).days) > 300:
        text = f"{text} {day.year}"
    end = day.replace(day=until) if until else next_month(day)
    return When(text=text, since=day.replace(day=first), until=end, basis=DateBasis.STATED)


def since_month(story: Story, day: date) -> When:
    """Write the time from the beginning of a month to the report."""
    since = day.replace(day=1)
    year = f" {since.year}" if story.luck.chance(0.4) or since.year != story.published.year else ""
    return When(
        text=f"since {MONTHS[since.month - 1]}{year}",
        since=since,
        until=story.published + ONE,
        basis=DateBasis.STATED,
    )


def this_week(story: Story, since: date, until: date) -> When:
    """Write a week that ended the day before `until`."""
    first, last = since, until - ONE
    order = story.outlet.habits.month_first
    span = (
        f"between {long_date(first, month_first=order, year=False)} and {long_date(last, month_first=order)}"
    )
    forms = [(span, DateBasis.STATED)]
    if 0 <= (story.published - last).days <= 2:
        forms += [("this week", DateBasis.RELATIVE), ("over the past week", DateBasis.RELATIVE)]
    text, basis = story.luck.pick(forms)
    return When(text=text, since=since, until=until, basis=basis)
