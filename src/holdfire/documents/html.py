"""Web pages: our own text layer, paragraphs parted by blank lines, without scripts, menus and comment boxes.

The page is parsed, never fetched from and never run. What the tags don't tell apart stays in the text: losing
an article's sentence is worse than keeping a menu's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from holdfire.documents.decoding import LARGEST_FILE, decode
from holdfire.documents.reader import Reader
from holdfire.errors import DocumentError
from holdfire.model.document import Reading

LARGEST_TEXT = 8_000_000  # characters of a text layer
MOST_WORK = 1_000_000_000  # steps through open elements; the parser takes about 4 s for them
MOST_ATTRIBUTES = 5_000  # of one tag; the parser compares each with all others
LARGEST_NAME = 500  # characters of a title or an author
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-z][^>]{10000,}", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CLOSED_BY_OTHERS_TAGS = (
    "area base br col embed hr img input link meta param source track wbr html head body p li dd dt tr td th "
    "thead tbody tfoot colgroup option optgroup rt rp script style"
)
_CLOSED_BY_OTHERS = frozenset(_CLOSED_BY_OTHERS_TAGS.split())
_DROPPED_TAGS = (
    "script style noscript template nav menu aside footer form button select iframe object embed svg canvas "
    "audio video head dialog textarea input math"
)
_BLOCK_TAGS = (
    "address article blockquote body center dd details div dl dt fieldset figcaption figure "
    "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BOILERPLATE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|cookie|cookies|comments?|comment-list|"
    r"disqus_thread|respond|share|sharing|sharedaddy|social|related|newsletter|subscribe|advert|ads|promo)(?:$|[-_\s])",
    re.IGNORECASE,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PROBE = rb"<p>Az09 \u0041+AGE-"  # an encoding that reads this in another way is none of web pages
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f]+")  # a reference such as &#27; can name a control character
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
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
    """Read a web page into paragraphs parted by blank lines, with title, author and day as it states them.

    Raises
    ------
    DocumentError
        For a page that is too large, not text, or without any text once scripts and menus are gone.
    """
    markup = _markup(data, filename)
    if _work(markup) > MOST_WORK:
        raise DocumentError(f"{filename}: too many elements stand within each other; clean the page")
    if any(_attributes(tag[0]) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        raise DocumentError(f"{filename}: a tag has more than {MOST_ATTRIBUTES:,} attributes; clean the page")
    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    text = "" if root is None else _text_layer(root)
    if not text:
        raise DocumentError(f"{filename}: the page holds no text outside scripts, menus and comment boxes")
    if len(text) > LARGEST_TEXT:
        raise DocumentError(f"{filename}: more than {LARGEST_TEXT:,} characters of text; split the page")
    return Reading(
        text=text,
        media_type="text/html",
        title=_stated(tree, _TITLES) or _inner(tree, "title") or _inner(tree, "h1"),
        author=_stated(tree, _AUTHORS)
        or _inner(tree, '[rel="author"]')
        or _inner(tree, '[itemprop="author"]'),
        published=_published(tree),
        language=_language(tree),
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


def _text_layer(root: LexborNode) -> str:
    paragraphs: list[str] = []
    line: list[str] = []
    length = 0
    for piece in _pieces(root):
        if piece is not None:
            line.append(piece)
            continue
        if paragraph := _tidy("".join(line)):
            paragraphs.append(paragraph)
            length += len(paragraph)
        line.clear()
        if length > LARGEST_TEXT:
            break  # the page is refused; the rest would only take time
    if paragraph := _tidy("".join(line)):
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


def _tidy(paragraph: str) -> str:
    """Blanks as a browser shows them; a line break that the page asks for (U+2028 here) stays one."""
    return "\n".join(_BLANKS.sub(" ", part).strip(" ") for part in paragraph.split("\u2028")).strip()


def _pieces(root: LexborNode) -> Iterator[str | None]:
    """Walk the tree without recursion (pages may nest deep): text, or None where a block begins or ends."""
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            yield (node.text_content or "").replace("\u2028", " ")
        elif tag == "br":
            yield "\u2028"
        if tag in _BLOCKS:
            yield None
        inside = None if _dropped(node, tag) else node.child
        node, closed = (inside, ()) if inside is not None else _next(node, root)
        if any(tag in _BLOCKS for tag in closed):
            yield None


def _next(node: LexborNode, root: LexborNode) -> tuple[LexborNode | None, tuple[str, ...]]:
    """Go to the node after this one in reading order; also the tags that close on the way."""
    closed = [node.tag or ""]
    here: LexborNode | None = node
    while here is not None and here.mem_id != root.mem_id:
        if here.next is not None:
            return here.next, tuple(closed)
        here = here.parent
        if here is not None:
            closed.append(here.tag or "")
    return None, tuple(closed)


def _dropped(node: LexborNode, tag: str) -> bool:
    if tag in _DROPPED:
        return True
    if tag not in _BLOCKS or tag in ("body", "html", "main", "article"):
        return False
    attributes = node.attributes
    if attributes.get("hidden", "") is None or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in ("navigation", "complementary", "contentinfo", "search", "dialog"):
        return True
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return _BOILERPLATE.search(names) is not None


def _stated(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (value := _tidy(node.attributes.get("content") or "")):
            return value[:LARGEST_NAME]
    return None


def _inner(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    return None if node is None else _tidy(node.text(deep=True))[:LARGEST_NAME] or None


def _published(tree: LexborHTMLParser) -> date | None:
    values = [_stated(tree, (selector,)) for selector in _DATES]
    values += [node.attributes.get("datetime") for node in tree.css("time")[:5]]
    for value in values:
        if value and (day := _DAY.match(value.strip())):
            try:
                return date(int(day[1]), int(day[2]), int(day[3]))
            except ValueError:
                continue  # 2014-13-45: the page's slip; the next statement may be right
    return None


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.css_first("html")
    return None if root is None else (root.attributes.get("lang") or None)


READER = Reader(name="html", suffixes=(".html", ".htm", ".xhtml"), media_type="text/html", read=read_html)
