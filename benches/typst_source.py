"""The finished page of a report (index.html) as the same document in Typst's own markup, for peers.py and many.py.

Everything that bluebook prints of it is there: headings, letters of findings, links, emphasis, languages, boxes, scores with their meters,
tables, charts (the page's own drawings, as an editor would place them, with their alternative texts), running heads and page numbers, in
the same type at the same size. What a page has for the screen alone (downloads, links to itself) is left out, as in the PDF.
"""

import json
import re
from html.parser import HTMLParser

PREAMBLE = """#set document(title: {title})
#set text(font: ("Noto Sans", "Noto Sans Math", "Noto Sans Symbols 2"), size: 12pt, lang: {lang}, fallback: true)
#set par(leading: 0.6em, spacing: 1.1em)
#set page(paper: "a4", margin: 25mm, numbering: "1", header: text(size: 9.5pt, fill: rgb("#484949"))[#{programme} #h(1fr) #{title}])
#set heading(numbering: none)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); set text(size: 28pt, fill: rgb("#12436D")); it }}
#show heading.where(level: 2): set text(size: 21pt, fill: rgb("#12436D"))
#show heading.where(level: 3): set text(size: 16.5pt, fill: rgb("#12436D"))
#show link: set text(fill: rgb("#1A65A6"))
#show figure: set block(breakable: true)
#set figure(supplement: none, numbering: none)
#set figure.caption(position: top)
#set table(stroke: 0.5pt + rgb("#CECECE"), inset: 4pt)
#let meter(score, line) = box(width: 200pt, height: 16pt, {{
  place(dy: 4pt, rect(width: 200pt, height: 8pt, fill: rgb("#F1F4F7")))
  place(dy: 4pt, rect(width: score * 2pt, height: 8pt, fill: rgb("#12436D")))
  place(dx: line * 2pt, std.line(length: 16pt, angle: 90deg))
}})
#let panel(body) = block(fill: rgb("#F1F4F7"), stroke: (left: 4pt + rgb("#12436D")), inset: 12pt, width: 100%, body)
"""
VOID = {"br", "img", "hr", "meta", "link", "input", "wbr", "col"}
SKIPPED = {"script", "style", "nav", "button"}
SKIPPED_CLASSES = {"here", "to-contents", "downloads", "downloads-label", "download-line", "download", "skip", "phone", "sheet-note"}


