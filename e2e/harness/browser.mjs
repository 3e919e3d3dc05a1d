// The browser: Debian's Chromium, alone with the server under test.
import { accessSync, constants } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [process.env.FAIRLEAD_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a page asks for elsewhere is recorded by the harness, and never reached.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

function isThere(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a browser with a new, empty profile, which goes when it is closed. */
export async function startBrowser() {
  const executablePath = PLACES.find((place) => place && isThere(place));
  if (!executablePath) throw new Error("no Chromium here: install the Debian package chromium, or name it in FAIRLEAD_CHROMIUM");
  return chromium.launch({ executablePath, headless: true, chromiumSandbox: false, args: FLAGS });
}
