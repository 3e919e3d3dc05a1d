// run.mjs BINARY [WORD…]: starts the example region, runs every journey whose file's name has one of the words, and
// counts those that passed and failed on its last line.
import { fileURLToPath } from "node:url";
import { startBrowser } from "./harness/browser.mjs";
import { readJourneys, runJourneys } from "./harness/journeys.mjs";
import { demo, startServer } from "./harness/server.mjs";

const [binary, ...only] = process.argv.slice(2);
if (!binary) {
  console.error("usage: node e2e/run.mjs BINARY [WORD…]");
  process.exit(2);
}

const journeys = await readJourneys(fileURLToPath(new URL("journeys/", import.meta.url)), only);
if (journeys.length === 0) {
  console.log("There is no journey to run");
  process.exit(only.length === 0 ? 0 : 1);
}

let results = [];
let server;
let browser;
let broke;
try {
  server = await startServer(binary, demo);
  browser = await startBrowser();
  results = await runJourneys({ journeys, browser, server });
} catch (error) {
  broke = error;
  console.log(error.message);
} finally {
  await browser?.close();
  await server?.stop();
}

const failed = results.filter(({ passed }) => !passed).length + (broke ? 1 : 0);
if (failed > 0 && server) console.log(["The server's last words:", ...server.said.slice(-20)].join("\n    "));
console.log(`${results.filter(({ passed }) => passed).length} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
