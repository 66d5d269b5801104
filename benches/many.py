#!/usr/bin/env python3
"""Many reports: all of them cold, again without a change, with one change, the check alone, and one change in a running preview.

    cargo build --release
    python3 benches/many.py [--reports 40] [--runs 5]
    python3 benches/many.py --reports 1000 --runs 1

Each report is a copy of one of the demo's, with words of its own in its foreword. Each line says the medians of the runs, which are whole processes:
processor seconds (user and system, children too), wall seconds, peak memory. Between the runs nothing is kept that the line does not speak of.

With the two packages of peers.py it does the same documents with others too, all in one process each, and one of them alone:

    /tmp/peers/bin/python benches/many.py --peers typst weasyprint
"""

import argparse
import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peers import FONTS, ROOT, measured
from typst_source import write_typst

TYPST = f"""
import sys, typst
for path in sys.argv[1:]:
    typst.compile(path, output=path.replace('.typ', '.pdf'), pdf_standards=['ua-1'], {FONTS})
"""
WEASYPRINT = """
import sys, weasyprint
for path in sys.argv[1:]:
    weasyprint.HTML(path).write_pdf(path + '.weasy.pdf', pdf_variant='pdf/ua-1')
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--report", default="surrey-2008", help="the one that is copied")
    parser.add_argument("--bluebook", default=str(ROOT / "target/release/bluebook"))
    parser.add_argument("--peers", nargs="*", default=[], choices=["typst", "weasyprint"])
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="many-"))
    try:
        bench(options, work)
    finally:
        shutil.rmtree(work)


def bench(options, work):
    slugs = generate(work / "content", options.report, options.reports)
    changed = slugs[len(slugs) // 2]
    public, cache = work / "public", work / ".bluebook-public.cache"
    build = [options.bluebook, "build", "--content", str(work / "content"), "--out", str(public)]

    def cold():
        shutil.rmtree(public, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)
        os.sync()

    def change():
        write_foreword(work / "content", changed, f"Written at {time.time_ns()}.")

    print(f"{options.reports} reports like {options.report}, medians of {options.runs} runs")
    print(f"{'':34} {'CPU s':>8} {'wall s':>8} {'MiB':>6}")
    row("bluebook, nothing kept", build, options.runs, cold)
    row("bluebook, nothing changed", build, options.runs)
    row(f"bluebook, one change in {options.reports}", build, options.runs, change)
    row("bluebook, check alone", [options.bluebook, "check", "--content", str(work / "content")], options.runs)
    if options.reports <= 200:
        times = watched(options, work, changed)
        print(f"{'bluebook, one change, watched':34} {'':8} {statistics.median(times):8.3f}   until the page is served")
    if "typst" in options.peers:
        sources = []
        for slug in slugs:
            sources.append(str(work / f"{slug}.typ"))
            write_typst(public / slug / "index.html", Path(sources[-1]))
        row("Typst, all in one process", [sys.executable, "-c", TYPST, *sources], options.runs)
        row("Typst, one of them", [sys.executable, "-c", TYPST, sources[0]], options.runs)
    if "weasyprint" in options.peers:
        pages = [str(public / slug / "index.html") for slug in slugs]
        row("WeasyPrint, all in one process", [sys.executable, "-c", WEASYPRINT, *pages], 1)
        row("WeasyPrint, one of them", [sys.executable, "-c", WEASYPRINT, pages[0]], options.runs)


def row(name, command, runs, before=lambda: None):
    columns = []
    for _ in range(runs):
        before()
        columns.append(measured(command))
    cpu, wall, peak = (statistics.median(column) for column in zip(*columns))
    print(f"{name:34} {cpu:8.3f} {wall:8.3f} {peak / 1024:6.0f}", flush=True)


def generate(content, report, count):
    """The demo with copies of one report in place of its reports; returns their names."""
    reports = lambda folder, names: names if Path(folder).name == "reports" else []
    shutil.copytree(ROOT / "content", content, ignore=reports)
    slugs = [f"{report}-{n:04}" for n in range(count)]
    for slug in slugs:
        shutil.copytree(ROOT / "content/reports" / report, content / "reports" / slug)
        write_foreword(content, slug, f"This is {slug}.")
    return slugs


def write_foreword(content, slug, words):
    """Puts a paragraph of these words before the foreword, in place of the one that was put there before."""
    path = content / "reports" / slug / "foreword.md"
    text = path.read_text()
    path.write_text(f"{words}\n\n" + re.sub(r"\A(This is|Written at) [^\n]*\n\n", "", text))


def watched(options, work, slug):
    """Seconds from a saved change to the page that has it, from a preview that is running."""
    preview = subprocess.Popen(
        [options.bluebook, "serve", "--port", "0", "--content", str(work / "content")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        port = next(int(found[1]) for line in preview.stdout if (found := re.search(r"http://127\.0\.0\.1:(\d+)/", line)))
        page = lambda: get(port, f"/{slug}/")
        while b"<main" not in page():
            time.sleep(0.1)
        # What it makes after the start is not to be in the way.
        time.sleep(max(5, options.reports / 4))
        times = []
        for _ in range(10):
            words = f"Written at {time.time_ns()}."
            start = time.perf_counter()
            write_foreword(work / "content", slug, words)
            while words.encode() not in page():
                time.sleep(0.002)
            times.append(time.perf_counter() - start)
            time.sleep(1)
        return times
    finally:
        preview.send_signal(signal.SIGINT)
        preview.wait()


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


if __name__ == "__main__":
    main()
