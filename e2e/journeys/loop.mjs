// The whole loop, as the programme office walks it: a return that waits, its doubts, what it promises, the measure of a
// promise, and the paper the Board reads.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export const name = "A return that waits becomes a line the Board can question";

export default async function ({ page, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  const office = people.find(({ words }) => /programme office/i.test(words));

  await page.goto(`${base}/sign-in`);
  await looked("the sign-in page");
  await page.locator("main").getByRole("button", { name: /^sign in$/i }).click();
  check("a refused sign-in says so in its title", (await page.title()).startsWith("Error: "));
  await looked("the refused sign-in");
  check.equal("the programme office signs in and sees its work", await signIn(office), "/");
  await looked("my work");

  await page.goto(`${base}/imports`);
  await looked("the list of imports");
  // Both modes walk the same region: the first confirms the return that waits, the second finds it confirmed.
  const waits = page.locator("tr", { hasText: /question/ }).first();
  const row = (await waits.count()) > 0 ? waits : page.locator("tr", { hasText: "alderbrook" }).first();
  await row.getByRole("link").first().click();
  await looked("the review");
  if ((await page.locator("#confirm").count()) > 0) await confirmed({ page, check, looked });
  else await page.getByRole("link", { name: "See what it became" }).click();
  check("it became a return", new URL(page.url()).pathname.startsWith("/submissions/"), page.url());
  await looked("the return");

  // The second walk takes the next objective, the first having its measure.
  await page.getByRole("table").first().getByRole("row").nth(mode === "on" ? 1 : 2).getByRole("link").first().click();
  await looked("the objective");
  await page.getByRole("button", { name: "Name this measure" }).click();
  check("to choose nothing is refused at its field", await page.getByRole("link", { name: /choose the indicator/i }).isVisible());
  await looked("the refused measure");
  await page.getByLabel(/missed/i).first().check();
  await page.getByRole("button", { name: "Name this measure" }).click();
  const figure = page.locator("figure svg[role=img]");
  check.equal("the gap is drawn", await figure.count(), 1);
  const order = await page.evaluate(() => {
    const [says, chart, table] = ["p.nhsuk-body-l", "figure svg", "figure ~ table"].map((what) => document.querySelector(what));
    const before = (one, other) => Boolean(one && other && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before(says, chart) && before(chart, table);
  });
  check("the sentence comes before the chart, and the chart before its table", order);
  await looked("the objective with its gap");

  await page.goto(`${base}/reports/board?round=2026-planning`);
  await looked("the Board report as a page");
  await page.goto(`${base}/reports`);
  await page.getByRole("button", { name: "Issue and file" }).click();
  await looked("the reports");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /PDF/ }).first().click()]);
  const file = await download.path();
  check.equal("what is downloaded is a PDF", (await readFile(file)).subarray(0, 5).toString(), "%PDF-");
  const text = await promisify(execFile)("pdftotext", [file, "-"]).then(({ stdout }) => stdout, () => undefined);
  if (text !== undefined) check("its text says what cannot be told", /cannot tell/i.test(text), text.slice(0, 200));

  await page.locator("header").getByRole("button", { name: "Sign out" }).click();
  check.equal("signing out ends at the sign-in page", new URL(page.url()).pathname, "/sign-in");
}

async function confirmed({ page, check, looked }) {
  await page.locator("#confirm").click();
  check("every open doubt is named at the top", await page.getByRole("heading", { name: "There is a problem" }).isVisible());
  await looked("the refused review");
  for (const question of await page.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) === 0) continue;
    // Our reading is the first answer; where we read nothing, the second is the first that says something.
    const answers = await question.getByRole("radio").all();
    const nothing = (await question.getByText("No sub-category, as we read it").count()) > 0;
    await answers[nothing ? 1 : 0].check();
  }
  await page.locator("#confirm").click();
  await page.waitForLoadState();
}
