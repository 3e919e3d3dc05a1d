"""Writes what each fuzz target starts from: our own fixtures and the demo's documents.

    seeds.py ROOT CORPUS

ROOT is the checkout; CORPUS gets a folder for each target. Packed documents are given as their parts,
which the targets pack again.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

# As the targets know them: fuzz/src/package.rs.
PARTS = {
    "docx": ["word/document.xml", "word/comments.xml", "word/footnotes.xml", "word/header1.xml", "word/endnotes.xml"],
    "xlsx": ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/comments1.xml",
             "xl/worksheets/sheet2.xml", "xl/workbook.xml"],
    "ods": ["content.xml", "styles.xml"],
}
TARGETS = {"docx": ["docx"], "xlsx": ["xlsx"], "ods": ["ods"], "csv": ["csv", "text"], "md": ["markdown", "text"],
           "html": ["html"], "txt": ["text", "csv", "markdown"], "pdf": ["pdf"]}
PAGE = (b"BT /F1 10 Tf 50 750 Td (Plan) Tj ET 50 700 m 250 700 l S 50 680 m 250 680 l S 50 660 m 250 660 l S "
        b"50 700 m 50 660 l S 150 700 m 150 660 l S 250 700 m 250 660 l S "
        b"BT /F1 10 Tf 55 686 Td (Ref) Tj 100 0 Td (Action) Tj -100 -20 Td (1) Tj 100 0 Td [(Do) -300 (this)] TJ ET")
PAGES = [
    "one\x1fa paragraph\x1eRef\x1fAction\x1fDue\x1e1\x1fDo this\nand that\x1fMay 2026\x1e\x1dA band\x1e2\x1f=1+1\x1f",
    "a | b\x1f- first\n- second\x1e# 1 #\x1f**bold**\x1f<br>\x1f---\x1e|---|\x1fa\\|b\x1f&lt; &amp;\x1f_x0041_\x1e'=q\x1f\"x\", y",
]


def keep(corpus, target, seed):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ("seed-" + hashlib.sha256(seed).hexdigest()[:16])).write_bytes(seed)


def parts(path, names):
    with zipfile.ZipFile(path) as packed:
        held = packed.namelist()
        last = max((at for at, name in enumerate(names) if name in held), default=0)
        # A part that is missing before one that is there is an empty element, which says nothing.
        return b"\0".join(packed.read(name) if name in held else b"<none/>" for name in names[: last + 1])


def main():
    root, corpus = Path(sys.argv[1]), Path(sys.argv[2])
    documents = sorted([*root.glob("fixtures/*/*.*"), *root.glob("data/demo/**/*.*")])
    for path in documents:
        kind = path.suffix.lstrip(".")
        if kind not in TARGETS or path.name == "SOURCE.md":
            continue
        whole = path.read_bytes()
        keep(corpus, "read", whole)
        bare = parts(path, PARTS[kind]) if kind in PARTS else whole
        for target in [*TARGETS[kind], "interpret"]:
            keep(corpus, target, bare)
    keep(corpus, "pdf", PAGE)
    for page in PAGES:
        keep(corpus, "written", page.encode())


main()
