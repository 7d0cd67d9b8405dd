"""How long Typst and WeasyPrint take to make what PDFs of ours say, as JSON; and the same as HTML, for a browser to print.

Takes the number of runs and the PDFs, which need tags. Reading those, with poppler's pdfinfo, is not measured. The HTML goes to
the folder BENCH_OUT, or to a temporary one.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import namedtuple
from html import escape
from itertools import count, takewhile
from pathlib import Path
from time import perf_counter

import typst

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
except (ImportError, OSError) as missing:
    print(f"WeasyPrint cannot be loaded: {missing}", file=sys.stderr)
    weasyprint = None

# One tool gets no new run for a file after this many seconds.
PATIENCE = 60

Element = namedtuple("Element", "kind attributes children")
Language = namedtuple("Language", "text shapes head table")

# What pdfinfo prints: a text, an attribute of the element above it, or an element.
PRINTED = re.compile(r'^( *)(?:"((?s:.*?))"|/(\w+) +(.*)|([A-Z]\w*)\b.*)$', re.MULTILINE)

PAGE = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 19mm; font: 9.5pt/1.4 "Noto Sans", "DejaVu Sans", sans-serif }}
@page {{ @bottom-right {{ content: counter(page) " / " counter(pages) }} }}
body {{ margin: 0; font: 9.5pt/1.4 "Noto Sans", "DejaVu Sans", sans-serif }}
h1 {{ font-size: 20pt; margin: 0 0 6pt }}
h2 {{ font-size: 14pt; margin: 18pt 0 6pt }}
h3 {{ font-size: 11pt; margin: 12pt 0 4pt }}
ul {{ margin: 0 0 6pt; padding-left: 12pt }}
table {{ width: 100%; border-collapse: collapse; margin: 0 0 9pt }}
tr {{ break-inside: avoid }} h1, h2, h3 {{ break-after: avoid }}
th, td {{ padding: 3pt 6pt 3pt 0; text-align: left; vertical-align: top; border-bottom: 0.5pt solid #ccc }}
p {{ margin: 0 0 4pt }} th p, td p {{ margin: 0 }}
</style></head><body id="top">
{body}</body></html>
"""

# Typst remembers what it has laid out, also from one document to the next. Text that is larger by a hair makes all of it new.
MARKUP = """#set page(paper: "a4", margin: 19mm, numbering: "1 / 1", number-align: right)
#set text(font: ("Noto Sans", "DejaVu Sans"), size: 9.5pt + {hair} * 0.00001pt, lang: "nl")
#set document(title: {title})
#set table(stroke: (rest: none, bottom: 0.5pt + luma(80%)), inset: (left: 0pt, right: 6pt, y: 4.5pt))
#set table.cell(breakable: false)
#show table.cell: set par(spacing: 0.65em)
#show heading: set block(above: 18pt, below: 9pt)
#show heading: it => {{ set text(size: (20pt, 14pt, 11pt).at(it.level - 1)); it }}
#let strip = box(width: 30mm, height: 3mm, {{
  place(horizon, line(length: 100%, stroke: 0.5pt + luma(70%)))
  for x in (40%, 60%) {{ place(horizon, dx: x, circle(radius: 0.8mm, fill: teal)) }}
  place(dx: 53%, line(angle: 90deg, length: 100%))
}})
{body}"""

STRIP = """<svg width="30mm" height="3mm" viewBox="0 0 60 6"><path d="M0 3h60" stroke="#bbb"/><path d="M32 0v6" stroke="#000"/>\
<circle cx="24" cy="3" r="1.6" fill="teal"/><circle cx="36" cy="3" r="1.6" fill="teal"/></svg>"""

# What is not named here is only what is in it. The mark of a list's item is left to the tool; where a link leads is not told,
# nor what a figure shows.
HTML = Language(
    text=escape,
    shapes={
        **{f"H{level}": f"<h{level}>{{}}</h{level}>\n" for level in (1, 2, 3)},
        "P": "<p>{}</p>\n",
        "L": "<ul>{}</ul>\n",
        "LI": "<li>{}</li>\n",
        "Lbl": "",
        "TR": "<tr>{}</tr>\n",
        "TH": "<th>{}</th>",
        "TD": "<td>{}</td>",
        "Figure": STRIP + "{}",
        "Link": '<a href="#top">{}</a>',
    },
    head="<thead>{}</thead>\n",
    table="<table>{head}<tbody>{body}</tbody></table>\n",
)

