"""Other files in the place of pictures and parts: found by name, part or content, or told."""

from __future__ import annotations

import io

import pytest
from ooxml.minimal import NAMESPACES, PARTS, PIXEL, a_report, text
from ooxml.rendered import parts_of

from docgen.errors import TemplateError
from docgen.word.render.archive import write_archive
from docgen.word.replacing import with_replacements

OTHER = PIXEL + b"other"
MEDIA = "word/media/image1.png"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def a_picture(relation: str, **named: str) -> str:
    """Return a paragraph that shows the picture of a relation."""
    words = "".join(f' {key}="{text}"' for key, text in named.items())
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="1"{words}/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="inner.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def relation(identity: str, target: str, kind: str = "image") -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def a_file(body: str = "", *more: str, **media: bytes) -> bytes:
    """Return a Word file with a picture in its body, and more relations and media."""
    body = body or a_picture("rIdP", name="logo.png", title="Logo", descr="Enhedens logo")
    name = "word/_rels/document.xml.rels"
    ties = "".join([relation("rIdP", "media/image1.png"), *more])
    kinds = PARTS["[Content_Types].xml"].replace(
        "</Types>",
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="docx" ContentType="{WORD}.document"/></Types>',
    )
    changed = {
        name: PARTS[name].replace("</Relationships>", f"{ties}</Relationships>"),
        "[Content_Types].xml": kinds,
    }
    parts = dict(parts_of(a_report(body, changed=changed)))
    parts[MEDIA] = PIXEL
    for key, data in media.items():
        folder, name, extension = key.split("_")
        parts[f"word/{folder}/{name}.{extension}"] = data
    return write_archive(parts)


FILE = a_file()


def told(replace: dict, data: bytes = FILE) -> list[str]:
    """Return what is said of replacements that cannot be made."""
    with pytest.raises(TemplateError) as caught:
        with_replacements(data, replace, "t.docx")
    assert {(one.rule, one.file) for one in caught.value.problems} == {("replacement", "t.docx")}
    return [one.message for one in caught.value.problems]


@pytest.mark.parametrize(
    "wanted", ["logo.png", "Logo", "Enhedens logo", "inner.png", MEDIA, PIXEL],
    ids=["name", "title", "alternative text", "inner name", "part", "content"],
)  # fmt: skip
def test_a_picture_is_found_by_whatever_names_it(wanted):
    parts = parts_of(with_replacements(FILE, {wanted: OTHER}, "t.docx"))
    assert parts[MEDIA] == OTHER
    before = parts_of(with_replacements(FILE, {}, "t.docx"))
    assert {name for name in parts if parts[name] != before.get(name)} == {MEDIA}


def test_the_file_may_be_a_path_its_bytes_or_open(tmp_path):
    (tmp_path / "old.png").write_bytes(PIXEL)
    (tmp_path / "ny ø.png").write_bytes(OTHER)
    new = tmp_path / "ny ø.png"
    for other in (new, str(new), OTHER, io.BytesIO(OTHER)):
        report = with_replacements(FILE, {tmp_path / "old.png": other}, "t.docx")
        assert parts_of(report)[MEDIA] == OTHER


def test_a_name_of_several_pictures_is_all_of_them():
    body = a_picture("rIdP", name="same") + a_picture("rIdQ", name="same")
    data = a_file(body, relation("rIdQ", "media/image2.png"), media_image2_png=PIXEL + b"2")
    parts = parts_of(with_replacements(data, {"same": OTHER}, "t.docx"))
    assert parts[MEDIA] == parts["word/media/image2.png"] == OTHER


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"BM", "image/bmp"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"\x01\0\0\0", "image/x-emf"),
        (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    ],
)
def test_a_picture_of_another_kind_is_said_to_be_one(content, kind):
    types = parts_of(with_replacements(FILE, {"Logo": content}, "t.docx"))["[Content_Types].xml"]
    said = f'PartName="/{MEDIA}" ContentType="{kind}"'.encode()
    assert (said in types) is (kind is not None)
    if kind is None:
        assert types == parts_of(with_replacements(FILE, {}, "t.docx"))["[Content_Types].xml"]


