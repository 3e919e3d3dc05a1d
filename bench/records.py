"""records.py make ROWS FOLDER | duckdb EXTRACT AREAS OUT | polars EXTRACT AREAS OUT | read EXTRACT | same OURS THEIRS

The record job and what people do it with instead: each extract holds appointments of invented people in 32,844 invented areas, and the
answer is how many of them were missed, by month, deprivation quintile and ethnic group, with Wilson's 95% limits.
"""

import csv
import math
import sys

ETHNIC = [("A", "White"), ("B", "White"), ("C", "White"), ("D", "Mixed"), ("E", "Mixed"), ("F", "Mixed"), ("G", "Mixed"), ("H", "Asian"),
          ("J", "Asian"), ("K", "Asian"), ("L", "Asian"), ("M", "Black"), ("N", "Black"), ("P", "Black"), ("R", "Other"), ("S", "Other")]

INDICATOR = """key = "missed"
title = "Appointments that were missed"
unit = "percent"
polarity = "lower-is-better"
source = "Invented records"
period = "month"
denominator = "true"
numerator = "attended = 0"
breakdowns = ["deprivation+ethnicity"]
policy = "local"
[columns]
person = "pseudo_id"
place = "lsoa11cd"
ethnicity = "ethnic_category"
sex = "sex"
age = "age"
date = "event_date"
[editions]
deprivation = "imd-invented"
"""


def make(rows, folder):
    import duckdb
    base = duckdb.connect()
    base.execute("SET preserve_insertion_order = true")
    base.execute(f"""CREATE VIEW drawn AS SELECT i, hash(i) h1, hash(i + 1000000007) h2, hash(i * 31 + 17) h3, hash(i * 127 + 5) h4
                     FROM range({rows}) t(i)""")
    codes = "['A','A','A','A','A','A','A','A','B','C','D','E','F','G','H','J','K','L','M','N','P','R','S','Z','99','']"
    base.execute(f"""CREATE VIEW extract AS SELECT
        'P' || lpad((h1 % 3000000)::VARCHAR, 8, '0') pseudo_id,
        CASE WHEN h2 % 250 = 0 THEN '' ELSE 'E01' || lpad((1 + h2 % 32844)::VARCHAR, 6, '0') END lsoa11cd,
        {codes}[1 + (h3 % 26)::INTEGER] ethnic_category,
        1 + (h3 // 64) % 2 sex,
        (h4 % 100)::INTEGER age,
        (DATE '2022-04-01' + (h4 // 128 % 1096)::INTEGER)::VARCHAR event_date,
        ['ELEC','OPFA','OPFU','CLINIC'][1 + (h1 // 4096 % 4)::INTEGER] pathway,
        CASE WHEN h1 // 65536 % 100 < 6 + (h2 % 32844) // 4000 + h3 % 5 THEN 0 ELSE 1 END attended
        FROM drawn""")
    base.execute(f"COPY (SELECT * FROM extract) TO '{folder}/extract.csv' (HEADER)")
    base.execute(f"COPY (SELECT * FROM '{folder}/extract.csv') TO '{folder}/extract.parquet'")
    with open(f"{folder}/areas.csv", "w", encoding="utf-8") as file:
        file.write("area,decile\n" + "".join(f"E01{at:06},{1 + at * 7 % 10}\n" for at in range(1, 32845)))
    with open(f"{folder}/missed.toml", "w", encoding="utf-8") as file:
        file.write(INDICATOR)


def limits(found, out):
    """Writes rows of (month, quintile, group, missed, all) with Wilson's 95% limits, in order."""
    z = 1.959963984540054
    with open(out, "w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["month", "quintile", "ethnic_group", "missed", "all", "value", "lower", "upper"])
        for month, quintile, group, missed, every in sorted(found, key=lambda row: tuple(map(str, row[:3]))):
            p, n = missed / every, every
            middle, width = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
            write.writerow([month, quintile, group, missed, every, p, (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)])


def by_duckdb(extract, areas, out):
    import duckdb
    base = duckdb.connect()
    groups = ", ".join(f"('{code}', '{group}')" for code, group in ETHNIC)
    read = f"read_csv('{extract}', all_varchar = true)" if extract.endswith(".csv") else f"'{extract}'"
    found = base.execute(f"""
        SELECT substr(event_date::VARCHAR, 1, 7), coalesce(((decile + 1) // 2)::VARCHAR, 'unknown'), coalesce(name, 'unknown'),
               count(*) FILTER (attended::VARCHAR = '0'), count(*)
        FROM {read} records
        LEFT JOIN read_csv('{areas}') areas ON areas.area = records.lsoa11cd
        LEFT JOIN (VALUES {groups}) ethnic(code, name) ON ethnic.code = records.ethnic_category
        GROUP BY ALL""").fetchall()
    limits(found, out)


def by_polars(extract, areas, out):
    import polars as pl
    if extract.endswith(".csv"):
        records = pl.scan_csv(extract, infer_schema=False)
    else:
        records = pl.scan_parquet(extract)
    look_up = pl.scan_csv(areas).with_columns(((pl.col("decile") + 1) // 2).cast(pl.String).alias("quintile"))
    ethnic = pl.LazyFrame(ETHNIC, schema=["code", "name"], orient="row")
    found = (
        records.select(pl.col("event_date").cast(pl.String).str.slice(0, 7).alias("month"), "lsoa11cd", "ethnic_category",
                       (pl.col("attended").cast(pl.String) == "0").alias("missed"))
        .join(look_up, left_on="lsoa11cd", right_on="area", how="left")
        .join(ethnic, left_on="ethnic_category", right_on="code", how="left")
        .group_by("month", pl.col("quintile").fill_null("unknown"), pl.col("name").fill_null("unknown"))
        .agg(pl.col("missed").sum(), pl.len())
        .collect(engine="streaming"))
    limits(found.rows(), out)


def read(extract):
    """Reads the four columns that the job needs, and no more."""
    import polars as pl
    columns = ["event_date", "lsoa11cd", "ethnic_category", "attended"]
    records = pl.scan_csv(extract, infer_schema=False) if extract.endswith(".csv") else pl.scan_parquet(extract)
    print(records.select(columns).collect(engine="streaming").height)


def same(ours, theirs):
    """Whether what was released of ours is theirs, rounded: two that count differently are not compared."""
    with open(theirs, encoding="utf-8") as file:
        counted = {(row["month"], f'{row["quintile"]} | {row["ethnic_group"]}'): (int(row["missed"]), int(row["all"])) for row in csv.DictReader(file)}
    checked = 0
    with open(ours, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["breakdown"] == "deprivation+ethnicity" and row["numerator"] not in ("*", ""):
                exact = counted[row["period"], row["group"]]
                assert all(abs(int(shown) - true) <= 2 for shown, true in zip((row["numerator"], row["denominator"]), exact)), (row, exact)
                checked += 1
    assert checked > 1000, checked
    print(f"{checked} groups are the same in both")


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    {"make": lambda rows, folder: make(int(rows), folder), "duckdb": by_duckdb, "polars": by_polars, "read": read, "same": same}[verb](*words)
