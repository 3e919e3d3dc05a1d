"""What returns.sh does to its 500 returns, and what it sets beside us.

    returns.py pack FOLDER    pack them as Word does, since ours are packed without a compressor, and take the answers out
                              of their content controls, in which python-docx does not see them
    returns.py walk FOLDER    walk the tables of each with python-docx, and do nothing else with it
"""

import re
import sys
import zipfile
from pathlib import Path


def pack(path):
    with zipfile.ZipFile(path) as held:
        parts = [(name, held.read(name)) for name in held.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in parts:
            if name == "word/document.xml":
                words = re.sub(rb"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>", b"", words, flags=re.DOTALL)
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
