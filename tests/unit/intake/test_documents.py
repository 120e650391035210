"""Documents keep their bytes; the same bytes are one document only from one outlet under one name."""

import hashlib
import pathlib
import zipfile
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import document, documents, layout_of, text_of
from holdfire.case.folder import Case
from holdfire.errors import AnchorError, DocumentError
from holdfire.inquiry.verifying import verify
from holdfire.intake.coding import code_claims
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.model.layout import NO_LAYOUT

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
TEXT = "Shelling near Ost.\r\nThe Crown’s army – so it is said – looked on.\n"


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    return new_case(tmp_path / "case", title="x", actors=None, act=ACT)


@pytest.fixture
def report(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_a_document_keeps_its_bytes_and_its_text_layer_keeps_every_character(
    case: Case, report: pathlib.Path
):
    about = About(published=date(2017, 11, 25), outlet="The Courier", url="https://courier.example/1")
    added = add_documents(case, [report], about, ACT)
    (meta,) = added.added
    assert meta.folder == meta.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert case.read(f"documents/{meta.folder}/original.txt") == TEXT.encode()
    assert text_of(case, meta.folder) == TEXT
    assert documents(case) == (meta,)
    assert (meta.published, meta.outlet, meta.filename) == (date(2017, 11, 25), "The Courier", "report.txt")
    assert added.sentences() == (f"added report.txt as {meta.folder[:12]}",)
    assert check_files(case) == ()


def test_the_same_file_from_the_same_outlet_is_there_already(case: Case, report: pathlib.Path):
    add_documents(case, [report], About(outlet="The Courier"), ACT)
    before = case.logged()
    again = add_documents(case, [report, report], About(outlet="The Courier"), ACT)
    assert again.added == ()
    assert len(again.already_there) == 2
    assert case.logged() == before


def test_the_same_bytes_from_another_outlet_or_under_another_name_are_further_documents(
    case: Case, report: pathlib.Path
):
    copy = report.with_name("copy.txt")
    copy.write_bytes(report.read_bytes())
    add_documents(case, [report, copy], About(outlet="The Courier"), ACT)
    report_on_it = add_documents(case, [report], About(outlet="Sentinel"), ACT)
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    assert sorted(d.folder for d in documents(case)) == [sha, f"{sha}~2", f"{sha}~3"]
    third = document(case, f"{sha}~3")
    assert (third.outlet, third.filename, third.sha256) == ("Sentinel", "report.txt", sha)
    assert text_of(case, f"{sha}~3") == TEXT
    assert report_on_it.sentences()[1].startswith(f"report.txt has the bytes of {sha[:12]} under another")


def test_a_folder_gives_its_documents_and_names_what_it_leaves_out(case: Case, tmp_path: pathlib.Path):
    folder = tmp_path / "press"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("Aleph.")
    (folder / "deep/b.HTML").write_text(
        "<html><head><title>Beth</title></head><body><p>Beth.</p></body></html>"
    )
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text("not mine")
    added = add_documents(case, [folder], About(), ACT)
    assert sorted(d.filename for d in added.added) == ["a.txt", "b.HTML"]
    assert added.left_out == ("picture.png",)
    page = document(case, "b.HTML")
    assert page.title == "Beth"
    assert "Beth." in text_of(case, page.folder)
    assert case.names(f"documents/{page.folder}/original.*") == (f"documents/{page.folder}/original.html",)


def test_what_the_user_says_wins_over_what_the_file_says(case: Case, tmp_path: pathlib.Path):
    page = tmp_path / "page.html"
    page.write_text("<html><head><title>Old</title></head><body><p>Text.</p></body></html>")
    add_documents(case, [page], About(title="New"), ACT)
    assert documents(case)[0].title == "New"


def test_one_bad_file_refuses_all_and_every_bad_one_is_named(
    case: Case, report: pathlib.Path, tmp_path: pathlib.Path
):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\t\n")
    (tmp_path / "table.xyz").write_bytes(b"x")
    (tmp_path / "nothing").mkdir()
    names = ["missing.txt", "empty.txt", "blank.txt", "table.xyz", "nothing"]
    with pytest.raises(DocumentError, match=r"5 problems; nothing was added") as error:
        add_documents(case, [report, *(tmp_path / n for n in names)], About(), ACT)
    assert all(name in str(error.value) for name in names)
    assert "report.txt" not in str(error.value)
    assert documents(case) == ()


def test_a_file_name_that_is_no_text_is_refused(case: Case, tmp_path: pathlib.Path):
    odd = tmp_path / "report-\udcff.txt"
    odd.write_text("Shelling near Ost.")
    with pytest.raises(DocumentError, match="has characters that are none in its name"):
        add_documents(case, [odd], About(), ACT)


def test_one_title_does_not_name_two_documents(case: Case, report: pathlib.Path, tmp_path: pathlib.Path):
    (tmp_path / "other.txt").write_text("Other.")
    with pytest.raises(DocumentError, match="one title can't name 2 documents"):
        add_documents(case, [report, tmp_path / "other.txt"], About(title="T"), ACT)


def test_a_document_is_found_by_file_name_folder_or_twelve_digits(case: Case, report: pathlib.Path):
    (meta,) = add_documents(case, [report], About(), ACT).added
    for name in ("report.txt", meta.folder, meta.folder[:12]):
        assert document(case, name) == meta
    for name in ("Report.txt", meta.folder[:11], "0" * 12):
        with pytest.raises(DocumentError, match=r"(?s)no document is called .*report\.txt"):
            document(case, name)


def test_two_documents_of_one_name_are_listed_instead_of_guessed(case: Case, report: pathlib.Path):
    add_documents(case, [report], About(outlet="A"), ACT)
    add_documents(case, [report], About(outlet="B"), ACT)
    with pytest.raises(DocumentError, match=r"several documents are called .*folder's name") as error:
        document(case, "report.txt")
    assert str(error.value).count("report.txt") == 3


def test_a_text_that_was_changed_is_not_read(case: Case, report: pathlib.Path):
    (meta,) = add_documents(case, [report], About(), ACT).added
    (case.path / f"documents/{meta.folder}/text.txt").write_bytes(TEXT.encode() + b".")
    with pytest.raises(AnchorError, match="is not the text that the document was read into"):
        text_of(case, meta.folder)


def test_documents_come_by_day_with_undated_ones_last(case: Case, tmp_path: pathlib.Path):
    for name, day in (("c", None), ("b", date(2017, 2, 1)), ("a", date(2017, 3, 1))):
        (tmp_path / f"{name}.txt").write_text(f"Report {name}.")
        add_documents(case, [tmp_path / f"{name}.txt"], About(published=day), ACT)
    assert [d.filename for d in documents(case)] == ["b.txt", "a.txt", "c.txt"]


def _mail(subject: str) -> bytes:
    head = f"From: a@example.org\nSubject: {subject}\nDate: Wed, 12 Mar 2031 08:00:00 +0000"
    return f"{head}\n\nThey left.\n".encode()


def test_archives_and_mailboxes_become_documents_that_name_where_they_came_from(
    case: Case, tmp_path: pathlib.Path
):
    box = b"From a@b\n" + _mail("One") + b"\nFrom a@b\n" + _mail("Two")
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as packed:
        packed.writestr("b/list.mbox", box)
        packed.writestr("a.html", "<p>The League left.</p>")
        packed.writestr("__MACOSX/a.html", "x")
        packed.writestr("map.png", b"\x89PNG")
    added = add_documents(case, [tmp_path / "press.zip"], About(), ACT)
    assert [(d.filename, d.part_of, d.path_inside, d.title) for d in added.added] == [
        ("a.html", "press.zip", "a.html", None),
        ("0001.eml", "press.zip/b/list.mbox", "0001.eml", "One"),
        ("0002.eml", "press.zip/b/list.mbox", "0002.eml", "Two"),
    ]
    assert added.left_out == ("map.png",)
    mail = added.added[1]
    assert case.read(f"documents/{mail.folder}/original.eml").rstrip() == _mail("One").rstrip()
    assert layout_of(case, mail.folder).blocks[0].role == "mail_header"
    assert verify(case) == ()


def test_bad_files_can_be_skipped_and_are_listed_with_their_reasons(
    case: Case, report: pathlib.Path, tmp_path: pathlib.Path
):
    (tmp_path / "broken.pdf").write_bytes(b"no pdf")
    (tmp_path / "empty.txt").write_bytes(b"")
    paths = [report, tmp_path / "broken.pdf", tmp_path / "empty.txt"]
    added = add_documents(case, paths, About(), ACT, skip_bad=True)
    assert [d.filename for d in added.added] == ["report.txt"]
    assert [pathlib.Path(p.file).name for p in added.skipped] == ["broken.pdf", "empty.txt"]
    assert "is no PDF" in added.sentences()[1]
    with pytest.raises(DocumentError, match=r"2 problems"):
        add_documents(case, paths[1:], About(), ACT, skip_bad=True)


def test_a_bad_member_refuses_the_whole_archive(case: Case, tmp_path: pathlib.Path):
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as packed:
        packed.writestr("a.txt", "They left.")
        packed.writestr("../evil.txt", "x")
        packed.writestr("inner.zip", b"PK")
    with pytest.raises(DocumentError, match=r"(?s)2 problems.*leads out of the archive.*archive inside"):
        add_documents(case, [tmp_path / "press.zip"], About(), ACT)
    assert documents(case) == ()


def test_a_changed_layout_is_a_fault(case: Case, tmp_path: pathlib.Path):
    (tmp_path / "a.html").write_text("<h1>Osk</h1><p>They left.</p>")
    (meta,) = add_documents(case, [tmp_path / "a.html"], About(), ACT).added
    path = case.path / f"documents/{meta.folder}/layout.json"
    path.write_bytes(path.read_bytes().replace(b"heading", b"comment"))
    assert any("is not the layout that the original has" in fault.message for fault in verify(case))


def test_a_case_from_before_there_were_layouts_is_read(case: Case, report: pathlib.Path):
    (meta,) = add_documents(case, [report], About(), ACT).added
    case.commit(ACT, "test", write={}, remove=[f"documents/{meta.folder}/layout.json"])
    assert layout_of(case, meta.folder) == NO_LAYOUT
    assert verify(case) == ()


def test_the_language_is_told_and_a_document_that_no_coder_reads_is_said_to_be_uncoded(
    case: Case, tmp_path: pathlib.Path
):
    english = "The army left the town on Monday, and nobody was hurt there, a monitor said in the evening."
    arabic = "غادر الجيش المدينة يوم الاثنين ولم ترد أنباء عن اشتباكات بين الطرفين في المنطقة."
    (tmp_path / "en.txt").write_text(english, encoding="utf-8")
    (tmp_path / "ar.txt").write_text(arabic, encoding="utf-8")
    added = add_documents(case, [tmp_path / "en.txt", tmp_path / "ar.txt"], About(), ACT)
    assert [d.language for d in added.added] == ["en", "ar"]
    coded = code_claims(case, ACT)
    assert coded.uncoded == {"ar": ("ar.txt",)}
    assert "1 document is uncoded: no coder reads Arabic (ar.txt)" in coded.sentences()
    stored = {d.language: case.read(f"documents/{d.folder}/coding.json") for d in added.added}
    assert b'"uncoded": "ar"' in stored["ar"]
    assert b'"uncoded": null' in stored["en"]


def test_a_further_document_of_the_same_bytes_is_found_by_its_short_id(
    case: Case, report: pathlib.Path
) -> None:
    add_documents(case, [report], About(outlet="The Courier"), ACT)
    (added,) = add_documents(case, [report], About(outlet="Sentinel"), ACT).added
    assert document(case, f"{added.folder[:12]}~2") == added
    with pytest.raises(DocumentError, match="no document is called"):
        document(case, f"{added.folder[:12]}~3")
