#!/usr/bin/env python3
"""Makes a folder of files that no reader should have to meet: `scripts/hostile.py FOLDER`.

Sound seeds of every format, each truncated, flipped, doubled, reversed, with bytes put in and taken out; bombs and loops;
texts with every trick that characters can play; names and kinds of files that a walk over a folder trips over. The same
files every time. Prints how many there are. Needs the standard library alone.
"""

import argparse
import base64
import gzip
import io
import json
import os
import pathlib
import random
import socket
import zipfile
import zlib

PARAGRAPHS = [
    "Attacks on lamp posts in Little Wetherby rose by 23% to 10,281 last year, official figures show.",
    "“It is out of hand,” said Morwenna Pask, 41, who was charged with nothing. She denied it all the same.",
    "The council will spend £1.2m on lamps from April 2025. Experts say it will never be enough.",
]
TEXT = "\n\n".join(PARAGRAPHS) + "\n"


def html(body=None, head=""):
    body = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"<!DOCTYPE html><html><head><title>Lamps</title>{head}</head><body><article><h1>Lamps</h1>{body}</article></body></html>"


def pdf(objects=None, trailer_extra=""):
    """A one-page document with a text layer."""
    lines = " ".join(f"({p.encode('latin-1', 'replace').decode('latin-1')}) Tj 0 -14 Td" for p in PARAGRAPHS)
    stream = f"BT /F1 11 Tf 72 720 Td {lines} ET"
    objects = objects or [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1", "replace"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for offset in offsets:
        out.write(f"{offset:010} 00000 n \n".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer_extra} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def packed(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, compress_type=method)
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body=None, prolog=""):
    body = body or "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in PARAGRAPHS)
    return packed({
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    })


def odt(body=None, prolog=""):
    body = body or "".join(f"<text:p>{p}</text:p>" for p in PARAGRAPHS)
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<?xml version="1.0"?>{prolog}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{body}</office:text></office:body></office:document-content>',
    })


def mail(extra="", content=None, kind="text/html; charset=utf-8"):
    content = content or html()
    return (
        f"From: Lamps Weekly <news@lamps.example>\nTo: desk@example.org\nSubject: =?utf-8?q?Lamps_=C2=A31.2m?=\n"
        f"Date: Fri, 17 May 2024 09:00:00 +0100\nMIME-Version: 1.0\n{extra}Content-Type: {kind}\n\n{content}\n"
    ).encode()


def mhtml():
    return (
        "From: <Saved>\nSubject: Lamps\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\n\n"
        f"--edge\nContent-Type: text/html; charset=utf-8\nContent-Location: https://lamps.example/a\n\n{html()}\n--edge--\n"
    ).encode()


