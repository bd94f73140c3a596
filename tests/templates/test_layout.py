"""Looks are changed in Word, in one place: the script lays all templates out on styles.docx."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from builders import IN_FULL, ROOT
from docx.shared import Pt, RGBColor, Twips
from hypothesis import given
from hypothesis import strategies as st
from laidout import MADE, TEMPLATES, tool
from layout.base import BASE, LayoutError
from layout.tables import fitted
from lxml import etree
from ooxml.reading import W, part, style_of

from docgen.errors import TemplateError
from docgen.word.compile.gate import read_package
from docgen.word.render.archive import SMALL, write_archive

BOTH_PAGES = ("dk/report.docx", "no/scale.docx")
"""An upright document and one on its side."""
RESTYLED = (*MADE,) if IN_FULL else BOTH_PAGES
"""What is laid out anew where all of them should change alike."""
every_template = pytest.mark.parametrize("name", MADE)


def saved(document, path):
    """Save a python-docx document; return its path."""
    document.save(str(path))
    return path


def made_on(base, *names):
    """Return templates laid out on another base file, by name."""
    return {
        name: tool.build(tool.DOCUMENTS[name](tool.language_of(name, TEMPLATES)), base)
        for name in names
    }


@pytest.fixture
def restyled(tmp_path):
    """Return a function that edits styles.docx with python-docx and lays out on it."""

    def lay_out(edit, *names):
        document = docx.Document(str(BASE))
        edit(document)
        return made_on(saved(document, tmp_path / "styles.docx"), *names)

    return lay_out


# --- the committed files --------------------------------------------------------------------------


@every_template
def test_the_committed_template_is_what_the_layout_makes_byte_for_byte(name):
    committed = (TEMPLATES / name).read_bytes()
    assert tool.differences(committed, MADE[name]) == []
    # Two versions of the deflate library may pack the same parts differently.
    assert write_archive(read_package(committed).parts, SMALL) == MADE[name]


def test_every_word_file_of_the_packs_is_laid_out_or_edited_by_hand():
    committed = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.docx")}
    assert committed == set(MADE) | tool.by_hand(TEMPLATES)


def test_the_layout_makes_the_same_bytes_every_time():
    assert made_on(BASE, *BOTH_PAGES) == {name: MADE[name] for name in BOTH_PAGES}


def test_a_document_edited_by_hand_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tool, "build", lambda layout, _: layout.language.encode())
    for code in ("dk", "fi-sv", "no", "se"):
        (tmp_path / code).mkdir()
        text = (TEMPLATES / code / "pack.yaml").read_text(encoding="utf-8")
        mark = "file: report.docx\n" + "    by_hand: true\n"
        text = text.replace("file: report.docx\n", mark) if code == "dk" else text
        (tmp_path / code / "pack.yaml").write_text(text, encoding="utf-8")
    assert dict(tool.laid_out(tmp_path)).keys() == MADE.keys() - {"dk/report.docx"}


@every_template
def test_a_template_is_sound(name, assert_sound):
    assert_sound(MADE[name])


@every_template
def test_the_sdk_takes_a_template(name, assert_sdk_valid):
    assert_sdk_valid(MADE[name])


def test_the_base_file_is_sound(assert_sound):
    assert_sound(BASE)


def test_the_sdk_takes_the_base_file(assert_sdk_valid):
    assert_sdk_valid(BASE)


# --- what is changed in the base file -------------------------------------------------------------


def differing(made):
    """Return the parts that differ from those of the committed templates, by template."""
    return {name: tool.differences(MADE[name], data) for name, data in made.items()}


def test_a_style_changed_in_the_base_file_changes_in_every_template_and_nothing_else(restyled):
    def edit(document):
        document.styles["Heading 1"].font.size = Pt(19)

    made = restyled(edit, *RESTYLED)
    assert differing(made) == {name: ["word/styles.xml"] for name in RESTYLED}
    for data in made.values():
        styles = part("word/styles.xml", data)
        own = styles.find(f"{W}style[@{W}styleId='Heading1']/{W}basedOn").get(f"{W}val")
        # A score sheet has smaller ones, based on those of the base file.
        style = "Heading1" if own == "Normal" else own
        (heading,) = styles.findall(f"{W}style[@{W}styleId='{style}']")
        assert heading.find(f"{W}rPr/{W}sz").get(f"{W}val") == "38"


def test_a_colour_of_the_theme_changes_in_every_template(restyled):
    def edit(document):
        (theme,) = [p for p in document.part.package.iter_parts() if "theme" in p.partname]
        theme._blob = theme.blob.replace(b"1F4E5F", b"5F1F4E")

    found = differing(restyled(edit, *RESTYLED))
    assert found == {name: ["word/theme/theme1.xml"] for name in RESTYLED}


def test_wider_margins_narrow_tables_and_right_tabs(restyled):
    def edit(document):
        for section in document.sections:
            section.left_margin = Twips(section.left_margin.twips + 1000)

    for data in restyled(edit, *BOTH_PAGES).values():
        body = part("word/document.xml", data)
        page, margins = next(body.iter(f"{W}pgSz")), next(body.iter(f"{W}pgMar"))
        sides = sum(int(margins.get(f"{W}{side}")) for side in ("left", "right"))
        width = int(page.get(f"{W}w")) - sides
        for table in body.iter(f"{W}tbl"):
            assert sum(int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")) == width
            assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == str(width)
        styles = part("word/styles.xml", data)
        for style in ("Header", "Footer"):
            tab = styles.find(f"{W}style[@{W}styleId='{style}']/{W}pPr/{W}tabs/{W}tab")
            assert tab.get(f"{W}pos") == str(width)


def test_tints_of_cells_are_those_of_the_table_style(restyled):
    def edit(document):
        style = document.styles["IPS Table"].element
        style.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd").set(f"{W}fill", "FFEEDD")

    body = part("word/document.xml", restyled(edit, "se/scale.docx")["se/scale.docx"])
    assert {shade.get(f"{W}fill") for shade in body.iter(f"{W}shd")} == {"FFEEDD"}


@pytest.mark.parametrize("code", ["no", "se"])
def test_the_title_of_a_score_sheet_is_smaller_and_else_like_all_titles(restyled, code):
    def edit(document):
        document.styles["Title"].font.color.rgb = RGBColor(0x80, 0, 0)

    (data,) = restyled(edit, f"{code}/scoresheet.docx").values()
    sheet = docx.Document(io.BytesIO(data))
    title = sheet.paragraphs[0].style
    assert (title.name, title.style_id, title.font.size) == ("Title", "Title", Pt(17))
    assert title.base_style.font.color.rgb == RGBColor(0x80, 0, 0)


def test_no_look_is_written_in_the_code():
    code = {path.name: path.read_text(encoding="utf-8") for path in BASE.parent.glob("*.py")}
    looks = re.compile(r"\b[0-9A-F]{6}\b|w:(sz|color|rFonts|spacing|ind|numId)\b|Pt\(|RGBColor")
    assert {name: found for name, text in code.items() if (found := looks.findall(text))} == {}


# --- what Word makes of the base file when it saves it --------------------------------------------

DANISH = {
    "Title": "Titel", "Subtitle": "Undertitel", "Heading1": "Overskrift1",
    "Heading2": "Overskrift2", "Heading3": "Overskrift3", "Header": "Sidehoved",
    "Footer": "Sidefod", "ListBullet": "Opstilling-punkttegn", "ListContinue": "Opstilling-forts",
    "Strong": "Strk", "Emphasis": "Fremhv", "DefaultParagraphFont": "Standardskrifttypeiafsnit",
    "TableNormal": "Tabel-Normal", "NoList": "Ingenoversigt", "Signature": "Underskrift",
}  # fmt: skip
"""Ids that a Danish Word gives its own styles."""
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN = W.strip("{}")
SESSION = (
    f'<w:{{}} xmlns:w="{MAIN}" xmlns:w14="{W14}" xmlns:mc="{MC}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" mc:Ignorable="w14">{}'
)


def with_danish_ids(xml):
    for old, new in DANISH.items():
        for attribute in ("styleId", "val"):
            xml = xml.replace(f'w:{attribute}="{old}"', f'w:{attribute}="{new}"')
    # Names are the same in all languages of Word.
    return re.sub(r'<w:name w:val="(Titel|Undertitel|Strk|Fremhv|Underskrift)"/>',
                  lambda name: name[0].replace(name[1], {v: k for k, v in DANISH.items()}[name[1]]),
                  xml)  # fmt: skip


def styles_as_saved(xml):
    xml = re.sub(r"^.*?<w:styles [^>]*>", "", with_danish_ids(xml), flags=re.DOTALL)
    latent = '<w:latentStyles w:count="376"><w:lsdException w:name="heading 1"/></w:latentStyles>'
    xml = xml.replace("</w:docDefaults>", f"</w:docDefaults>{latent}")
    root = etree.fromstring(SESSION.format("styles", xml))
    for style in reversed(root.findall(f"{W}style")):  # in another order
        if (mark := style.find(f"{W}qFormat")) is not None:
            mark.addnext(etree.Element(f"{W}rsid", {f"{W}val": "00A1B2C3"}))
        root.append(style)
    return etree.tostring(root)


def settings_as_saved(xml):
    inner = re.sub(r"<\?.*?\?>|</?w:settings[^>]*>", "", xml)
    inner = inner.replace(
        "<w:defaultTabStop",
        '<w:proofState w:spelling="clean"/><w:attachedSchema w:val=""/><w:defaultTabStop',
    ).replace(
        "<w:themeFontLang",
        '<w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid w:val="00A1B2C3"/></w:rsids><m:mathPr/>'
        "<w:themeFontLang",
    )
    tail = '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/><w14:docId w14:val="1A2B3C4D"/>'
    return (SESSION.format("settings", inner) + f"{tail}</w:settings>").encode()


def document_as_saved(xml):
    xml = re.sub(r"<w:document ", f'<w:document xmlns:w14="{W14}" ', with_danish_ids(xml))
    xml = xml.replace("<w:p>", '<w:p w14:paraId="5A6B7C8D" w:rsidR="00A1B2C3">')
    xml = xml.replace("<w:sectPr>", '<w:sectPr w:rsidR="00A1B2C3" w:rsidSect="00A1B2C3">')
    return xml.replace(
        "<w:r>", '<w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1B2C3">'
    ).encode()


def as_word_saves(data):
    """Return the base file as a Danish Word leaves it behind, its looks unchanged."""
    parts = dict(read_package(data).parts)
    changed = {"styles": styles_as_saved, "settings": settings_as_saved,
               "document": document_as_saved}  # fmt: skip
    for name, change in changed.items():
        parts[f"word/{name}.xml"] = change(parts[f"word/{name}.xml"].decode("utf-8"))
    parts["word/webSettings.xml"] = f'<w:webSettings xmlns:w="{MAIN}"/>'.encode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    kind = "application/vnd.openxmlformats-officedocument"
    parts["docProps/app.xml"] = (
        f'<Properties xmlns="{office}/extended-properties"><Pages>4</Pages></Properties>'.encode()
    )
    for name, target, relation in (
        ("word/_rels/document.xml.rels", "webSettings.xml", "webSettings"),
        ("_rels/.rels", "docProps/app.xml", "extended-properties"),
    ):
        row = (
            f'<Relationship Id="rId99" Type="{office}/relationships/{relation}" Target="{target}"/>'
        )
        parts[name] = parts[name].replace(b"</Rel", row.encode() + b"</Rel")
    types = (
        f'<Override PartName="/word/webSettings.xml" ContentType="{kind}.wordprocessingml.'
        f'webSettings+xml"/><Override PartName="/docProps/app.xml" ContentType="{kind}.'
        'extended-properties+xml"/></Types>'
    )
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"</Types>", types.encode())
    return write_archive(parts)


def test_what_a_danish_word_adds_when_it_saves_the_base_file_stays_out(tmp_path):
    path = tmp_path / "styles ø.docx"
    path.write_bytes(as_word_saves(BASE.read_bytes()))
    assert docx.Document(str(path)).styles["Heading 1"].style_id == "Overskrift1"
    assert differing(made_on(path, *RESTYLED)) == {name: [] for name in RESTYLED}


def test_the_base_file_may_be_saved_in_libreoffice(tmp_path, office, assert_sound):
    (path,) = office.convert([BASE], tmp_path / "saved", "docx")
    for name, data in made_on(path, *BOTH_PAGES).items():
        assert_sound(data)
        assert [style_of(p) for p in part("word/document.xml", data).iter(f"{W}p")] == [
            style_of(p) for p in part("word/document.xml", MADE[name]).iter(f"{W}p")
        ]


def test_each_style_is_seen_at_work_in_the_base_file():
    document = docx.Document(str(BASE))
    stories = [document.element]
    for section in document.sections:
        edges = (section.header, section.first_page_header, section.footer)
        stories += [edge._element for edge in edges]
    used = {
        node.get(f"{W}val")
        for story in stories
        for node in story.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    silent = {"Normal", "Default Paragraph Font", "No List", "Normal Table"}
    assert {s.name for s in document.styles if s.style_id not in used} == silent


# --- what the base file lacks ---------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """Return a copy of the script and the packs, in a folder with an odd name."""
    folder = tmp_path / "min mappe ø"
    for name in ("tools", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run_script(project, *arguments):
    script = project / "tools" / "lay_out_templates.py"
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Return a call of the script on a copy of the templates of which one was changed."""
    for name, data in MADE.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "templates" / "se" / "scale.docx").write_bytes(MADE["no/scale.docx"])
    monkeypatch.setattr(tool, "TEMPLATES", tmp_path / "templates")
    monkeypatch.setattr(tool, "laid_out", lambda: iter(MADE.items()))

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["lay_out_templates.py", *arguments])
        return tool.main()

    return call


