"""cycle.py BINARY FOLDER [BODIES OBJECTIVES]: a round of so many bodies is opened and answered over HTTP as a person would,
and then every list page is asked for, over and over. Prints what each takes on the server's side of a loopback connection,
at the median of 15, in milliseconds."""

import html
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse

PASSWORD = "a long passphrase for a bench"
PAGES = [
    "/", "/overview", "/rounds", "/rounds/bench-planning", "/rounds/bench-planning/balance", "/submissions", "/objectives",
    "/objectives?theme=B", "/insights", "/insights?kind=support_need&words=analyst", "/peer-reviews", "/organisations",
    "/frameworks", "/reports/board?round=bench-planning", "/journal", "/reviews", "/changes?since=2020-01-01", "/rounds/bench-planning?as-at={today}",
]


class Browser:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies = {}

    def ask(self, method, address, fields=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("Location") or "", text

    def get(self, address):
        status, to, text = self.ask("GET", address)
        assert status == 200, (address, status, to)
        return text

    def post(self, address, fields):
        status, to, text = self.ask("POST", address, fields)
        assert status == 303, (address, status, text[:2000])
        return to


def field(page, name):
    return html.unescape(re.search(f'name="{name}" value="([^"]*)"', page)[1])


def links(page, begins):
    found = re.findall(r'href="([^"]*)"', page)
    return [link for link in map(html.unescape, found) if link.startswith(begins)]


def filled(browser, own, token, body, objectives):
    to = browser.ask("GET", f"{own}/who")[1]
    seen = field(browser.get(to), "seen")
    names = ["executive_sponsor", "lead_officer", "reports_to", "report_author"]
    who = {name: "The director of public health" for name in names}
    browser.post(to, {"token": token, "seen": seen, "organisation": body, **who})
    codes = ["A1", "A3", "B1", "B2", "B3", "C1", "C3", "C5"]
    for number in range(objectives):
        to = browser.ask("GET", f"{own}/objectives/new?theme=A")[1].split("?")[0]
        browser.post(to, {
            "token": token, "seen": "", "sub_category": codes[number % len(codes)],
            "objective": f"Help more people of ward {number} to their health check, from 40% to 60% by March 2028 ({body})",
            "how": "Evening clinics, and a bus that meets them. " * 6, "data": "Appointments by fifths of deprivation. " * 4,
            "outcomes": "Uptake from 40% to 60% by March 2028, and the difference between fifths to 0", "prevention": "yes",
        })
    to = browser.ask("GET", f"{own}/insights/new?kind=support_need")[1].split("?")[0]
    browser.post(to, {"token": token, "seen": "", "kind": "support_need", "words": f"An analyst for a day a week ({body})"})
    revision = field(browser.get(f"{own}/check"), "revision")
    browser.post(f"{own}/send", {"token": token, "revision": revision})


def main(binary, folder, bodies=60, objectives=8):
    codes = [f"BODY{number:02}" for number in range(bodies)]
    region = "".join(f'[[organisation]]\ncode = "{code}"\nname = "Body {code}"\nclass = "trust"\n\n' for code in codes)
    asked = ", ".join(f'"{code}"' for code in codes)
    today = time.strftime("%Y-%m-%d")
    region += f'[[round]]\nkey = "bench-planning"\ntitle = "Bench"\nkind = "planning"\nframework = "gloucestershire-2024"\n'
    region += f'opens = "2026-01-01"\ndue = "2026-03-01"\nasked = [{asked}]\n'
    with open(f"{folder}/region.toml", "w", encoding="utf-8") as file:
        file.write(region)
    run = lambda *words, **more: subprocess.run([binary, *words, "--data", f"{folder}/data"], check=True, capture_output=True, **more)
    began = time.perf_counter()
    run("region", "add", f"{folder}/region.toml")
    print(f"{(time.perf_counter() - began) * 1000:8.0f} ms  opening a round for {bodies} bodies, with the process")
    run("user", "add", "office", "--name", "Bench", "--role", "programme_office", input=f"{PASSWORD}\n".encode())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = [binary, "serve", "--data", f"{folder}/data", "--listen", f"127.0.0.1:{port}"]
    server = subprocess.Popen(serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        browser = Browser(port)
        token = field(browser.get("/sign-in"), "token")
        browser.post("/sign-in", {"token": token, "name": "office", "password": PASSWORD})
        page = browser.get("/rounds/bench-planning")
        returns = list(dict.fromkeys(links(page, "/submissions/sub_")))
        assert len(returns) == bodies, len(returns)
        token = field(browser.get(returns[0]) if "name=\"token\"" in browser.get(returns[0]) else page, "token")
        began = time.perf_counter()
        for own, code in zip(returns, codes):
            filled(browser, own, token, code, objectives)
        writes = bodies * (objectives + 3)
        took = time.perf_counter() - began
        print(f"{took / writes * 1000:8.1f} ms  a write, with the page before it ({writes} writes)")
        for address in PAGES + [returns[0]]:
            address = address.replace("{today}", today)
            times = []
            for _ in range(15):
                began = time.perf_counter()
                text = browser.get(address)
                times.append((time.perf_counter() - began) * 1000)
            print(f"{statistics.median(times):8.1f} ms  {address} ({len(text) // 1000} kB)")
        with open(f"/proc/{server.pid}/status", encoding="utf-8") as status:
            resident = next(line.split()[1] for line in status if line.startswith("VmRSS"))
        print(f"{int(resident) // 1024:8} MB  resident")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
