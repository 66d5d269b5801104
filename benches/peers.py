#!/usr/bin/env python3
"""The same report by bluebook, Typst and WeasyPrint, in turn, as whole processes.

    cargo build --release
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install typst weasyprint
    /tmp/peers/bin/python benches/peers.py [--runs 5] [--content content] [--report surrey-2008]

bluebook reads YAML, scores, checks, draws the charts, and writes HTML, PDF and data. The others get the finished document: Typst as one file of
its own markup with the charts as drawings (typst_source.py), the same fonts and no search for others; WeasyPrint the finished page. Both write
a tagged PDF for PDF/UA-1 and nothing else, but for the line 'both', in which Typst writes a page of HTML too. Each line says the medians of the
runs: processor seconds (user and system, children too), wall seconds, peak memory, and the size of the PDF.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from typst_source import write_typst

ROOT = Path(__file__).resolve().parent.parent
FONTS = f"font_paths=[{str(ROOT / 'assets/fonts')!r}], ignore_system_fonts=True"
TYPST = f"import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['ua-1'], {FONTS})"
TYPST_BOTH = TYPST + f"; typst.compile(sys.argv[1], output=sys.argv[3], format='html', {FONTS})"


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
    write_typst(folder / "index.html", work / "report.typ")
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


if __name__ == "__main__":
    main()
