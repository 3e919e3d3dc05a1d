// What a machine can tell of accessibility: axe's rules, and a page that fits a narrow window.
import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROWEST = { width: 320, height: 640 };

const pathOf = (page) => new URL(page.url()).pathname;

/**
 * Makes `axe(page)`: claims that axe finds nothing amiss on the page as it now is.
 *
 * Axe is itself a script with timers, so a page that was loaded without scripts is looked at in a twin of it.
 */
export function makeAxe(check, mode) {
  return async function axe(page) {
    const twin = mode === "off" ? await twinOf(page) : undefined;
    // In its plain mode axe opens a blank page to gather frames; our pages have none.
    const { violations } = await new AxeBuilder({ page: twin ?? page }).withTags(TAGS).setLegacyMode(true).analyze();
    await twin?.context().close();
    if (violations.length === 0) check(`axe finds nothing amiss on ${pathOf(page)}`, true);
    for (const { id, help, nodes } of violations) {
      const places = nodes.slice(0, 3).map((node) => node.target.join(" "));
      check(`axe ${id} on ${pathOf(page)}: ${help}`, false, `${nodes.length} places, first ${places.join(" and ")}`);
    }
    return violations.map(({ id }) => id);
  };
}

/** The same document in a browser that runs scripts, with the scripts taken out and what stands in for them kept. */
async function twinOf(page) {
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, "").replace(/<\/?noscript\b[^>]*>/gi, "");
  const context = await page.context().browser().newContext({
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    locale: "en-GB",
  });
  await context.route("**/*", (route) =>
    route.request().resourceType() === "document" ? route.fulfill({ contentType: "text/html; charset=utf-8", body: html }) : route.fallback(),
  );
  const twin = await context.newPage();
  await twin.goto(page.url());
  return twin;
}

/** Makes `fits(page)`: claims that at 320 pixels nothing has to be scrolled sideways. */
export function makeFits(check) {
  return async function fits(page) {
    const before = page.viewportSize();
    await page.setViewportSize(NARROWEST);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    check(`${pathOf(page)} fits a window of ${NARROWEST.width} pixels`, wide <= NARROWEST.width, `it is ${wide} wide`);
    if (before) await page.setViewportSize(before);
  };
}
