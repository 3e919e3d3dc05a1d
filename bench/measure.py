"""Times a command as whole processes: a run to warm up, then five.

    measure.py NAME COMMAND [ARGUMENT ...]

Prints the median wall time and the most memory any run held, by the operating system's own account.
"""

import os
import statistics
import subprocess
import sys
import time


def run(command):
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def main():
    name, command = sys.argv[1], sys.argv[2:]
    run(command)
    walls, memories = zip(*(run(command) for _ in range(5)))
    print(f"{name:<32} {statistics.median(walls):8.3f} s {max(memories):8.1f} MiB")


main()
