"""The elements of a web page to blocks with roles: what is said, and the menus and comment boxes around it.

Told by general rules: tags, roles, words of class and id, and how much of a block is links. What they don't
tell apart stays main text: losing an article's sentence is worse than keeping a menu's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from holdfire.documents.layer import Layer, tidy
from holdfire.model.layout import APART, Block, BlockRole

_SKIPPED_TAGS = (
    "script style noscript template button select iframe object embed svg canvas audio video head textarea "
    "input math"
)
_BLOCK_TAGS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption caption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_ROLES = {
    **dict.fromkeys(("nav", "menu", "aside", "footer", "form", "dialog"), BlockRole.MENU),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockRole.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockRole.LIST),
    **dict.fromkeys(("td", "th"), BlockRole.TABLE),
    **dict.fromkeys(("figcaption", "caption"), BlockRole.CAPTION),
    "blockquote": BlockRole.QUOTE,
    "pre": BlockRole.PRE,
}
_MENUS = ("navigation", "complementary", "contentinfo", "search", "dialog", "menu", "menubar")
_NOTES = ("doc-endnotes", "doc-footnote", "doc-endnote", "doc-footnotes")
_STATED: Mapping[str | None, BlockRole] = {
    **dict.fromkeys(_MENUS, BlockRole.MENU),
    **dict.fromkeys(_NOTES, BlockRole.NOTE),
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # relatedPosts
_HEDGED = re.compile(r"\b(?:has|no|with|without|hide|is)-\S{1,60}", re.IGNORECASE)  # "has-sidebar" has one
_WORD = r"(?:^|[-_\s])(?:{})(?:$|[-_\s])"
_COMMENT = re.compile(
    _WORD.format("comments?|commentlist|comment-list|disqus|disqus_thread|respond|replies|discussion"),
    re.IGNORECASE,
)
_MENU = re.compile(
    _WORD.format(
        "nav|navbar|navigation|menu|sidebar|breadcrumbs?|cookies?|consent|share|sharing|sharedaddy|social|"
        "related|newsletter|subscribe|advert|advertisement|ads|promo|pagination|footer|skip-link|toolbar"
    ),
    re.IGNORECASE,
)
_NOTE = re.compile(_WORD.format("footnotes?|endnotes?|reflist|references"), re.IGNORECASE)
_LINK_SHARE = 0.8  # of a block's characters; with more it is a link
_LINK_WORDS = 12  # a longer one is a sentence that happens to be a link
_LINKS_IN_ROW = 3


@dataclass(frozen=True, slots=True)
class _State:
    """What the elements around a text make of it."""

    role: BlockRole = BlockRole.PARAGRAPH
    depth: int = 0
    level: int = 0
    verbatim: bool = False
    linked: bool = False


class _Walk:
    """One pass over a page's elements, without recursion: pages may nest deep."""

    def __init__(self) -> None:
        self.layer = Layer()
        self.links: list[float] = []  # the share of links, for each block
        self._line: list[str] = []
        self._linked = 0
        self._states = [_State()]

    def run(self, root: LexborNode) -> None:
        """Read all elements under the root."""
        node: LexborNode | None = root
        while node is not None and not self.layer.is_full:
            inside = self._enter(node)
            while node is not None and inside is None:
                self._leave(node)
                inside = node.next if node.mem_id != root.mem_id else None
                if inside is None:
                    node = node.parent if node.mem_id != root.mem_id else None
            node = inside
        self._flush()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Open an element; give its first child where that is to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._write(node.text_content or "")
            return None
        if tag == "br":
            self._line.append("\u2028")
        state = _inside(node, tag, self._states[-1])
        if tag in _BLOCKS:
            self._flush()
        self._states.append(state or self._states[-1])
        if state is None:
            return None
        if (mark := _note_mark(node, tag)) is not None:
            self._write(mark)
            return None
        return node.child

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            return
        if tag in _BLOCKS:
            self._flush()
        self._states.pop()

    def _write(self, text: str) -> None:
        state = self._states[-1]
        self._line.append(text if state.verbatim else text.replace("\u2028", " "))
        self._linked += len(text.strip()) if state.linked else 0

    def _flush(self) -> None:
        """Close a block; a line break that the page asks for (U+2028 here) stays one, two of them part."""
        if not self._line:
            return
        text, state = "".join(self._line), self._states[-1]
        self._line.clear()
        parts = [text.replace("\u2028", "\n")] if state.verbatim else _parted(text)
        for part in parts:
            before = self.layer.length
            if state.verbatim:
                self.layer.add_verbatim(part, state.role, depth=state.depth, level=state.level)
            else:
                self.layer.add(part, state.role, depth=state.depth, level=state.level)
            if self.layer.length > before:
                self.links.append(self._linked / max(1, len(text.strip())))
        self._linked = 0