def feed(items=1):
    item = "".join(
        f"<item><title>Lamps {n}</title><link>https://lamps.example/{n}</link><pubDate>Fri, 17 May 2024 09:00:00 GMT</pubDate>"
        f"<description>{PARAGRAPHS[0]}</description></item>" for n in range(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lamps</title>{item}</channel></rss>'.encode()


def atom():
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Lamps</title><entry><title>A</title>'
        f"<updated>2024-05-17T09:00:00Z</updated><content type=\"html\">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>"
    ).encode()


def warc(body=None):
    body = body if body is not None else html().encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lamps.example/a\r\nWARC-Date: 2024-05-17T09:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode()
    return head + http + b"\r\n\r\n"


def lines():
    return "".join(json.dumps({"id": f"r{n}", "text": p}) + "\n" for n, p in enumerate(PARAGRAPHS)).encode()


def seeds():
    table = "id,text\n" + "".join(f'{n},"{p}"\n' for n, p in enumerate(PARAGRAPHS))
    tei = f'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{PARAGRAPHS[0]}</p></body></text></TEI>'
    return {
        "txt": TEXT.encode(),
        "md": f"# Lamps\n\n{TEXT}\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
        "html": html().encode(),
        "jsonl": lines(),
        "json": json.dumps([{"id": "a", "text": TEXT}]).encode(),
        "pdf": pdf(),
        "docx": docx(),
        "odt": odt(),
        "eml": mail(),
        "mbox": b"From news@lamps.example Fri May 17 09:00:00 2024\n" + mail() + b"\nFrom b@c Fri May 17 09:00:00 2024\n" + mail(),
        "mhtml": mhtml(),
        "rss": feed(3),
        "atom": atom(),
        "warc": warc() * 3,
        "csv": table.encode(),
        "xml": tei.encode(),
        "txt.gz": gzip.compress(TEXT.encode(), mtime=0),
        "warc.gz": b"".join(gzip.compress(warc(), mtime=0) for _ in range(3)),
        "zip": packed({"a.txt": TEXT, "b/c.html": html()}),
    }


def mutants(content, chance):
    """Names and contents of everything that can be done to a file."""
    size = len(content)
    for part in (0, 1, 2, 4, 10, 25, 50, 75, 90, 99):
        yield f"cut{part:02}", content[: size * part // 100]
    for turn in range(8):
        flipped = bytearray(content)
        for _ in range(1 + turn * turn):
            flipped[chance.randrange(size)] ^= 1 << chance.randrange(8)
        yield f"flip{turn}", bytes(flipped)
    for turn in range(3):
        at, length = chance.randrange(size), chance.randrange(1, 1 + size // 4)
        yield f"lost{turn}", content[:at] + content[at + length :]
        yield f"doubled{turn}", content[: at + length] + content[at:]
    at = chance.randrange(size)
    yield "nul", content[:at] + b"\0" * 64 + content[at:]
    yield "ones", content[:at] + b"\xff" * 64 + content[at:]
    yield "noise", content[:at] + chance.randbytes(512) + content[at:]
    yield "reversed", content[::-1]
    yield "twice", content + content
    yield "mark8", b"\xef\xbb\xbf" + content
    yield "mark16", b"\xff\xfe" + content


def texts():
    zero = "\u200b\u200c\u200d\u2060\ufeff"
    yield "rtl", "\u202e" + TEXT + "\u202cقال الوزير إن 23٪ من المصابيح مكسورة. " + TEXT
    yield "zero-width", zero.join(TEXT)
    yield "combining", "".join(c + "\u0301" * 40 for c in PARAGRAPHS[0])
    yield "emoji", "👩‍👩‍👧‍👦" * 500 + TEXT
    yield "nuls", "\0".join(PARAGRAPHS)
    yield "controls", "".join(map(chr, range(1, 32))) + TEXT + "".join(map(chr, range(127, 160)))
    yield "separators", TEXT.replace(" ", "\u2028").replace(",", "\u0085")
    yield "private", "\ue000\uf8ff\U0010ffff" * 200 + TEXT
    yield "capitals", TEXT.upper() * 20
    yield "lower", TEXT.lower() * 20
    yield "one-word", "a" * 200_000
    yield "one-sentence", ("lamps and " * 30_000).strip()
    yield "one-line", TEXT.replace("\n", " ") * 300
    yield "open-quotes", "“" * 5_000 + TEXT
    yield "quotes", "“a,” said B. " * 3_000
    yield "nested-quotes", "“‘" * 2_000 + "x" + "’”" * 2_000
    yield "brackets", "(" * 50_000
    yield "digits", "1" * 100_000
    yield "numbers", "1,2.3%£4m " * 5_000
    yield "years", "in 2019 to 2020 and " * 4_000
    yield "dots", "." * 100_000
    yield "tabs", "\t" * 100_000
    yield "lines", "\n" * 200_000
    yield "returns", "\r" * 50_000 + TEXT.replace("\n", "\r")
    yield "bars", ("|1|2|3|\n" * 5_000)
    yield "names", "Mr A B C D E F G H " * 3_000
    yield "acronyms", "The Ministry of Lamps (ML) and the Office of Lamps (OL) " * 1_000


def special():
    """Files that are hostile on purpose."""
    for name, text in texts():
        yield f"text-{name}.txt", text.encode()
        yield f"text-{name}.html", html(f"<p>{text}</p>").encode()
        yield f"text-{name}.jsonl", (json.dumps({"text": text}) + "\n").encode()
    for name in ("utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "shift_jis", "koi8-r", "cp037"):
        yield f"encoded-{name}.txt", TEXT.encode(name, "replace")
    yield "mixed-encodings.txt", TEXT.encode() + TEXT.encode("utf-16") + TEXT.encode("cp1252", "replace")
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * 100
    yield "lone-surrogates.jsonl", b'{"text": "a \\ud800 b \\udc00 c"}\n{"text": "\\ud83d"}\n{"id": "\\udfff", "text": "x"}\n'
    yield "surrogate-bytes.txt", b"\xed\xa0\x80 lamps \xed\xbf\xbf"
    yield "deep.json", b"[" * 100_000
    yield "deep-objects.jsonl", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "huge-number.jsonl", b'{"text": "x", "n": ' + b"9" * 100_000 + b"}\n"
    yield "doubled-keys.jsonl", b'{"text": "a", "text": "b", "id": 1, "id": 2}\n'
    yield "wrong-types.jsonl", b'{"text": []}\n{"text": null}\n[]\n1\n"x"\nnull\n{"html": {}}\n{"authors": {"a": [1]}, "text": "x"}\n'
    for depth in (200, 5_000, 100_000):
        yield f"deep-{depth}.html", html("<div>" * depth + "x").encode()
        yield f"deep-inline-{depth}.html", html("<b><i>" * (depth // 2) + "x").encode()
        yield f"deep-tables-{depth}.html", html("<table><tr><td>" * (depth // 3) + "x").encode()
        yield f"deep-lists-{depth}.md", ("".join("  " * min(n, 500) + "- a\n" for n in range(depth // 50))).encode()
        yield f"deep-quotes-{depth}.md", (">" * depth + " x\n").encode()
    yield "attributes.html", ("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>").encode()
    yield "long-attribute.html", ('<a href="' + "a" * 500_000 + '">x</a>').encode()
    yield "unclosed.html", b"<p>" * 50_000
    yield "wide-table.html", ("<table><tr>" + "<td>1</td>" * 50_000 + "</tr></table>").encode()
    yield "span-table.html", ('<table><tr><td colspan="100000" rowspan="100000">1</td></tr>' * 50 + "</table>").encode()
    yield "entities.html", html("&amp;" * 100_000 + "&#x110000;&#xd800;&bogus;&#99999999999;").encode()
    yield "comments.html", html("<!--" * 20_000).encode()
    yield "script.html", b"<script>" + b"x" * 500_000
    yield "links.md", ("[a](b" * 20_000).encode()
    yield "emphasis.md", ("*a_" * 30_000).encode()
    yield "json-ld.html", html(head='<script type="application/ld+json">' + '{"@graph":[' * 2_000 + "</script>").encode()
    lol = '<!DOCTYPE x [<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
    yield "laughs.xml", f'<?xml version="1.0"?>{lol}<TEI><text><body><p>&l9;</p></body></text></TEI>'.encode()
    yield "laughs.rss", f'<?xml version="1.0"?>{lol}<rss><channel><item><title>&l9;</title></item></channel></rss>'.encode()
    yield "laughs.docx", docx(body="<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", prolog=lol)
    yield "laughs.odt", odt(body="<text:p>&l9;</text:p>", prolog=lol)
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield "outside.xml", f'<?xml version="1.0"?>{outside}<TEI><text><body><p>&e;</p></body></text></TEI>'.encode()
    yield "outside.docx", docx(body="<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", prolog=outside)
    yield "deep.docx", docx(body="<w:tbl><w:tr><w:tc>" * 20_000 + "x")
    yield "deep.odt", odt(body="<text:span>" * 50_000 + "x")
    yield "deep.xml", b"<TEI>" + b"<div>" * 200_000
    yield "deep.rss", b"<rss><channel>" + b"<item>" * 100_000
    zeros = b"0" * (64 << 20)
    yield "bomb.txt.gz", gzip.compress(zeros, mtime=0)
    yield "bomb.zip", packed({"a.txt": zeros})
    yield "bomb.docx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": zeros})
    yield "bomb.odt", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": zeros})
    yield "bomb.warc.gz", gzip.compress(warc(zeros), mtime=0)
    yield "bomb.html.gz", gzip.compress(b"<p>" + zeros, mtime=0)
    nested = TEXT.encode()
    for _ in range(20):
        nested = gzip.compress(nested, mtime=0)
    yield "nested.txt.gz", nested
    nested = packed({"a.txt": TEXT})
    for _ in range(20):
        nested = packed({"a.zip": nested}, zipfile.ZIP_STORED)
    yield "nested.zip", nested
    yield "many.zip", packed({f"{n}.txt": "x" for n in range(3_000)})
    yield "slip.zip", packed({"../../etc/a.txt": TEXT, "/etc/b.txt": TEXT, "c\\..\\d.txt": TEXT, "": "x"})
    yield "lying.zip", packed({"a.txt": TEXT}).replace(len(TEXT.encode()).to_bytes(4, "little"), b"\xff\xff\xff\x7f")
    loop = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]
    yield "loop.pdf", pdf(loop)
    yield "parents.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
                              "<< /Type /Page /Parent 3 0 R /Contents 3 0 R >>"])
    yield "previous.pdf", pdf(trailer_extra="/Prev 9")
    yield "count.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 2147483647 >>"])
    yield "deep.pdf", pdf(["<< /Type /Catalog /Pages " + "[" * 100_000 + " >>"])
    yield "deep-dictionary.pdf", pdf(["<< /Type /Catalog /A " + "<< /A " * 50_000 + " >>"])
    bomb = zlib.compress(zeros)
    yield "bomb.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                           "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                           f"<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n{bomb.decode('latin-1')}\nendstream"])
    yield "encrypted.pdf", pdf(trailer_extra="/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>")
    yield "no-text.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"])
    parts = "".join(f'--b\nContent-Type: multipart/mixed; boundary="b"\n\n' for _ in range(5_000))
    yield "deep.eml", mail(content=parts, kind='multipart/mixed; boundary="b"')
    yield "headers.eml", mail(extra="X-A: " + "a" * 200_000 + "\n" + "X-B: b\n" * 20_000)
    yield "base64.eml", mail(extra="Content-Transfer-Encoding: base64\n", content=base64.b64encode(b"\xff" * 100_000).decode())
    yield "many.mbox", b"From a@b Fri May 17 09:00:00 2024\n\n" * 3_000
    yield "many.rss", feed(3_000)
    yield "length.warc", warc().replace(b"Content-Length: ", b"Content-Length: 99999999999")
    yield "quotes.csv", b'id,text\n1,"' + b"a" * 500_000
    yield "wide.csv", b"text," + b"," * 100_000 + b"\n" + b"x" + b"," * 100_000
    yield "ragged.csv", b"id,text\n" + b"".join(b"," * (n % 50) + b"\n" for n in range(3_000))
    yield "PAR1.parquet", b"PAR1" + b"\xff" * 1_000 + b"PAR1"
    yield "empty.parquet", b"PAR1\x00\x00\x00\x00PAR1"
    yield "magic.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 1_000
    yield "large.txt", b"a" * (100 << 20)
    yield "large-line.jsonl", b'{"text": "' + b"a" * (40 << 20) + b'"}\n{"text": "Experts say so."}\n'


