"""register.py BINARY FOLDER [PLANS ACTIONS UPDATES]: so many plans of so many actions each are brought in by the command line, each
action has so many updates, and the registers are asked for over HTTP. Prints the median on the server's side of a loopback
connection, in milliseconds, beside what was asked for of it."""

import datetime
import json
import multiprocessing
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import uuid

from cycle import PASSWORD, Browser, field, links

SUBJECTS = ["Evening clinics", "Carers' register", "Interpreters", "Health checks", "Screening letters", "Transport", "Outreach bus"]
VERBS = ["Begin", "Review", "Extend", "Publish", "Train the front desk for", "Agree with the district", "Measure"]
OWNERS = ["Director of Public Health", "Medical Director", "CEO Trust/District", "Head of Nursing", "Café Lead", ""]
WHENS = ["30/9/2026", "December 2026", "31 January 2027", "", "30 June 2027", "March 2026", "15/11/2026", "10 December 2026"]
STATUSES = ["In progress", "Not started", "Completed", "", "Delayed", "In progress", "In progress"]
TOLD = [("In progress", "in_progress"), ("Delayed", "delayed"), ("Paused", "paused"), ("Complete", "complete"), ("Open", "open")]
NOTES = "Agreed with the ward sisters and the voluntary sector; naïve first estimates were taken out, and the wards answer monthly. "


def plan(number, actions):
    rows = ["# Plan of body %d" % number, "", "Last updated 1 January 2026", "",
            "| Ref | Action | Responsibility | By when | Status | Notes |", "|---|---|---|---|---|---|"]
    for at in range(actions):
        pick = lambda words, step: words[(at * step + number) % len(words)]
        rows.append(f"| {at + 1} | {pick(VERBS, 3)} {pick(SUBJECTS, 5).lower()} in ward {number}-{at} for those who come least | "
                    f"{pick(OWNERS, 1)} | {pick(WHENS, 3)} | {pick(STATUSES, 1)} | {NOTES}{at} |")
    return "\n".join(rows) + "\n"


def told(path, updates):
    """Updates past the door, for speed of making: of each a row, a revision of it and one of its action, and a line for both."""
    base = sqlite3.connect(path)
    line = base.execute("SELECT MAX(sequence) FROM journal").fetchone()[0]
    actions = base.execute("SELECT id, plan, organisation, revision, person, body FROM action ORDER BY id").fetchall()
    insert = lambda table, rows: base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    for at, (action, plan_id, body, revision, person, said) in enumerate(actions):
        noun = json.loads(said)
        journal, revisions, kept = [], [], []
        for turn in range(updates):
            day = (datetime.date(2026, 1, 5) + datetime.timedelta(days=turn * 30 + at % 25)).isoformat()
            recorded = f"{day}T09:00:00.{at:09}Z"
            words, declared = TOLD[(at + turn * 3) % (4 if turn == updates - 1 else 3)]
            noun["said"]["status"] = {"words": words, "declared": declared}
            noun["course"] = {"told": day}
            update = f"upd_{uuid.UUID(int=(at * updates + turn))}"
            text = json.dumps({
                "id": update, "about": {"action": action}, "plan": plan_id, "organisation": body, "on": day,
                "step": {"progress": noun["said"]["status"]}, "words": f"Told in turn {turn} that it is {words.lower()}",
            })
            for subject, number, kind, content in [(action, revision + turn + 1, "action", json.dumps(noun)), (update, 1, "item_update", text)]:
                line += 1
                before = number - 1 if number > 1 else None
                journal.append((line, recorded, person, None, "tell_update", subject, before, number, None, f"{line:064x}", f"b{line:063x}", f"c{line:063x}"))
                revisions.append((subject, number, kind, body, day, recorded, person, content, line))
            kept.append((update, action, plan_id, body, 1, day, recorded, person, text))
        insert("journal", journal)
        insert("revision", revisions)
        insert("item_update", kept)
        base.execute("UPDATE action SET revision = ?, effective = ?, recorded = ?, body = ? WHERE id = ?",
                     (revision + updates, day, recorded, json.dumps(noun), action))
    # What lists ask is filled by the migration, as for whoever comes from an older version.
    base.executescript("DROP TABLE item_version; DROP TABLE item_text; DELETE FROM seaql_migrations WHERE version IN ('m0009_register', 'm0016_spans')")
    base.commit()
    base.execute("VACUUM")
    base.close()
    return len(actions)


