// self_test.mjs: tries the harness on a tiny server with pages that are well and pages that are not, since a harness
// that lets everything pass would look just like a service without a fault.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startBrowser } from "./harness/browser.mjs";
import { readJourneys, runJourneys } from "./harness/journeys.mjs";
import { startServer } from "./harness/server.mjs";
import { takePictures } from "./pictures.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tiny = (...flags) => () => [here("self_test/server.mjs"), ...flags];

let [passed, failed] = [0, 0];
function claim(words, holds, found = "") {
  holds ? (passed += 1) : (failed += 1);
  console.log(`${holds ? "pass" : "FAIL"}  ${words}${holds ? "" : `\n      found ${JSON.stringify(found)}`}`);
}

const server = await startServer(process.execPath, tiny());
const browser = await startBrowser();
const pictures = await mkdtemp(join(tmpdir(), "fairlead-pictures-"));
try {
  const lines = [];
  const journeys = await readJourneys(here("self_test/journeys/"));
  const results = await runJourneys({ journeys, browser, server, print: (line) => lines.push(line) });
  const of = (file, mode) => results.find((result) => result.file === file && result.mode === mode);
  const notSo = (file, mode) => of(file, mode).claims.filter(({ held }) => !held).map(({ claim }) => claim);
  const has = (list, start) => list.some((words) => words.startsWith(start));

  for (const mode of ["on", "off"]) {
    claim(`a page that is well passes, JavaScript ${mode}`, of("well.mjs", mode).passed, notSo("well.mjs", mode));
    const amiss = notSo("amiss.mjs", mode);
    // The field without a label is for those without a script.
    for (const rule of ["image-alt", "color-contrast", "html-has-lang", ...(mode === "off" ? ["label"] : [])]) {
      claim(`axe faults ${rule}, JavaScript ${mode}`, has(amiss, `axe ${rule} `), amiss);
    }
  }
  const watched = notSo("watched.mjs", "on");
  for (const words of ["every request goes to the same origin", "no script on a page breaks", "no answer is our fault", "/wide fits a window"]) {
    claim(`it is noticed when not so: ${words}`, has(watched, words), watched);
  }
  claim("a journey that breaks fails", has(notSo("breaks.mjs", "off"), "the journey reaches its end"), lines);
  claim("a journey that checks nothing fails", has(notSo("silent.mjs", "off"), "the journey checks something"), lines);
  claim("each journey ran in the modes it asked for", results.length === 7, results.length);

  const missing = await takePictures({ browser, server, paths: ["/", "/nowhere"], into: pictures, print: () => {} });
  const taken = (await readdir(pictures)).sort();
  claim("pictures are taken at both widths", taken.join() === "my-work-1280.png,my-work-320.png,sign-in-1280.png,sign-in-320.png", taken);
  claim("a page that cannot be pictured is named", missing.join() === "/nowhere", missing);
} finally {
  await browser.close();
  await server.stop();
  await rm(pictures, { recursive: true, force: true });
}

const stopped = await fetch(server.base).then(() => "it answers", () => "stopped");
claim("the server is stopped at the end", stopped === "stopped", stopped);
const fall = await startServer(process.execPath, tiny("--fall-over")).then(() => "it started", (error) => error.message);
claim("a server that falls over is told of in its own words", fall.includes("on fire") && fall.includes("ended with 3"), fall);
const nowhere = await startServer("/no/such/binary", tiny()).then(() => "it started", (error) => error.message);
claim("a binary that is not there is told of", nowhere.includes("ENOENT"), nowhere);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
