// pictures.mjs BINARY: starts the example region, signs in as the first person it names, and takes a picture of every
// page in pages.txt, wide and narrow, into pictures/.
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startBrowser } from "./harness/browser.mjs";
import { people, signIn } from "./harness/people.mjs";
import { demo, startServer } from "./harness/server.mjs";

const WIDTHS = [1280, 320];
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Takes the pictures; answers with the paths that were not there. */
export async function takePictures({ browser, server, paths, into, print = console.log }) {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London" });
  const page = await context.newPage();
  const [person] = people(server.said);
  const missing = [];
  const take = async (path, name) => {
    const response = await page.goto(server.base + path);
    if (!response?.ok()) {
      missing.push(path);
      print(`${response?.status()}  ${path}`);
      return;
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(into, `${name}-${width}.png`), fullPage: true });
    }
  };
  await take("/sign-in", "sign-in");
  if (person) await signIn(page, server.base, person);
  for (const path of paths) await take(path, path === "/" ? "my-work" : path.slice(1).replaceAll(/[^\w.-]+/g, "-"));
  await context.close();
  return missing;
}

/** The paths in a list: one a line, but for blank lines and those that begin with `#`. */
export async function readPaths(file) {
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  return lines.filter((line) => line && !line.startsWith("#"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [binary] = process.argv.slice(2);
  if (!binary) {
    console.error("usage: node e2e/pictures.mjs BINARY");
    process.exit(2);
  }
  const server = await startServer(binary, demo);
  const browser = await startBrowser().catch(async (error) => {
    await server.stop();
    throw error;
  });
  try {
    const paths = await readPaths(here("pages.txt"));
    const missing = await takePictures({ browser, server, paths, into: here("../pictures") });
    console.log(`${paths.length + 1 - missing.length} pages pictured, ${missing.length} not there`);
    process.exitCode = missing.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await server.stop();
  }
}
