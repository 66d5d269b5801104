#!/usr/bin/env python3
"""The same report by bluebook, Typst and WeasyPrint, in turn, as whole processes.

    cargo build --release
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install typst weasyprint
    /tmp/peers/bin/python benches/peers.py [--runs 5] [--content content] [--report surrey-2008]

bluebook reads YAML, scores, checks, and writes HTML, PDF and data. Typst gets the finished text as one file of its own markup, with tables
and without charts, so it has less to do; WeasyPrint gets the finished page. Both write a tagged PDF for PDF/UA-1 and nothing else, but for
the line 'both', in which Typst writes a page of HTML too. Each line says the
medians of the runs: processor seconds (user and system, children too), wall seconds, peak memory, and the size of the PDF.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['ua-1'])"
TYPST_BOTH = TYPST + "; typst.compile(sys.argv[1], output=sys.argv[3], format='html')"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--content", default=str(ROOT / "content"))
    parser.add_argument("--report", default="surrey-2008")
    parser.add_argument("--bluebook", default=str(ROOT / "target/release/bluebook"))
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="peers-"))
    edition = work / "edition"
    build = [options.bluebook, "build", "--content", options.content, "--report", options.report, "--out", str(edition), "--no-cache"]
    measured(build)
    folder = edition / options.report
    (work / "report.typ").write_text(typst_source(json.loads((folder / "report.json").read_text())))
    commands = {
        "bluebook": (build, folder / f"{options.report}.pdf"),
        "Typst": ([sys.executable, "-c", TYPST, str(work / "report.typ"), str(work / "typst.pdf")], work / "typst.pdf"),
        "Typst, both": (
            [sys.executable, "-c", TYPST_BOTH, str(work / "report.typ"), str(work / "typst.pdf"), str(work / "typst.html")],
            work / "typst.pdf",
        ),
        "WeasyPrint": (
            [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", str(folder / "index.html"), str(work / "weasy.pdf")],
            work / "weasy.pdf",
        ),
    }
    # In turn, so that what else the machine does slows each alike.
    runs = {name: [] for name in commands}
    for _ in range(options.runs + 1):
        for name, (command, _) in commands.items():
            runs[name].append(measured(command))
    print(f"{'':12} {'CPU s':>7} {'wall s':>7} {'MiB':>5} {'PDF KB':>7} {'CPU / bluebook':>15}   medians of {options.runs} runs")
    first = None
    for name, (_, pdf) in commands.items():
        cpu, wall, peak = (statistics.median(column) for column in zip(*runs[name][1:]))
        first = first or cpu
        print(f"{name:12} {cpu:7.3f} {wall:7.3f} {peak / 1024:5.0f} {pdf.stat().st_size / 1000:7.0f} {cpu / first:15.1f}")


def measured(command):
    """Processor seconds, wall seconds and peak memory in KiB of a run, which must end well."""
    start = time.perf_counter()
    process = os.posix_spawn(
        command[0], command, os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss


def typst_source(report):
    """The document in Typst's markup: headings, paragraphs, lists, definitions, boxes and tables, those of the charts too."""
    title = report["meta"]["title"]
    lines = [
        f"#set document(title: {text(title)})",
        '#set page(paper: "a4", numbering: "1")',
        f'#set text(size: 12pt, lang: "{report["meta"]["lang"]}", font: "Libertinus Serif")',
        "#set heading(numbering: none)",
    ]
    level = [0]

    def blocks(items, depth):
        for block in items:
            kind = block["type"]
            if kind == "cover":
                lines.append(f"#title({text(block['title'])})")
            elif kind == "contents":
                lines.append("#outline()")
            elif kind == "section":
                depth_here = min(depth, level[0] + 1)
                level[0] = depth_here
                heading = " ".join(filter(None, [block.get("number"), block["title"]]))
                lines.append(f"#heading(level: {depth_here}, {text(heading)})")
                blocks(block["blocks"], depth_here + 1)
                level[0] = depth_here
            elif kind == "paragraph":
                lines.append(f"#par({text(block['text'])})")
            elif kind == "list":
                of = "enum" if block["marker"] not in ("bullet", "bullets") else "list"
                lines.append(f"#{of}(" + ", ".join(content(item) for item in block["items"]) + ",)")
            elif kind == "definitions":
                lines.append("#terms(" + ", ".join(f"terms.item({text(words(list(item.values())[0]))}, {content(item)})" for item in block["items"]) + ",)")
            elif kind == "panel":
                lines.append(f"#block(stroke: 1pt, inset: 8pt)[#strong({text(block.get('title') or '')})")
                blocks(block["blocks"], depth)
                lines.append("]")
            elif kind in ("table", "chart"):
                table(block.get("table", block), block.get("title") or "")
            elif "blocks" in block:
                blocks(block["blocks"], depth)

    def table(block, title):
        head = [words(cell) for cell in flat(block.get("head", []))]
        rows = [[words(cell) for cell in flat(row)] for row in block.get("body", block.get("rows", []))]
        columns = max([len(row) for row in rows] + [len(head), 1])
        cells = [text(cell) for row in rows for cell in (row + [""] * columns)[:columns]]
        header = "table.header(" + ", ".join(text(cell) for cell in (head + [""] * columns)[:columns]) + ")"
        lines.append(f"#figure(caption: {text(title)}, table(columns: {columns}, {header}, {', '.join(cells)}))")

    blocks(report["parts"], 1)
    return "\n\n".join(lines) + "\n"


def flat(row):
    return row.get("cells", []) if isinstance(row, dict) else row


def words(part):
    """All text of a part of the document."""
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return " ".join(filter(None, map(words, part)))
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            return part["text"]
        return " ".join(words(value) for value in part.values() if isinstance(value, (list, dict)))
    return ""


def content(part):
    return f"[#{text(words(part))}]"


def text(string):
    return json.dumps(string, ensure_ascii=False)


if __name__ == "__main__":
    main()
