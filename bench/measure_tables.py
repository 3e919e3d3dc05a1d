"""Writes the tables that measure.sh asks measures of: made up, and the same each time.

    measure_tables.py FOLDER
"""

import csv
import random
import sys
from pathlib import Path


def write(path, headings, rows):
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(headings)
        table.writerows(rows)


def main():
    folder = Path(sys.argv[1])
    draw = random.Random(4)
    values, counts = [], []
    for place in range(5_000):
        for order in range(1, 11):
            people = draw.randint(800, 1_200)
            share = 0.30 - 0.015 * order + draw.uniform(-0.01, 0.01)
            values.append((place, order, people, round(70 + order + draw.gauss(0, 0.5), 4), 0.6))
            counts.append((place, order, round(people * share), people))
    write(folder / "values.csv", ("place", "order", "population", "value", "se"), values)
    write(folder / "counts.csv", ("place", "order", "numerator", "denominator"), counts)
    ages = [
        (place, age, draw.randint(0, 5 + 3 * age), draw.randint(900, 5_000), 7_000 - 200 * age)
        for place in range(5_000)
        for age in range(19)
    ]
    write(folder / "ages.csv", ("place", "subgroup", "numerator", "denominator", "standard"), ages)
    series = [
        (name, f"{2022 + month // 12}-{1 + month % 12:02}-01", round(draw.gauss(80, 4), 3), "increase", 85)
        for name in range(1_000)
        for month in range(36)
    ]
    write(
        folder / "series.csv", ("series_id", "date", "value", "improvement_direction", "target"), series
    )


main()
