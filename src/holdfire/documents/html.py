"""Web pages: our own text layer, blocks parted by blank lines; menus and comment boxes are kept as such.

The page is parsed, never fetched from and never run.
"""

import re
from collections import Counter
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from holdfire.documents.decoding import LARGEST_FILE, decode
from holdfire.documents.html_blocks import blocks_of
from holdfire.documents.layer import LARGEST_TEXT, Layer, name
from holdfire.documents.reader import Reader
from holdfire.documents.stated_days import stated_day
from holdfire.errors import DocumentError
from holdfire.model.document import Reading

MOST_WORK = 1_000_000_000  # steps through open elements; the parser takes about 4 s for them
MOST_ATTRIBUTES = 5_000  # of one tag; the parser compares each with all others
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-z][^>]{10000,}", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CLOSED_BY_OTHERS_TAGS = (
    "area base br col embed hr img input link meta param source track wbr html head body p li dd dt tr td th "
    "thead tbody tfoot colgroup option optgroup rt rp script style"
)
_CLOSED_BY_OTHERS = frozenset(_CLOSED_BY_OTHERS_TAGS.split())
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PROBE = rb"<p>Az09 \u0041+AGE-"  # an encoding that reads this in another way is none of web pages
_TITLES = ('meta[property="og:title"]', 'meta[name="twitter:title"]', 'meta[name="dc.title"]')
_AUTHORS = (
    'meta[name="author"]',
    'meta[property="article:author"]',
    'meta[name="dc.creator"]',
    'meta[name="byl"]',
)
_DATES = (
    'meta[property="article:published_time"]',
    'meta[name="date"]',
    'meta[name="pubdate"]',
    'meta[name="publish-date"]',
    'meta[name="dc.date"]',
    'meta[itemprop="datePublished"]',
)


def read_html(data: bytes, filename: str) -> Reading:
    """Read a web page into blocks parted by blank lines, with title, author and day as it states them.

    Raises
    ------
    DocumentError
        For a page that is too large, not text, or without any text once scripts are gone.
    """
    markup = _markup(data, filename)
    if _work(markup) > MOST_WORK:
        raise DocumentError(f"{filename}: too many elements stand within each other; clean the page")
    if any(_attributes(tag[0]) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        raise DocumentError(f"{filename}: a tag has more than {MOST_ATTRIBUTES:,} attributes; clean the page")
    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    layer = Layer() if root is None else blocks_of(root)
    if not layer.length:
        raise DocumentError(f"{filename}: the page holds no text outside scripts and what it hides")
    if layer.is_full:
        raise DocumentError(f"{filename}: more than {LARGEST_TEXT:,} characters of text; split the page")
    return Reading(
        text=layer.text(),
        media_type="text/html",
        title=_stated(tree, _TITLES) or _inner(tree, "title") or _inner(tree, "h1"),
        author=_stated(tree, _AUTHORS)
        or _inner(tree, '[rel="author"]')
        or _inner(tree, '[itemprop="author"]'),
        published=_published(tree),
        language=_language(tree),
        layout=layer.layout(),
    )


def _markup(data: bytes, filename: str) -> str:
    """Decode by the page's own declaration where it is not UTF-8."""
    declared = _META_CHARSET.search(data[:4096])
    if declared is not None and len(data) <= LARGEST_FILE and b"\0" not in data:
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError:
            try:
                if _PROBE.decode(name := declared[1].decode("ascii")) == _PROBE.decode("ascii"):
                    return data.decode(name)
            except (LookupError, UnicodeError):
                pass  # a wrong declaration: fall back to the careful guess
    return decode(data, filename)


def _work(markup: str) -> int:
    """Estimate, before a page is parsed, how many open elements its tags make the parser step through.

    Most tags make it search through all that are open, so a small page can take minutes. Elements that
    others close don't count as open.
    """
    still_open: Counter[str] = Counter()
    work = depth = 0
    for closing, tag in _TAG.findall(markup):
        name = tag.lower()
        if closing and still_open[name]:
            still_open[name] -= 1
            depth -= 1
        elif not closing and name not in _CLOSED_BY_OTHERS:
            still_open[name] += 1
            depth += 1
        work += depth
    return work


def _attributes(tag: str) -> int:
    """Count the attributes of a tag, about; what is quoted may hold blanks of its own."""
    return len(_QUOTED.sub('""', tag).split())


def _stated(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (value := name(node.attributes.get("content"))):
            return value
    return None


def _inner(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    return None if node is None else name(node.text(deep=True))


def _published(tree: LexborHTMLParser) -> date | None:
    values = [_stated(tree, (selector,)) for selector in _DATES]
    values += [node.attributes.get("datetime") for node in tree.css("time")[:5]]
    days = (stated_day(value) for value in values if value)
    return next((day for day in days if day is not None), None)  # 2014-13-45 is a slip; the next may be right


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.css_first("html")
    return None if root is None else (root.attributes.get("lang") or None)


READER = Reader(name="html/2", suffixes=(".html", ".htm", ".xhtml"), media_type="text/html", read=read_html)
