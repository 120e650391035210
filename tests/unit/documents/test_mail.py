from datetime import date
from email.message import EmailMessage

import pytest

from holdfire.documents import CONTAINERS, read_document
from holdfire.errors import DocumentError

MBOX = CONTAINERS[0]


def mail(body: str = "The League left.\n\n> Did it?\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ilya Marr <marr@example.org>"
    message["To"] = "front@example.org"
    message["Subject"] = "Über the bridge"
    message["Date"] = "Wed, 12 Mar 2031 23:30:00 -0500"
    message.set_content(body)
    return message


def test_a_mail_has_a_head_and_its_plain_text_with_quoting_marks() -> None:
    reading = read_document(mail().as_bytes(), "a.eml")
    assert (reading.title, reading.author) == ("Über the bridge", "Ilya Marr")
    assert reading.published == date(2031, 3, 12)
    head, body = reading.layout.blocks
    assert reading.text[head.start : head.end].startswith("From: Ilya Marr <marr@example.org>\nTo: front")
    assert (head.role, body.role) == ("mail_header", "pre")
    assert reading.text[body.start : body.end] == "The League left.\n\n> Did it?"


def test_plain_text_is_preferred_and_attachments_are_listed() -> None:
    message = mail()
    message.add_alternative("<p>Another text</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="map.pdf")
    reading = read_document(message.as_bytes(), "a.eml")
    assert "Another" not in reading.text
    assert "Attachments: map.pdf" in reading.text
    assert reading.remarks == ("attachments that are not read: map.pdf",)


def test_a_mail_of_html_alone_is_read_as_a_page() -> None:
    message = EmailMessage()
    message["From"] = "a@example.org"
    message.set_content("<p>The League</p><blockquote>left</blockquote>", subtype="html")
    reading = read_document(message.as_bytes(), "a.eml")
    assert [b.role.value for b in reading.layout.blocks] == ["mail_header", "paragraph", "quote"]


@pytest.mark.parametrize("data", [b"no mail at all", b"From: a@example.org\n\n", b"\x00\x01"])
def test_what_is_no_mail_or_says_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.eml"):
        read_document(data, "a.eml")


def test_a_mail_of_parts_within_parts_without_end_is_refused_or_read_in_time() -> None:
    part = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    data = b"From: a@example.org\n" + b"".join(part % (n, n) for n in range(5_000))
    with pytest.raises(DocumentError):
        read_document(data, "a.eml")


def test_an_unknown_charset_is_guessed_like_a_text_file() -> None:
    raw = b"From: a@example.org\nContent-Type: text/plain; charset=nonesuch\n\nThe League left.\n"
    assert "The League left." in read_document(raw, "a.eml").text


def test_a_mailbox_gives_its_mails_in_order_without_their_escapes() -> None:
    one, two = mail("One.\n\n>From here.\n").as_bytes(), mail("Two.\n").as_bytes()
    box = b"From a@b Wed Mar 12 2031\n" + one + b"\nFrom a@b Wed Mar 12 2031\n" + two
    members = list(MBOX.members(box, "a.mbox"))
    assert [m.path for m in members] == ["0001.eml", "0002.eml"]
    assert members[0].data.rstrip() == one.replace(b">From", b"From").rstrip()
    assert "Two." in read_document(members[1].data, members[1].path).text


def test_what_is_no_mailbox_is_refused() -> None:
    with pytest.raises(DocumentError, match="no mailbox"):
        list(MBOX.members(b"Dear all,\n", "a.mbox"))
