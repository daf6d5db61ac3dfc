#!/usr/bin/env python3
"""Scores the reading of web pages: main text, date, title, authors.

    scripts/pages.py dev [--sayso target/release/sayso] [--show]     the half that we mend by
    scripts/pages.py heldout                                         the other half: numbers only
    scripts/pages.py published                                       dates in the tests of htmldate (an sdist of PyPI)

The pages are those of corpus/pages. Each is a template with a description in front; what stands in ⟦ ⟧ is main text, what
stands in ⟪ ⟫ may be left out or kept (bylines, captions, notes on the author), and these take paragraphs from a document
of corpus/gold/train, all of them main text:

    {{3 <p>$</p>}}   the next three        {{* <p>$</p>}}  the rest       {{*json $ }}  the rest, escaped for a script
    {{=1 <p>$</p>}}  the first one again   {{title}}, {{author}}, {{date %d %B %Y}} are filled in

Python's trafilatura (scripts/pages-requirements.txt) reads the same pages. Measured are shingles of four words, as the
article extraction benchmark does (F1 of the mean precision and recall over pages), and phrases that must and must not be
in the text, as trafilatura's own evaluation does. The title, readers' comments and, for sayso, blocks of kind `byline` and
`furniture` do not count as main text.
"""

import argparse
import ast
import collections
import html
import json
import pathlib
import re
import resource
import subprocess
import sys
import tarfile
import tomllib
from datetime import date as Date
from html.parser import HTMLParser

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "pages"
FILLED = re.compile(r"\{\{(?:(=)?(\d+|\*)(json)? (.*?)|(title|author)|date (.*?))\}\}", re.DOTALL)
MARKED = re.compile(r"⟦(.*?)⟧|⟪(.*?)⟫", re.DOTALL)
Page = collections.namedtuple("Page", "name kind html charset title date authors main optional furniture")


def paragraphs(name):
    """The title and the running text of a document of ours."""
    lines = [line.strip() for line in (ROOT / f"corpus/gold/train/{name}.txt").read_text().splitlines()]
    lines = [line for line in lines if line]
    long = [line for line in lines[1:] if len(line) > 90 and not line.startswith(("By ", "Read more", "READ"))]
    # Some begin with the name of the paper or with a date.
    named = (line for line in lines if len(line.split()) > 4 and not re.search(r"\d{4}$|^By |answered", line))
    return next(named)[:120], long


class Text(HTMLParser):
    """Pieces of text that a reader of the page sees."""

    def __init__(self):
        super().__init__()
        self.pieces, self.unseen = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "title", "template"):
            self.unseen += 1

    def handle_endtag(self, tag):
        if tag in ("script", "style", "title", "template"):
            self.unseen -= 1

    def handle_data(self, data):
        if not self.unseen and data.strip():
            self.pieces.append(" ".join(data.split()))


def seen(markup):
    text = Text()
    text.feed(markup)
    return text.pieces


def read_page(path):
    head, body = re.match(r"<!--\n(.*?)-->\n(.*)", path.read_text(encoding="utf-8"), re.DOTALL).groups()
    told = tomllib.loads(head)
    title, running = paragraphs(told["text"]) if "text" in told else (told["title"], [])
    running = running[: told.get("take", len(running))]
    day = Date.fromisoformat(told["date"]) if told["date"] else None
    left, given = list(running), []

    def fill(match):
        again, count, escaped, form, word, wanted = match.groups()
        if word:
            return html.escape(title if word == "title" else told["author"][0], quote=True)
        if wanted:
            return re.sub(r"(?<=^)0|(?<=\s)0(?=\d )", "", day.strftime(wanted.replace("%-d", "%d"))) if "%B" in wanted or "%b" in wanted else day.strftime(wanted)
        number = len(left) if count == "*" else int(count)
        taken = running[:number] if again else left[:number]
        if not again:
            del left[:number]
        if escaped:
            given.append("\n".join(taken))
            return "".join(form.replace("$", json.dumps(text)[1:-1]) for text in taken)
        marks = ("", "") if again else ("⟦", "⟧")
        return "".join(form.replace("$", marks[0] + html.escape(text) + marks[1]) for text in taken)

    filled = FILLED.sub(fill, body)
    main = given + [" ".join(seen(match[1])) for match in MARKED.finditer(filled) if match[1]]
    optional = [" ".join(seen(match[2])) for match in MARKED.finditer(filled) if match[2]]
    outside = seen(MARKED.sub("<br>", filled))
    source = re.sub("[⟦⟧⟪⟫]", "", filled)
    return Page(
        path.stem, told["type"], source, told.get("charset", "utf-8"), title, told["date"], told["author"], main, optional, outside
    )


