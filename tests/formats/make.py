#!/usr/bin/env python3
"""Makes the binary files of this folder that a test cannot write by itself.

    python3 -m venv venv && venv/bin/pip install reportlab python-docx odfpy pyarrow warcio pillow
    venv/bin/python tests/formats/make.py

Every text in them is invented.
"""

import io
import sys
import zipfile
from pathlib import Path

HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent

SHEDS = (
    "The council has closed nine of its libraries since 2019, official figures show, and it plans to close two more before "
    "the end of the year. The decision-making committee met on Tuesday and heard that imprisonment of the old stock in a "
    "warehouse costs £41,000 a year."
)
CATS = (
    "Councillor Jo Bloggs said the figures were “a disgrace”. She added that the self-employed volunteers who run "
    "the Mill Lane library had not been consulted, and that an independent investigation would be published in the spring."
)
LONG = (
    "According to the Libraries Register, 4,217 people borrowed a book in the last twelve months, down from 6,003 in the year "
    "before. Responsibility for the buildings passed to the county in 2021, when the department transferred administration "
    "of all properties, and nobody has published a comprehensive assessment since."
)


def pdf(name, story, two_columns=False, heads=True, meta=True):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    def decorate(canvas, document):
        if meta:
            canvas.setTitle("Shelf harm: nine libraries shut")
            canvas.setAuthor("Jo Scribe")
            canvas.setSubject("Libraries")
        if heads:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(2 * cm, 28.6 * cm, "The Northern Gannet · Libraries special")
            canvas.drawCentredString(10.5 * cm, 1.2 * cm, f"Page {document.page}")

    document = BaseDocTemplate(str(HERE / name), pagesize=A4, invariant=1)
    if two_columns:
        frames = [Frame(2 * cm, 2 * cm, 8 * cm, 26 * cm), Frame(11 * cm, 2 * cm, 8 * cm, 26 * cm)]
    else:
        frames = [Frame(2 * cm, 2 * cm, 17 * cm, 26 * cm)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=decorate))
    document.build(story)


def styles():
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    title = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)
    heading = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=10, spaceAfter=6)
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=8, alignment=TA_JUSTIFY)
    return title, heading, body


def pdfs():
    from reportlab.lib import colors
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas
    from reportlab.platypus import ListFlowable, Paragraph, Table, TableStyle

    title, heading, body = styles()
    grid = Table(
        [["Year", "Closed", "Opened"], ["2022", "4", "1"], ["2023", "5", "0"]],
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")]),
    )
    one = [Paragraph("Shelf harm: nine libraries shut", title), Paragraph("By Jo Scribe", body), Paragraph("4 May 2024", body)]
    one += [Paragraph(SHEDS, body), Paragraph("What the figures say", heading), Paragraph(CATS, body), grid]
    one += [ListFlowable([Paragraph("Mill Lane shut in 2022", body), Paragraph("Castle Street shut in 2023", body)], bulletType="bullet", start="•")]
    for number in range(6):
        one += [Paragraph(LONG, body), Paragraph(SHEDS, body), Paragraph(CATS, body)]
    pdf("one-column.pdf", one)

    # Lines of a narrow newspaper, hyphenated by hand as a typesetter does; the sentence runs over the columns.
    two = [Paragraph("Shelf harm: nine libraries shut", title)]
    narrow = [
        "The council has closed nine of its libraries since", "2019, official figures show, and it plans to close two", "more before the end of the year. The impris-",
        "onment of the old stock in a warehouse costs the", "county £41,000 a year, and the self-", "employed volunteers were not asked.",
    ]
    body_left = body.clone("left", alignment=0, spaceAfter=8)
    for number in range(14):
        two.append(Paragraph("<br/>".join(narrow), body_left))
        two.append(Paragraph(f"Chapter {number + 1} of the story says that the inde-<br/>pendent register was closed in 20{number + 10}, and the<br/>people who ran it are now in the Mill Lane library.", body_left))
    pdf("two-columns.pdf", two, two_columns=True)

    # A scan: a picture of text and nothing else.
    from PIL import Image, ImageDraw

    picture = Image.new("1", (400, 200), 1)
    ImageDraw.Draw(picture).text((20, 20), "Nine libraries shut", fill=0)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    buffer.seek(0)
    page = canvas.Canvas(str(HERE / "scan.pdf"), invariant=1)
    page.drawImage(ImageReader(buffer), 50, 600)
    page.showPage()
    page.save()

    # A locked file cannot be opened without its password.
    from reportlab.lib.pdfencrypt import StandardEncryption

    page = canvas.Canvas(str(HERE / "locked.pdf"), invariant=1, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    page.drawString(50, 600, "Nine libraries shut")
    page.showPage()
    page.save()
    page = canvas.Canvas(str(HERE / "print-only.pdf"), invariant=1, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))
    page.drawString(50, 600, "Nine libraries have been shut by the council since 2019.")
    page.showPage()
    page.save()


