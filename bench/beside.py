"""beside.py NAME COMMAND [NAME COMMAND ...]: commands beside each other, as whole processes: each once to warm up, then five rounds of
each in turn. Prints the median wall time and the most memory that any run held, by the operating system's own account."""

import os
import shlex
import statistics
import subprocess
import sys
import time


def run(command):
    began = time.perf_counter()
    child = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed: {said.decode()}")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def main():
    named = list(zip(sys.argv[1::2], sys.argv[2::2]))
    for _, command in named:
        run(command)
    rounds = [[run(command) for _, command in named] for _ in range(5)]
    for (name, _), found in zip(named, zip(*rounds)):
        walls, memories = zip(*found)
        print(f"{name:<32} {statistics.median(walls):8.3f} s {max(memories):8.1f} MiB")


main()
