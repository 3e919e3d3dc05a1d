"""cluster.py FAIRLEAD FOLDER KIND ROWS: counts FOLDER/extract.KIND alone and on clusters, five times each, and prints the least and the
most processor time of what counted, the median wall time of the run, and the least rows for a second of processor time. Every answer
must be that of fairlead alone."""

import contextlib
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


def ticks(process):
    """Processor time of a process so far, in seconds."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextlib.contextmanager
def cluster(program, data, executors, threads):
    """A cluster on this machine: its address, and the numbers of its executors' processes."""
    command = [program, "local", "--listen", "127.0.0.1:0", "--executors", str(executors), "--threads", str(threads), "--data", data]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        address, counting = None, None
        while not (address and counting):
            line = child.stdout.readline() or sys.exit("the cluster did not start")
            if found := re.search(r"df://(127\.0\.0\.1:\d+)", line):
                address = f"df://{found[1]}"
            if found := re.search(r"executors are the processes ([\d, ]+)", line):
                counting = found[1].split(", ")
        yield address, [one.strip() for one in counting]
    finally:
        child.terminate()
        child.wait(timeout=30)


def run(command, environment, counting):
    """Wall and processor time of a run; the latter of the executors, or of itself where there are none."""
    before = sum(map(ticks, counting))
    began = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    if status != 0:
        sys.exit(f"{command} failed: {said.decode()}")
    own = used.ru_utime + used.ru_stime
    return wall, sum(map(ticks, counting)) - before if counting else own


def told(name, rows, rounds):
    walls, times = zip(*rounds)
    print(f"{name:<44} {min(times):6.2f} to {max(times):5.2f} s {statistics.median(walls):7.2f} s {rows / max(times) / 1e6:6.1f} million")


def main():
    fairlead, folder, kind, rows = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    program = str(pathlib.Path(fairlead).parent / "fairlead-cluster")
    data = f"{folder}/data"

    def command(output):
        return [fairlead, "evidence", "run", f"{folder}/missed.toml", f"{folder}/extract.{kind}", "--output", output, "--data", data]

    print(f"{'what counted':<44} {'processor time':>17} {'wall':>9} {'rows a second of it':>14}")
    alone = [run(command(f"{folder}/alone"), os.environ, []) for _ in range(6)]
    told("fairlead alone, 2 threads", rows, alone[1:])
    answer = pathlib.Path(f"{folder}/alone/released.csv").read_bytes()
    for executors, threads, parts in [(1, 1, 1), (1, 2, 2), (2, 1, 2), (2, 2, 4)]:
        with cluster(program, data, executors, threads) as (address, counting):
            environment = {**os.environ, "FAIRLEAD_PARTITIONS": str(parts)}
            asked = [*command(f"{folder}/together"), "--engine", address]
            rounds = [run(asked, environment, counting) for _ in range(6)]
            assert pathlib.Path(f"{folder}/together/released.csv").read_bytes() == answer
            held = max(int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{one}/status").read_text())[1]) for one in counting)
            told(f"{executors} executor(s) of {threads} thread(s), {parts} part(s)", rows, rounds[1:])
            print(f"{'':<44} at most {held / 1024:.0f} MB in one of them")


main()