def fixed(path):
    """The same archive with every time of writing set to one day, so that a rerun changes nothing."""
    source = zipfile.ZipFile(path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for item in source.infolist():
            info = zipfile.ZipInfo(item.filename, (2024, 5, 4, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if item.filename == "mimetype" else zipfile.ZIP_DEFLATED
            out.writestr(info, source.read(item.filename))
    Path(path).write_bytes(buffer.getvalue())


FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Libraries Register, May 2024.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def docx():
    import datetime

    from docx import Document
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn

    document = Document()
    core = document.core_properties
    core.title, core.author = "Shelf harm (draft)", "Jo Scribe"
    core.created, core.modified = datetime.datetime(2019, 1, 2), datetime.datetime(2024, 5, 4)
    document.sections[0].header.paragraphs[0].text = "The Northern Gannet"
    document.add_heading("Shelf harm: nine libraries shut", 0)
    paragraph = document.add_paragraph("The council has closed nine of its libraries since 2019")
    run = paragraph.add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    run._r.append(reference)
    paragraph.add_run(", ")
    deleted = parse_xml(
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="x"><w:r><w:delText>rumours</w:delText></w:r></w:del>'
    )
    paragraph._p.append(deleted)
    paragraph.add_run("official figures show.")
    document.add_heading("What the figures say", 1)
    document.add_paragraph("Mill Lane shut in 2022", style="List Bullet")
    document.add_paragraph("Castle Street shut in 2023", style="List Bullet")
    document.add_paragraph("It is a disgrace.", style="Quote")
    document.add_paragraph().add_run("Who pays").bold = True
    water = document.add_paragraph("The roof is 40 m")
    water.add_run("2").font.superscript = True
    water.add_run(" of lead & tin <old>.")
    hidden = document.add_paragraph("Seen").add_run(" and hidden")
    hidden.font.hidden = True
    table = document.add_table(rows=4, cols=3)
    rows = [["Library", "Closures", ""], ["", "2022", "2023"], ["Mill Lane", "1", "0"], ["All", "4", "5"]]
    for row, values in zip(table.rows, rows):
        for cell, value in zip(row.cells, values):
            cell.text = value
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Closures"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Library"
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    header = OxmlElement("w:tblHeader")
    table.rows[1]._tr.get_or_add_trPr().append(header)
    document.add_paragraph("Source: Libraries Register")
    path = HERE / "report.docx"
    document.save(path)
    source = zipfile.ZipFile(path)
    parts = {name: source.read(name) for name in source.namelist()}
    source.close()
    parts["word/footnotes.xml"] = FOOTNOTES.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    fixed(path)


def odt():
    from odf import dc, meta, text
    from odf.opendocument import OpenDocumentText
    from odf.style import Style
    from odf.table import CoveredTableCell, Table, TableCell, TableHeaderRows, TableRow
    from odf.text import H, P

    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text="Shelf harm (draft)"))
    document.meta.addElement(meta.InitialCreator(text="Jo Scribe"))
    document.meta.addElement(dc.Date(text="2024-05-04T10:00:00"))
    title = Style(name="Title", family="paragraph")
    document.styles.addElement(title)
    automatic = Style(name="P1", family="paragraph", parentstylename=title)
    document.automaticstyles.addElement(automatic)
    quotations = Style(name="Quotations", family="paragraph")
    document.styles.addElement(quotations)
    body = document.text
    body.addElement(P(stylename=automatic, text="Shelf harm: nine libraries shut"))
    paragraph = P(text="The council has closed nine of its libraries since 2019")
    note = text.Note(id="n1", noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    inner = text.NoteBody()
    inner.addElement(P(text="Libraries Register, May 2024."))
    note.addElement(inner)
    paragraph.addElement(note)
    paragraph.addText(", official figures")
    paragraph.addElement(text.S(c=2))
    paragraph.addText("show.")
    body.addElement(paragraph)
    body.addElement(H(outlinelevel=1, text="What the figures say"))
    items = text.List()
    for words in ("Mill Lane shut in 2022", "Castle Street shut in 2023"):
        item = text.ListItem()
        item.addElement(P(text=words))
        items.addElement(item)
    body.addElement(items)
    body.addElement(P(stylename=quotations, text="It is a disgrace."))
    table = Table(name="closures")
    head = TableHeaderRows()
    row = TableRow()
    for words in ("Library", "2022", "2023"):
        cell = TableCell()
        cell.addElement(P(text=words))
        row.addElement(cell)
    head.addElement(row)
    table.addElement(head)
    for values in (("Mill Lane", "1", "0"), ("All", "4", "5")):
        row = TableRow()
        for value in values:
            cell = TableCell()
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    row = TableRow()
    cell = TableCell(numbercolumnsspanned=3)
    cell.addElement(P(text="Source: Libraries Register"))
    row.addElement(cell)
    row.addElement(CoveredTableCell())
    row.addElement(CoveredTableCell())
    table.addElement(row)
    body.addElement(table)
    path = HERE / "report.odt"
    document.save(str(path))
    fixed(path)


def parquet():
    import datetime

    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table(
        {
            "id": pyarrow.array([71, 72, 73]),
            "title": ["Shelf harm", None, "Bins"],
            "text": ["Nine libraries have shut, official figures show.", "", "<p>The bins are <b>late</b>.</p>"],
            "date": pyarrow.array([datetime.date(2024, 5, 4), None, datetime.date(2024, 5, 6)]),
            "tags": [["a", "b"], [], ["c"]],
            "score": [0.5, 0.25, None],
        }
    )
    for codec in ("snappy", "zstd", "gzip", "lz4", "none"):
        version = "2.0" if codec == "zstd" else "1.0"
        pyarrow.parquet.write_table(table, HERE / f"rows.{codec}.parquet", compression=codec, data_page_version=version)


def warc():
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    page = (
        "<html lang=en><head><title>Bins | The Gannet</title><meta charset=utf-8></head><body><article><h1>Bins are late</h1>"
        "<p>By Jo Scribe</p><p>The bins of Harbour Road have not been emptied since March, the council’s own log shows, and the "
        "people who live there have complained 214 times.</p><p>Councillor Ann Other said a new contractor would begin in June, "
        "after the old one was paid £1.2m.</p></article></body></html>"
    )
    day = {"WARC-Date": "2024-05-06T10:00:00Z"}

    def http(status, kind, extra=()):
        return StatusAndHeaders(status, [("Content-Type", kind), *extra], protocol="HTTP/1.1")

    def record(writer, url, payload, status="200 OK", kind="text/html", extra=(), type_="response"):
        headers = http(status, kind, extra) if type_ == "response" else None
        fields = {**day, "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{record.number:012d}>"}
        record.number += 1
        writer.write_record(
            writer.create_warc_record(url, type_, payload=io.BytesIO(payload), http_headers=headers, warc_headers_dict=fields,
                                      warc_content_type=kind if type_ != "response" else "")
        )

    record.number = 1
    for name, gzip in (("pages.warc.gz", True), ("pages.warc", False)):
        record.number = 1
        with open(HERE / name, "wb") as out:
            writer = WARCWriter(out, gzip=gzip)
            record(writer, "https://gannet.example/bins", page.encode())
            record(writer, "https://gannet.example/moved", b"", status="301 Moved Permanently")
            record(writer, "https://gannet.example/logo.png", b"\x89PNG\r\n", kind="image/png")
            latin = "<p>The rent rose to £512 a month, the tenants’ group said.</p>".replace("’", "'").encode("latin-1")
            record(writer, "https://gannet.example/rent", latin, kind="text/html; charset=ISO-8859-1")
            chunks = page.encode()
            half = len(chunks) // 2
            body = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (half, chunks[:half], len(chunks) - half, chunks[half:])
            record(writer, "https://gannet.example/chunked", body, extra=[("Transfer-Encoding", "chunked")])
            import gzip as gz

            record(writer, "https://gannet.example/gzip", gz.compress(page.encode(), mtime=0), extra=[("Content-Encoding", "gzip")])
            record(writer, "https://gannet.example/plain", b"The rent rose to 512 pounds.", kind="text/plain", type_="conversion")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for make in (pdfs, docx, odt, parquet, warc):
        make()