def asks(port, cookies, address, until, counts):
    """One connection that asks for a page over and over, and looks at no more of it than its length."""
    wire = socket.create_connection(("127.0.0.1", port))
    request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n".encode()
    count = 0
    while time.time() < until:
        wire.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += wire.recv(1 << 18)
        head, _, rest = got.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head[:200]
        left = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]) - len(rest)
        while left > 0:
            left -= len(wire.recv(1 << 18))
        count += 1
    counts.put(count)


def a_second(port, cookies, address, connections=8, seconds=5):
    counts, until = multiprocessing.Queue(), time.time() + seconds + 0.5
    each = [multiprocessing.Process(target=asks, args=(port, cookies, address, until, counts)) for _ in range(connections)]
    for one in each:
        one.start()
    found = sum(counts.get() for _ in each)
    for one in each:
        one.join()
    return found / seconds


def main(binary, folder, plans=20, actions=500, updates=10):
    data = f"{folder}/data"
    run = lambda *words, **more: subprocess.run([binary, *words, "--data", data], check=True, capture_output=True, **more)
    with open(f"{folder}/region.toml", "w", encoding="utf-8") as file:
        file.write("".join(f'[[organisation]]\ncode = "BODY{number:02}"\nname = "Body {number}"\nclass = "trust"\n\n' for number in range(plans)))
    run("region", "add", f"{folder}/region.toml")
    run("user", "add", "office", "--name", "Bench", "--role", "programme_office", input=f"{PASSWORD}\n".encode())
    began = time.perf_counter()
    for number in range(plans):
        with open(f"{folder}/plan.md", "w", encoding="utf-8") as file:
            file.write(plan(number, actions))
        run("import", f"{folder}/plan.md", "--organisation", f"BODY{number:02}", "--plan", f"plan-{number}", "--confirm")
    print(f"{time.perf_counter() - began:8.1f} s   {plans} plans of {actions} actions brought in and confirmed, with the processes")
    count = told(f"{data}/fairlead.db", updates)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    serving = [binary, "serve", "--data", data, "--listen", f"127.0.0.1:{port}"]
    server = subprocess.Popen(serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert server.poll() is None, "the server ended"
                time.sleep(0.05)
        print(f"{time.perf_counter() - began:8.1f} s   until it serves, with the migration of {count * (updates + 1)} versions of {count} actions")
        browser = Browser(port)
        token = field(browser.get("/sign-in"), "token")
        browser.post("/sign-in", {"token": token, "name": "office", "password": PASSWORD})
        one = links(browser.get("/actions"), "/actions/act_")[7]
        a_list = "/actions?standing=late&sort=due"
        for asked, address in [
            ("15 ms", a_list),
            ("15 ms", "/actions?organisation=Body%203&sort=due&page=2"),
            ("15 ms", "/actions"),
            ("15 ms", f"{a_list}&as-at=2026-10-20"),
            ("15 ms", f"{a_list}&as-at=2026-05-20"),
            ("10 ms", one),
            ("10 ms", f"{one}?as-at=2026-05-20"),
            ("10 ms", "/actions?q=interpreters%20ward%2013-77"),
            ("10 ms", "/actions?q=NAIVE%20cafe&sort=due"),
            ("150 ms", "/exports/actions/csv"),
            ("150 ms", "/exports/actions/csv?standing=late&sort=due"),
            ("150 ms", "/exports/actions/csv?as-at=2026-05-20"),
            ("50 ms", "/actions/timeline?organisation=Body%203"),
            ("-", "/actions/forward"),
            ("-", "/plans"),
            ("-", "/plans/plan-3"),
        ]:
            times = []
            for _ in range(15):
                began = time.perf_counter()
                text = browser.get(address)
                times.append((time.perf_counter() - began) * 1000)
            print(f"{statistics.median(times):8.1f} ms  asked {asked:>7}  {address} ({len(text) // 1000} kB)")
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        print(f"{a_second(port, cookies, a_list):8.0f} /s  asked  300 /s  {a_list}, with 8 connections")
        print(f"{a_second(port, cookies, '/actions'):8.0f} /s  asked  300 /s  /actions, with 8 connections")
        with open(f"/proc/{server.pid}/status", encoding="utf-8") as status:
            resident = next(line.split()[1] for line in status if line.startswith("VmRSS"))
        print(f"{int(resident) // 1024:8} MB  asked  200 MB  resident, after all that")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
