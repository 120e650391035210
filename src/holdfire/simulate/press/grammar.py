"""English that changes with what stands beside it: a or an, verbs, numbers, ordinals."""

_VERBS = {
    "was": ("was", "were"),
    "is": ("is", "are"),
    "has": ("has", "have"),
    "does": ("does", "do"),
    "its": ("its", "their"),
    "it": ("it", "they"),
    "them": ("it", "them"),
    "itself": ("itself", "themselves"),
    "s": ("s", ""),
    "es": ("es", ""),
}
_SPELLED_VOWELS = "AEFHILMNORSX"  # letters whose names begin with a vowel
_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def agreeing(form: str, *, plural: bool) -> str | None:
    """Give a verb or pronoun in the number of its noun; None where the form is none of these."""
    pair = _VERBS.get(form)
    return None if pair is None else pair[plural]


def article(following: str) -> str:
    """Give the indefinite article for the words that follow."""
    word = following.lstrip("“\"'‘").split(" ")[0].split("-")[0]
    if not word:
        return "a"
    if len(word) > 1 and word.isupper() and word.isalpha():
        return "an" if word[0] in _SPELLED_VOWELS else "a"
    low = word.casefold()
    if low.startswith(("hour", "honest", "heir", "8", "11", "18")):
        return "an"
    if low.startswith(("uni", "use", "eu", "one", "ut")) and not low.startswith("unin"):
        return "a"
    return "an" if low[0] in "aeiou" else "a"


def is_plural(name: str) -> bool:
    """Say whether a party's name takes a plural verb: "the Lowlanders", not "the Front"."""
    head = name.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    return head.endswith("men") or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def in_words(number: int) -> str:
    """Write a number below one hundred in words."""
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


def ordinal(number: int) -> str:
    """Write 1st, 2nd, 3rd, 4th, …."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def listed(items: list[str]) -> str:
    """Put items into a row: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