def blocks_of(root: LexborNode) -> Layer:
    """Read a page's elements into a text layer whose blocks have roles."""
    walk = _Walk()
    walk.run(root)
    blocks = _linked_menus(walk.layer.blocks, walk.links, walk.layer.text())
    if all(block.role in APART for block in blocks):  # what calls everything a menu tells nothing
        blocks = [replace(b, role=BlockRole.PARAGRAPH) if b.role is BlockRole.MENU else b for b in blocks]
    walk.layer.relabel(blocks)
    return walk.layer


def _parted(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in (tidy(part) for part in text.split("\u2028")):
        if line:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []
    yield "\n".join(lines)


def _inside(node: LexborNode, tag: str, around: _State) -> _State | None:
    """Say what an element makes of its text; None where it is shown to nobody."""
    if tag in _SKIPPED:
        return None
    if tag not in _BLOCKS:
        return replace(around, linked=True) if tag == "a" else around
    attributes = node.attributes
    if attributes.get("hidden", "") is None or attributes.get("aria-hidden") == "true":
        return None
    settled = around.role in APART or tag in ("html", "body", "main")
    role = None if settled else _named(node, attributes, tag) or _ROLES.get(tag)
    if role is not None:
        return replace(around, role=role, verbatim=False) if role in APART else _opened(tag, role, around)
    loose = around.role in (BlockRole.TABLE, BlockRole.HEADING) and tag in ("p", "div", "table", "section")
    return replace(around, role=BlockRole.PARAGRAPH) if loose else around


def _opened(tag: str, role: BlockRole, around: _State) -> _State:
    kept = around.role is BlockRole.NOTE or (around.role is BlockRole.QUOTE and role is BlockRole.LIST)
    return _State(
        role=around.role if kept else role,
        depth=around.depth + (tag == "blockquote"),
        level=int(tag[1]) if role is BlockRole.HEADING else around.level + (role is BlockRole.LIST),
        verbatim=around.verbatim or tag == "pre",
        linked=around.linked,
    )


def _named(node: LexborNode, attributes: dict[str, str | None], tag: str) -> BlockRole | None:
    """Tell an element by its ARIA role and the words of its class and id; None where they say nothing."""
    stated = attributes.get("role")
    if stated in _STATED:
        return _STATED[stated]
    words = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"[:1_000]
    words = _HEDGED.sub(" ", _HUMP.sub("-", words))
    role = BlockRole.COMMENT if _COMMENT.search(words) else None
    if role is None and tag != "article":
        role = BlockRole.MENU if _MENU.search(words) else None
    if role is None:
        return BlockRole.NOTE if _NOTE.search(words) else None
    return None if node.css_first("main, h1") is not None else role


def _note_mark(node: LexborNode, tag: str) -> str | None:
    """Write a raised number that is a link as a note mark: "[3]"; "km²" has no link."""
    if tag != "sup" or not (node.css_first("a") is not None or (node.parent and node.parent.tag == "a")):
        return None
    number = (node.text(deep=True) or "").strip()
    return f"[{number}]" if number.isascii() and number.isdigit() and len(number) <= 4 else None


def _linked_menus(blocks: list[Block], links: list[float], text: str) -> list[Block]:
    """Call runs of short blocks that are nothing but links a menu."""
    found = list(blocks)
    first = 0
    for n in range(len(blocks) + 1):
        if n < len(blocks) and _is_link(blocks[n], links[n], text):
            continue
        if n - first >= _LINKS_IN_ROW:
            found[first:n] = [replace(block, role=BlockRole.MENU) for block in blocks[first:n]]
        first = n + 1
    return found


def _is_link(block: Block, share: float, text: str) -> bool:
    if block.role not in (BlockRole.PARAGRAPH, BlockRole.LIST, BlockRole.TABLE) or share < _LINK_SHARE:
        return False
    return len(text[block.start : min(block.end, block.start + 400)].split()) <= _LINK_WORDS