class Tree(HTMLParser):
    """The page as nested lists: [tag, attributes, *children]."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open = [["page", {}]]
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        node = [tag, {name: value or "" for name, value in attributes}]
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].append([tag, {name: value or "" for name, value in attributes}])

    def handle_endtag(self, tag):
        if tag in (node[0] for node in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        self.open[-1].append(data)


def write_typst(page, target):
    """Writes the page at this path as Typst's markup to the target, and the charts' drawings beside it."""
    target.write_text(Source(Tree(page.read_text()).open[0], target).markup())


class Source:
    def __init__(self, page, target):
        self.page, self.target, self.charts, self.lines, self.placed = page, target, 0, [], set()

    def markup(self):
        html = next(node for node in walk(self.page) if node[0] == "html")
        article = next(node for node in walk(self.page) if node[0] == "article")
        title = next(node for node in walk(article) if node[0] == "h1")
        programme = next((node for node in walk(article) if classes(node) & {"programme"}), title)
        values = {"title": text(words(title)), "programme": text(words(programme)), "lang": text(html[1]["lang"][:2])}
        self.lines = [PREAMBLE.format(**values)]
        self.blocks(article)
        source = "\n\n".join(self.lines) + "\n"
        # A link to something that has no place in print stays words.
        return re.sub(r"#link\(label\((\"[^\"]*\")\)\)", lambda found: found[0] if json.loads(found[1]) in self.placed else "#box", source)

    def label(self, identity):
        if not identity or identity in self.placed:
            return ""
        self.placed.add(identity)
        return f"#metadata(none) #label({text(identity)})"

    def blocks(self, node, identity=None):
        for child in node[2:]:
            if isinstance(child, str):
                if child.strip():
                    self.lines.append(f"#par({text(squeezed(child))})")
                continue
            tag, attributes = child[0], child[1]
            if classes(child) & SKIPPED_CLASSES or tag in SKIPPED:
                if tag == "nav":
                    self.lines.append("#outline(depth: 2)")
                continue
            identity_here = attributes.get("id") or identity
            if re.fullmatch("h[1-6]", tag):
                if tag == "h1":
                    self.lines.append(f"#title[{self.inline(child)}]")
                else:
                    self.lines.append(f"#heading(level: {int(tag[1]) - 1})[{self.inline(child)}] {self.label(identity)}")
            elif tag in ("p", "summary", "address", "time"):
                self.lines.append(f"#par[{self.inline(child)}]" + self.label(attributes.get("id")))
            elif tag in ("ol", "ul"):
                self.list(child)
            elif tag == "dl":
                self.definitions(child)
            elif tag == "table":
                self.table(child, identity)
            elif tag == "figure":
                self.figure(child)
            elif "score" in classes(child) and any(part[0] == "svg" for part in walk(child)):
                self.score(child)
            elif classes(child) & {"panel", "box"}:
                self.lines.append("#panel[")
                self.blocks(child, identity_here)
                self.lines.append("]")
            elif tag not in ("svg", "figcaption"):
                self.blocks(child, identity_here)

    def nested(self, node):
        """The blocks of a node as one content."""
        outer, self.lines = self.lines, []
        self.blocks(node)
        inner, self.lines = "\n\n".join(self.lines), outer
        return inner

    def list(self, node):
        items = [child for child in node[2:] if not isinstance(child, str) and child[0] == "li"]
        marks = [next((squeezed(words(part)).strip() for part in item[2:] if not isinstance(part, str) and "label" in classes(part)), "") for item in items]
        kind = "list" if node[0] == "ul" or "bullets" in classes(node) else "enum"
        written = []
        for item in items:
            body = [item[0], {}, *[part for part in item[2:] if isinstance(part, str) or "label" not in classes(part)]]
            holds_blocks = any(not isinstance(part, str) and part[0] in ("p", "div", "ol", "ul", "section", "table", "figure") for part in body[2:])
            written.append(f"[{self.label(item[1].get('id'))}{self.nested(body) if holds_blocks else self.inline(body)}]")
        # The letter that the page prints, whatever it is.
        numbering = f"numbering: (n) => ({', '.join(map(text, marks))},).at(n - 1), " if kind == "enum" and all(marks) else ""
        self.lines.append(f"#{kind}({numbering}{', '.join(written)})")

    def definitions(self, node):
        items, term = [], ""
        for child in walk(node):
            if child[0] == "dt":
                term = f"[{self.label(child[1].get('id'))}{self.inline(child)}]"
            elif child[0] == "dd":
                items.append(f"terms.item({term}, [{self.inline(child)}])")
        self.lines.append(f"#terms({', '.join(items)})")

    def table(self, node, identity):
        caption = next((child for child in walk(node) if child[0] == "caption"), None)
        rows = [[cell for cell in row[2:] if not isinstance(cell, str)] for row in walk(node) if row[0] == "tr"]
        columns = max(sum(int(cell[1].get("colspan", 1)) for cell in row) for row in rows)
        head = [row for part in walk(node) if part[0] == "thead" for row in part[2:] if not isinstance(row, str) and row[0] == "tr"]
        cells = [self.cell(cell) for row in rows[len(head):] for cell in row]
        header = ", ".join(self.cell(cell) for row in rows[: len(head)] for cell in row)
        title = f"caption: [{self.inline(caption)}], " if caption else ""
        header = f"table.header({header}), " if header else ""
        self.lines.append(f"#figure({title}table(columns: {columns}, {header}{', '.join(cells)})) {self.label(identity)}")

    def cell(self, node):
        spans = {name: int(node[1][name]) for name in ("colspan", "rowspan") if name in node[1]}
        body = f"[#strong[{self.inline(node)}]]" if node[0] == "th" else f"[{self.inline(node)}]"
        align = ", align: right" if "figure" in classes(node) else ""
        extra = "".join(f", {name}: {number}" for name, number in spans.items())
        return f"table.cell({body}{align}{extra})"

    def figure(self, node):
        self.charts += 1
        caption = next(child for child in walk(node) if child[0] == "figcaption")
        drawing = next((child for child in walk(node) if child[0] == "svg" and "phone" not in classes(child)), None)
        if drawing:
            description = next((words(child) for child in walk(drawing) if child[0] == "desc"), "")
            name = f"{self.target.stem}-chart-{self.charts}.svg"
            (self.target.parent / name).write_text(svg(drawing))
            picture = f"image({text(name)}, width: 100%, alt: {text(squeezed(description))})"
            self.lines.append(f"#figure(caption: [{self.inline(caption)}], {picture}) {self.label(node[1].get('id'))}")
        for child in walk(node):
            if child[0] == "table":
                self.table(child, None)

    def score(self, node):
        value = next(squeezed(words(child)) for child in walk(node) if "value" in classes(child))
        number = re.match(r"\d+", value)
        said = next(child[1].get("aria-label", "") for child in walk(node) if child[0] == "svg")
        line = re.search(r"(\d+)%", said)
        self.lines.append(f"#panel[#strong({text(value)}) #meter({number[0] if number else 0}, {line[1] if line else 0})]")

    def inline(self, node):
        written = []
        for child in node[2:]:
            if isinstance(child, str):
                if child:
                    written.append(f"#{text(squeezed(child))}")
                continue
            tag, attributes = child[0], child[1]
            if classes(child) & SKIPPED_CLASSES or tag in SKIPPED or tag == "svg":
                continue
            body = self.inline(child)
            if tag in ("strong", "b"):
                written.append(f"#strong[{body}]")
            elif tag in ("em", "i", "cite"):
                written.append(f"#emph[{body}]")
            elif tag == "br":
                written.append("#linebreak()")
            elif tag == "a" and attributes.get("href", "").startswith("#"):
                written.append(f"#link(label({text(attributes['href'][1:])}))[{body}]")
            elif tag == "a" and ":" in attributes.get("href", ""):
                written.append(f"#link({text(attributes['href'])})[{body}]")
            elif "lang" in attributes:
                written.append(f"#text(lang: {text(attributes['lang'][:2])})[{body}]")
            else:
                written.append(body)
        return "".join(written)


def svg(node):
    """The drawing as a file of its own."""
    if isinstance(node, str):
        return escape(node)
    if node[0] in ("title", "desc"):
        return ""
    names = {"viewbox": "viewBox", "patternunits": "patternUnits", "patterntransform": "patternTransform"}
    attributes = {names.get(name, name): value for name, value in node[1].items() if not name.startswith("aria")}
    if node[0] == "svg":
        attributes |= {"xmlns": "http://www.w3.org/2000/svg", "font-family": "Noto Sans"}
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{node[0]}{written}>" + "".join(map(svg, node[2:])) + f"</{node[0]}>"


def escape(string):
    return string.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def walk(node):
    if not isinstance(node, str):
        yield node
        for child in node[2:]:
            yield from walk(child)


def words(node):
    return node if isinstance(node, str) else "".join(map(words, node[2:]))


def classes(node):
    return set(node[1].get("class", "").split())


def squeezed(string):
    return re.sub(r"[ \t\r\n]+", " ", string)


def text(string):
    return json.dumps(string.strip() if "\n" in string else string, ensure_ascii=False)
