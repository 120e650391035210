"""Mails (.eml): a head of their own, then the plain part, else the HTML part; attachments are listed only."""

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from holdfire.documents.decoding import LARGEST_FILE, decode
from holdfire.documents.html import read_html
from holdfire.documents.layer import LARGEST_TEXT, Layer, name
from holdfire.documents.reader import Reader
from holdfire.errors import DocumentError
from holdfire.model.document import Reading
from holdfire.model.layout import BlockRole

MOST_PARTS = 1_000
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_HEAD = re.compile(rb"\A(?:From .{0,500}\r?\n)?[!-9;-~]{1,100}:")
_BOUNDARY = re.compile(rb"boundary\s{0,5}=", re.IGNORECASE)
_FAULTS = (ValueError, LookupError, AttributeError, TypeError, AssertionError)
"""What the standard library raises on heads and parts that break the rules of mail."""


def read_mail(data: bytes, filename: str) -> Reading:
    """Read one mail: subject, sender and day as its head states them; quoting marks stay in the text.

    Raises
    ------
    DocumentError
        For what is no mail, is too large, or has no part with text.
    """
    if not data.strip() or len(data) > LARGEST_FILE:
        raise DocumentError(f"{filename}: the mail is empty or larger than {LARGEST_FILE // 2**20} MB")
    if not _HEAD.match(data.lstrip()) or len(_BOUNDARY.findall(data)) > MOST_PARTS:
        raise DocumentError(f"{filename}: this is no mail (it begins with no field such as From:)")
    try:
        mail = message_from_bytes(data.lstrip(), policy=policy.default)
        body = mail.get_body(("plain", "html"))
        attached = tuple(_attachment(part) for part in mail.iter_attachments()) if mail.is_multipart() else ()
    except (RecursionError, *_FAULTS) as error:
        raise DocumentError(
            f"{filename}: the parts of the mail can't be told apart; save it again"
        ) from error
    layer = Layer()
    head = [f"{field}: {value}" for field in _SHOWN if (value := _field(mail, field))]
    head += [f"Attachments: {', '.join(attached)}"] if attached else []
    layer.add("\n".join(head), BlockRole.MAIL_HEADER)
    before = layer.length
    _add_body(layer, body, filename)
    if layer.length == before:
        raise DocumentError(f"{filename}: the mail has no text; add what is attached as files of their own")
    if layer.is_full:
        raise DocumentError(f"{filename}: more than {LARGEST_TEXT:,} characters of text; split the mail")
    sender, address = parseaddr(_field(mail, "From"))
    return Reading(
        text=layer.text(),
        media_type="message/rfc822",
        title=name(_field(mail, "Subject")),
        author=name(sender or address),
        published=_day(mail),
        layout=layer.layout(),
        remarks=(f"attachments that are not read: {', '.join(attached)}",) if attached else (),
    )


def _add_body(layer: Layer, body: MIMEPart | None, filename: str) -> None:
    if body is None:
        return
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return
    charset = body.get_content_charset() or "utf-8"
    if body.get_content_type() == "text/html":
        page = read_html(_as_utf8(data, charset), filename)
        for block in page.layout.blocks:
            text = page.text[block.start : block.end]
            layer.add_verbatim(text, block.role, depth=block.depth, level=block.level)
    else:
        layer.add_verbatim(_decoded(data, charset, filename))


def _as_utf8(data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeError):
        return data  # the page may say it better


def _decoded(data: bytes, charset: str, filename: str) -> str:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return decode(data, filename)


def _field(mail: EmailMessage, field: str) -> str:
    try:
        return name(str(mail.get(field) or "")) or ""
    except _FAULTS:
        return ""


def _attachment(part: MIMEPart) -> str:
    return name(part.get_filename()) or part.get_content_type()


def _day(mail: EmailMessage) -> date | None:
    """Give the day on which the sender's clock stood, not ours."""
    try:
        sent = mail["Date"].datetime
    except _FAULTS:
        return None
    return sent.date() if sent is not None else None


READER = Reader(name="mail/1", suffixes=(".eml",), media_type="message/rfc822", read=read_mail)
