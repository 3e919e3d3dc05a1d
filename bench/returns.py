"""What returns.sh does to its 500 returns, and what it sets beside us.

    returns.py pack FOLDER    pack them as Word does: ours are packed without a compressor
    returns.py walk FOLDER    walk the tables of each with python-docx, and do nothing else with it
"""

import sys
import zipfile
from pathlib import Path


def pack(path):
    with zipfile.ZipFile(path) as held:
        parts = [(name, held.read(name)) for name in held.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in parts:
            packed.writestr(name, words)


def walk(path):
    from docx import Document

    return sum(len(cell.text) for table in Document(path).tables for row in table.rows for cell in row.cells)


def main():
    paths = sorted(Path(sys.argv[2]).glob("*.docx"))
    if sys.argv[1] == "pack":
        for path in paths:
            pack(path)
    else:
        print(sum(walk(path) for path in paths))


main()