TYPST = Language(
    text=lambda text: '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
    shapes={
        **{f"H{level}": f"#heading(level: {level})[{{}}]\n" for level in (1, 2, 3)},
        "P": "#par[{}]\n",
        "L": "#list({})\n",
        "LI": "[{}],",
        "Lbl": "",
        "TR": "{}\n",
        "TH": "[#strong[{}]],",
        "TD": "[{}],",
        "Figure": "#strip{}",
        "Link": "#link((page: 1, x: 0pt, y: 0pt))[{}]",
    },
    head="table.header({}),\n",
    table="#table(columns: {columns},\n{head}{body})\n",
)


def tree(file):
    """The document as its tags tell it: elements with what is in them, down to the text."""
    told = subprocess.run(["pdfinfo", "-struct-text", "-enc", "UTF-8", file], check=True, capture_output=True)
    path = [(-1, Element("Root", {}, []))]
    for indent, text, attribute, value, kind in PRINTED.findall(told.stdout.decode()):
        while path[-1][0] >= len(indent):
            path.pop()
        _, attributes, children = path[-1][1]
        if kind:
            children.append(Element(kind, {}, []))
            path.append((len(indent), children[-1]))
        elif attribute:
            attributes[attribute] = value
        elif children and isinstance(children[-1], str):  # It goes on on the next page.
            children[-1] += " " + text
        else:
            children.append(text)
    return path[0][1]


def within(element, kind):
    """The elements of a kind, but for those in another of that kind."""
    for child in element.children:
        if not isinstance(child, str):
            yield from [child] if child.kind == kind else within(child, kind)


def written(element, language):
    if isinstance(element, str):
        return language.text(element)
    if element.kind == "Table":
        return table(list(within(element, "TR")), language)
    return language.shapes.get(element.kind, "{}").format(all_written(element.children, language))


def all_written(elements, language):
    return "".join(written(element, language) for element in elements)


def table(rows, language):
    heads = list(takewhile(lambda row: all(cell.attributes.get("Scope") == "/Column" for cell in row.children), rows))
    head = language.head.format(all_written(heads, language)) if heads else ""
    columns = max(len(row.children) for row in rows)
    return language.table.format(columns=columns, head=head, body=all_written(rows[len(heads) :], language))


def fastest(runs, make):
    """The seconds of the fastest run and the bytes it made; the first run is not counted."""
    begin = perf_counter()
    document = make()
    seconds = []
    while not seconds or (len(seconds) < runs and perf_counter() - begin < PATIENCE):
        started = perf_counter()
        document = make()
        seconds.append(perf_counter() - started)
    return {"seconds": min(seconds), "bytes": len(document)}


def main():
    runs, *files = sys.argv[1:]
    folder = Path(os.environ.get("BENCH_OUT") or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    compiler, hairs = typst.Compiler(), count()
    fonts = weasyprint and FontConfiguration()
    measured = {}
    for file in files:
        root = tree(file)
        title = next(within(root, "H1")).children[0]
        html = PAGE.format(title=escape(title), body=written(root, HTML))
        page = folder / f"{Path(file).stem}.html"
        page.write_text(html, encoding="utf-8")
        name, body = TYPST.text(title)[1:], written(root, TYPST)

        def with_typst():
            return compiler.compile(MARKUP.format(hair=next(hairs), title=name, body=body).encode(), format="pdf")

        def with_weasyprint():
            return weasyprint.HTML(string=html).write_pdf(font_config=fonts, pdf_tags=True)

        measured[file] = {
            "typst": fastest(int(runs), with_typst),
            "weasyprint": weasyprint and fastest(int(runs), with_weasyprint),
            "html": str(page),
        }
    print(json.dumps(measured))


main()