@pytest.mark.parametrize("content", [b"", b"no", b"%PDF-1.7", b"x" * 1000 + b"<svg"])
def test_what_word_does_not_show_is_refused_with_a_way_out(content):
    assert told({"Logo": content}) == [
        "the file given is no picture that Word shows; use PNG or JPEG"
    ]


def test_a_file_that_is_no_picture_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("no")
    (message,) = told({"Logo": tmp_path / "a.txt"})
    assert message.startswith(f"{tmp_path / 'a.txt'} is no picture")
    with (tmp_path / "a.txt").open("rb") as open_file:
        assert told({"Logo": open_file}) == [message]


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("Lgoo", "did you mean 'Logo'?"),
        ("nothing like it", f"there is: Enhedens logo, Logo, inner.png, logo.png, {MEDIA}"),
        ("[Content_Types].xml", "there is:"),
        ("word/_rels/document.xml.rels", "there is:"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(wanted, hint):
    (message,) = told({wanted: OTHER})
    assert message.startswith(f"there is no picture or part '{wanted}'; ")
    assert hint in message


def test_where_there_is_nothing_that_is_said():
    (message,) = told({"a": OTHER}, a_report())
    assert message.endswith("there is: none")


def test_a_file_that_is_in_no_place_is_told(tmp_path):
    (tmp_path / "a.png").write_bytes(OTHER)
    assert [one.partition(";")[0] for one in told({tmp_path / "a.png": OTHER, b"x": OTHER})] == [
        f"no picture or embedded file is the same as {tmp_path / 'a.png'}",
        "no picture or embedded file is the same as the file given",
    ]


@pytest.mark.parametrize("gone", ["wanted", "other"])
def test_a_path_that_cannot_be_read_is_told_with_a_way_out(gone, tmp_path):
    path = tmp_path / "gone.png"
    (message,) = told({path: OTHER} if gone == "wanted" else {"Logo": path})
    assert message == f"{path} cannot be read: No such file or directory; give the path of a file"


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_made():
    assert len(told({"Logo": b"no", "Lgoo": OTHER, b"x": OTHER, MEDIA: "nowhere"})) == 4


def test_an_embedded_file_is_replaced_by_its_content_and_is_no_picture():
    old, new = a_report(text("old")), a_report(text("new"))
    tie = relation("rIdE", "embeddings/a.docx", "package")
    report = with_replacements(a_file("", tie, embeddings_a_docx=old), {old: new}, "t.docx")
    assert parts_of(report)["word/embeddings/a.docx"] == new


def test_any_part_may_be_replaced_that_a_report_may_hold():
    styles = PARTS["word/styles.xml"].replace("Normal Table", "Usual")
    report = with_replacements(FILE, {"word/styles.xml": styles.encode()}, "t.docx")
    assert parts_of(report)["word/styles.xml"] == styles.encode()
    with pytest.raises(TemplateError):
        with_replacements(FILE, {"word/settings.xml": b"<no"}, "t.docx")


def test_pictures_of_headers_are_found_and_those_without_a_file_are_none():
    header = f"<w:hdr {NAMESPACES}>{a_picture('rId1', name='top')}</w:hdr>"
    parts = dict(parts_of(FILE))
    parts["word/header1.xml"] = header.encode()
    tie = relation("rId1", "media/IMAGE1.png")
    ties = f'<Relationships xmlns="{PACKAGE}">{tie}</Relationships>'
    parts["word/_rels/header1.xml.rels"] = ties.encode()
    kind = f"{WORD}.header+xml"
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/word/header1.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    main = parts["word/_rels/document.xml.rels"].decode()
    tie = relation("rIdH", "header1.xml", "header") + "</Relationships>"
    parts["word/_rels/document.xml.rels"] = main.replace("</Relationships>", tie).encode()
    report = with_replacements(write_archive(parts), {"top": OTHER}, "t.docx")
    assert parts_of(report)[MEDIA] == OTHER
    del parts["word/_rels/header1.xml.rels"]
    with pytest.raises(TemplateError):
        with_replacements(write_archive(parts), {"top": OTHER}, "t.docx")