def test_a_check_names_the_part_that_differs_and_writes_nothing(script, capsys):
    for _ in range(2):
        assert script("--check") == 1
        told = capsys.readouterr().out.replace("\\", "/").splitlines()
        assert [line.split(": ")[0] for line in told] == ["templates/se/scale.docx"]
        assert "word/document.xml" in told[0]


def test_what_differs_is_written(script, capsys, tmp_path):
    assert script() == 0
    assert (tmp_path / "templates" / "se" / "scale.docx").read_bytes() == MADE["se/scale.docx"]
    assert capsys.readouterr().out
    assert script("--check") == 0
    assert capsys.readouterr().out == ""


def test_a_template_that_is_open_in_word_is_named(script, capsys, monkeypatch):
    def refuse(path, _):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert script() == 2
    assert (
        capsys.readouterr()
        .err.replace("\\", "/")
        .endswith("se/scale.docx: Permission denied; close it in Word\n")
    )


def without_a_style(document):
    style = document.styles["Key Result"].element
    style.getparent().remove(style)


def without_a_side_page(document):
    document.sections[1].orientation = document.sections[0].orientation


def without_a_tint(document):
    style = document.styles["IPS Table"].element
    tint = style.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd")
    tint.getparent().remove(tint)


def without_a_language(document):
    language = next(document.styles.element.iter(f"{W}lang"))
    language.getparent().remove(language)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        pytest.param(without_a_style, "no style 'Key Result'; make it", id="a style"),
        pytest.param(without_a_side_page, "no section has pages in landscape; add", id="a page"),
        pytest.param(without_a_tint, "'IPS Table' has no w:tblStylePr", id="a tint"),
        pytest.param(without_a_language, "no default language; set it", id="the language"),
    ],
)
def test_what_the_base_file_lacks_is_named_with_a_way_out(restyled, edit, words):
    with pytest.raises(LayoutError, match=re.escape(words)) as error:
        restyled(edit, "se/scale.docx", "dk/report.docx")
    assert str(error.value).startswith("tools/layout/styles.docx: ")