def words(text):
    return re.findall(r"\w+", text.lower())


def shingles(text):
    found = words(text)
    return collections.Counter(tuple(found[at : at + 4]) for at in range(max(1, len(found) - 3)) if found)


def score_text(page, text):
    """Precision and recall of shingles; phrases: wanted and found, wanted and missing, unwanted and found."""
    gold, found = shingles("\n".join(page.main)), shingles(text)
    allowed = shingles("\n".join([*page.optional, *page.main, page.title])) - gold
    for block in page.optional:
        allowed |= shingles(block)
    common = sum((gold & found).values())
    extra = sum((found - gold - allowed).values())
    precision = common / (common + extra) if common + extra else 0.0
    recall = common / max(1, sum(gold.values()))
    flat, golden = f" {' '.join(words(text))} ", f" {' '.join(words(' '.join(page.main + page.optional)))} "
    wanted = [f" {' '.join(words(block)[:6])} " for block in page.main]
    unwanted = [f" {' '.join(words(piece)[:6])} " for piece in page.furniture if len(words(piece)) >= 4]
    title = f" {' '.join(words(page.title))} "
    unwanted = [phrase for phrase in unwanted if phrase not in golden and phrase.strip() not in title]
    hits = sum(phrase in flat for phrase in wanted)
    kept = [phrase.strip() for phrase in unwanted if phrase in flat]
    missing = [phrase.strip() for phrase in wanted if phrase not in flat]
    return precision, recall, hits, missing, kept


def without_title(page, lines):
    """Lines of text but for a title on top, which is no error to have or not to have."""
    title = words(page.title)
    return "\n".join(line for at, line in enumerate(lines) if not (at < 4 and words(line) == title))


def read_by_sayso(pages, folder, sayso):
    out = WORK / "sayso.jsonl"
    subprocess.run([sayso, "tag", folder, "-o", out, "--force", "--quiet"], check=True)
    found = {}
    for line in out.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        blocks = [
            record["text"][block["start"] : block["end"]]
            for block in record["blocks"]
            if block["kind"] not in ("title", "byline", "furniture") and not block["comment"]
        ]
        meta = record["meta"]
        found[record["id"].removesuffix(".html")] = (blocks, meta["published"], meta["title"], meta["authors"])
    return found


PEER = """
import json, pathlib, sys, trafilatura, resource
found = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob('*.html')):
    page = path.read_bytes()
    read = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    read = read.as_dict() if hasattr(read, 'as_dict') else read or {}
    found[path.stem] = [(read.get('text') or '').splitlines(), read.get('date'), read.get('title'),
                        [name.strip() for name in (read.get('author') or '').split(';') if name.strip()]]
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([found, used.ru_utime]))
"""


def peer():
    """The Python that has the peers, made when it is missing."""
    python = WORK / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
        wanted = ROOT / "scripts" / "pages-requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    return python


def read_by_peer(folder):
    out = subprocess.run([peer(), "-c", PEER, folder], check=True, capture_output=True, text=True).stdout
    found, _ = json.loads(out)
    return found


