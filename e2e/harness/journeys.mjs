// Runs journeys one after the other, each in a new browser context, and watches what no journey needs to ask about.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeAxe, makeFits } from "./accessibility.mjs";
import { claims } from "./claims.mjs";
import { people, signIn } from "./people.mjs";

const PATIENCE_MS = 600_000;

/**
 * The journeys of a folder, in the order of their files' names.
 *
 * A journey's file exports `name`, a sentence; a default async function; and, if not both, `javascript`: a list of
 * "on" and "off".
 */
export async function readJourneys(folder, only = []) {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".mjs")).sort();
  const wanted = files.filter((file) => only.length === 0 || only.some((word) => file.includes(word)));
  return Promise.all(
    wanted.map(async (file) => {
      const { name, javascript = ["on", "off"], default: run } = await import(pathToFileURL(join(folder, file)));
      if (!name || typeof run !== "function") throw new Error(`${file} exports no name, or no journey`);
      return { file, name, javascript, run };
    }),
  );
}

/** Runs them all, printing a line for each; answers with a result for each journey and mode. */
export async function runJourneys({ journeys, browser, server, print = console.log }) {
  const results = [];
  for (const journey of journeys) {
    for (const mode of journey.javascript) {
      const result = await runJourney(journey, mode, browser, server);
      results.push(result);
      print(`${result.passed ? "pass" : "FAIL"}  ${result.title}  (${result.seconds.toFixed(1)} s, ${result.claims.length} claims)`);
      for (const { claim, detail } of result.claims.filter(({ held }) => !held)) {
        print(`      not so: ${claim}${detail ? `\n              ${detail}` : ""}`);
      }
    }
  }
  return results;
}

async function runJourney({ file, name, run }, mode, browser, { base, said }) {
  const began = performance.now();
  const { list, check } = claims();
  const opened = [];
  let ended = false;

  /** A context such as another person's browser would be: no cookies shared. */
  async function newContext(options = {}) {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London", javaScriptEnabled: mode === "on", ...options });
    context.setDefaultTimeout(15_000);
    watch(context, base, (claim, detail) => ended || check(claim, false, detail));
    opened.push(context);
    return context;
  }

  let tired;
  try {
    const context = await newContext();
    const page = await context.newPage();
    const given = {
      page, context, newContext, base, said, mode, check,
      axe: makeAxe(check, mode),
      fits: makeFits(check),
      people: people(said),
      signIn: (person, on = page) => signIn(on, base, person),
    };
    const waited = new Promise((_, reject) => {
      tired = setTimeout(() => reject(new Error(`not done in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    await Promise.race([run(given), waited]);
    if (list.length === 0) check("the journey checks something", false);
  } catch (error) {
    check("the journey reaches its end", false, error.stack ?? error);
  } finally {
    clearTimeout(tired);
    ended = true;
    for (const context of opened) await context.close().catch(() => {});
  }
  return {
    file, mode, claims: list,
    title: `${name} (JavaScript ${mode})`,
    passed: list.every(({ held }) => held),
    seconds: (performance.now() - began) / 1000,
  };
}

/** Calls `amiss` for what no page may do: ask another origin for anything, break, or answer that it is our fault. */
function watch(context, base, amiss) {
  const ours = (url) => url.startsWith(`${base}/`) || /^(data|blob|about):/.test(url);
  context.on("request", (request) => {
    if (!ours(request.url())) amiss("every request goes to the same origin", request.url());
  });
  context.on("response", (response) => {
    if (response.status() >= 500) amiss("no answer is our fault", `${response.status()} ${response.url()}`);
  });
  context.on("weberror", (error) => amiss("no script on a page breaks", error.error().message));
  context.on("console", (message) => {
    // A page that is rightly 404 or 422 says so here as well: that is not the page's doing.
    const said = message.text();
    if (message.type() === "error" && !said.startsWith("Failed to load resource")) amiss("no page complains to the console", said);
  });
}