@pytest.mark.parametrize("found", ["no Word file", "a style is gone"])
def test_the_script_says_in_one_line_what_is_wrong(project, found):
    base = project / "tools" / "layout" / "styles.docx"
    if found == "no Word file":
        base.write_text("not Word", encoding="utf-8")
    else:
        document = docx.Document(str(base))
        without_a_style(document)
        saved(document, base)
    run = run_script(project)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
    assert "styles.docx" in run.stderr


def test_a_base_file_that_is_no_word_file_is_refused(tmp_path):
    path = tmp_path / "styles.docx"
    with pytest.raises(TemplateError, match="there is no such file"):
        made_on(path, "dk/report.docx")


# --- colours and widths ---------------------------------------------------------------------------


def colours():
    """Return the colours of the theme by name."""
    with zipfile.ZipFile(BASE) as archive:
        theme = etree.fromstring(archive.read("word/theme/theme1.xml"))
    scheme = theme.find(".//{*}clrScheme")
    return {etree.QName(child).localname: child[0].get("val") for child in scheme}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        pytest.param("accent1", "lt1", id="headings on white"),
        pytest.param("accent1", "lt2", id="heads on the tint"),
        pytest.param("dk1", "lt2", id="scores on the tint"),
        pytest.param("placeholder", "lt1", id="placeholders on white"),
    ],
)
def test_colours_have_contrast(text, ground):
    placeholder = docx.Document(str(BASE)).styles["Placeholder Text"].font.color.rgb
    known = colours() | {"placeholder": str(placeholder)}
    light, dark = sorted((luminance(known[text]), luminance(known[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=8), st.integers(2000, 30000))
def test_columns_fill_the_width_in_their_proportions(shares, width):
    widths = fitted(tuple(shares), width)
    assert sum(widths) == width
    for share, found in zip(shares, widths, strict=True):
        assert abs(found - share * width / sum(shares)) <= 1