def report(name, pages, found, show):
    rows = collections.defaultdict(list)
    for page in pages:
        lines, day, title, authors = found.get(page.name, ([], None, None, []))
        precision, recall, hits, missing, kept = score_text(page, without_title(page, lines))
        right = (
            (day or "") == page.date,
            words(title or "") == words(page.title),
            [words(author) for author in authors] == [words(author) for author in page.authors],
        )
        row = (precision, recall, hits, len(missing), len(kept), *right)
        rows[page.kind].append(row)
        rows["all"].append(row)
        if show and (missing or kept or not all(right) or min(precision, recall) < 0.97):
            print(f"  {name} {page.name}: P {precision:.3f} R {recall:.3f} missing {missing[:6]} kept {kept[:6]}")
            print(f"      date {day} ({page.date}) title {right[1] or title} authors {authors} ({page.authors})")
    print(f"\n| {name} | pages | precision | recall | F1 | phrases F1 | dates | titles | authors |\n|" + " --- |" * 9)
    for kind, found_rows in sorted(rows.items(), key=lambda row: (row[0] == "all", row[0])):
        count = len(found_rows)
        total = [sum(column) for column in zip(*found_rows)]
        precision, recall = total[0] / count, total[1] / count
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        phrases = 2 * total[2] / max(1, 2 * total[2] + total[3] + total[4])
        print(f"| {kind} | {count} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {phrases:.3f} |", end="")
        print(" | ".join([""] + [f"{right}" for right in total[5:]])[2:] + " |")


def published_cases():
    """Calls of `find_date` in htmldate's tests that need the page alone: page, address, date or None."""
    if not list(WORK.glob("htmldate-*/tests/unit_tests.py")):
        fetch = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", WORK, "htmldate==1.11.0"]
        subprocess.run([sys.executable, "-m", "pip", *fetch], check=True)
        with tarfile.open(next(WORK.glob("htmldate-*.tar.gz"))) as archive:
            archive.extractall(WORK, filter="data")
    source = next(WORK.glob("htmldate-*/tests/unit_tests.py")).read_text()
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare)):
            continue
        call, wanted = node.test.left, node.test.comparators[0]
        if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "find_date" and isinstance(wanted, ast.Constant)):
            continue
        told = {keyword.arg: getattr(keyword.value, "value", ...) for keyword in call.keywords}
        page = call.args[0] if call.args else None
        plain = isinstance(page, ast.Constant) and isinstance(page.value, str) and "<" in page.value
        if plain and set(told) <= {"url", "original_date", "extensive_search"}:
            yield page.value, told, wanted.value


def published(sayso, show):
    folder = WORK / "published"
    folder.mkdir(parents=True, exist_ok=True)
    cases = list(published_cases())
    for at, (page, told, _) in enumerate(cases):
        base = f'<link rel="canonical" href="{told["url"]}">' if told.get("url") else ""
        (folder / f"{at:03}.html").write_text(base + page, encoding="utf-8")
    found = read_by_sayso([], folder, sayso)
    theirs = read_by_peer(folder)
    kinds = {"exact": collections.Counter(), "none": collections.Counter()}
    for at, (page, told, wanted) in enumerate(cases):
        ours, peers = found.get(f"{at:03}", (0, None))[1], theirs[f"{at:03}"][1]
        kind = kinds["exact" if wanted else "none"]
        kind.update(pages=1, sayso=ours == wanted, trafilatura=peers == wanted)
        if show and ours != wanted:
            print(f"{at:03} {ours} not {wanted} (peer {peers}) {told} {page[:300]!r}")
    print({name: dict(kind) for name, kind in kinds.items()})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=["dev", "heldout", "published"])
    parser.add_argument("--sayso", default=ROOT / "target/release/sayso")
    parser.add_argument("--show", action="store_true", help="show what went wrong, page by page")
    told = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    if told.set == "published":
        published(told.sayso, told.show)
        return
    if told.show and told.set == "heldout":
        parser.error("the held-out pages are not looked at one by one")
    pages = [read_page(path) for path in sorted((ROOT / "corpus/pages" / told.set).glob("*.html"))]
    folder = WORK / told.set
    folder.mkdir(exist_ok=True)
    for page in pages:
        (folder / f"{page.name}.html").write_bytes(page.html.encode(page.charset, errors="xmlcharrefreplace"))
    report("sayso", pages, read_by_sayso(pages, folder, told.sayso), told.show)
    report("trafilatura", pages, read_by_peer(folder), told.show)


if __name__ == "__main__":
    main()
