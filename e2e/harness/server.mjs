// The server under test: started on a port of its own, over a folder of its own, and stopped by its process id.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ADDRESS = /http:\/\/127\.0\.0\.1:[1-9]\d*/;
const PATIENCE_MS = 180_000;

/**
 * Starts `command` with `words(folder)` and waits until it prints its address.
 *
 * Answers with `base`, the address without a slash at its end; `said`, the lines it has printed so far; and `stop()`.
 */
export async function startServer(command, words, patience = PATIENCE_MS) {
  const folder = await mkdtemp(join(tmpdir(), "fairlead-journeys-"));
  const said = [];
  const child = spawn(command, words(folder), { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? code}`));
    child.once("error", (error) => resolve(error.message));
  });

  // However we end, the server ends with us.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));

  async function stop() {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(impatience);
    }
    process.off("exit", kill);
    await rm(folder, { recursive: true, force: true });
  }

  const address = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const found = line.match(ADDRESS);
        if (found) resolve({ base: found[0] });
      });
    }
  });
  let tired;
  const waited = new Promise((resolve) => {
    tired = setTimeout(() => resolve(`it did not print its address in ${patience / 1000} s`), patience);
  });
  const first = await Promise.race([address, ended, waited]);
  clearTimeout(tired);
  if (typeof first === "string") {
    await stop();
    throw new Error([`the server did not start: ${first}`, ...said.slice(-20)].join("\n    "));
  }
  return { base: first.base, said, stop };
}

/** The arguments with which the binary serves the example region for journeys. */
export const demo = (folder) => ["demo", "--data", folder, "--listen", "127.0.0.1:0"];