def odd_names(folder):
    """Names and kinds of files; returns how many can be read."""
    names = ["new\nline.txt", "tab\tand \x01.txt", "quote\"'.txt", "-dash.txt", "*?[].txt", "ünï💡.txt", "a" * 200 + ".txt", " .txt", "..txt", "#1.jsonl!x.txt"]
    for name in names:
        (folder / name).write_text(TEXT)
    with open(os.fsencode(folder) + b"/not-utf8-\xff\xfe.txt", "wb") as file:
        file.write(TEXT.encode())
    (folder / "folder.txt").mkdir(exist_ok=True)
    for name, target in (("loop", "."), ("dangling.txt", "nowhere.txt"), ("self.txt", "self.txt"), ("outside.txt", "/etc/passwd")):
        path = folder / name
        if not path.is_symlink():
            path.symlink_to(target)
    fifo = folder / "fifo.txt"
    if not fifo.exists():
        os.mkfifo(fifo)
    there = folder / "socket.txt"
    if not there.exists():
        # The path of a socket may be 108 bytes long at most.
        before = os.getcwd()
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("socket.txt")
        os.chdir(before)
    locked = folder / "locked.txt"
    locked.write_text(TEXT)
    locked.chmod(0)
    (folder / "locked").mkdir(exist_ok=True)
    (folder / "locked").chmod(0)
    return len(names) + 2


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(20261124)
    count = 0
    for kind, content in seeds().items():
        (folder / f"sound.{kind}").write_bytes(content)
        count += 1
        for name, mutant in mutants(content, chance):
            (folder / f"{name}.{kind}").write_bytes(mutant)
            count += 1
    for name, content in special():
        (folder / name).write_bytes(content)
        count += 1
    count += odd_names(folder)
    print(count)


if __name__ == "__main__":
    main()
