// Documents as the interface: a plan is taken away, changed as people change it, and brought back; a table nobody knows
// is pasted, named column by column, confirmed and taken back; many documents come at once.
import { readFile } from "node:fs/promises";

export const name = "A plan goes out, comes back changed, and what was wrong is taken back";

export default async function ({ page, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  await signIn(people.find(({ words }) => /programme office/i.test(words)));
  const body = { label: "Three Rivers Integrated Care Board" };

  await page.goto(`${base}/plans/audit-2026`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Markdown" }).click()]);
  const plan = await readFile(await download.path(), "utf8");
  check("the plan is saved in the columns people gave", /\| Recommendation \|/.test(plan), plan.slice(0, 400));

  // It comes back under a key of its own, then once more with a date put off.
  const key = `audit-${mode}`;
  const bring = async (file, words) => {
    await page.goto(`${base}/imports`);
    await page.setInputFiles("input[type=file]", { name: file, mimeType: "text/markdown", buffer: Buffer.from(words) });
    await page.selectOption("#organisation", body);
    await page.getByLabel(/A plan: an action plan/).check();
    await page.fill("#plan", key);
    await page.getByRole("button", { name: "Bring in and read" }).click();
  };
  await bring("october.md", plan);
  for (const question of await page.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) > 0) await question.getByRole("radio").first().check();
  }
  await page.locator("#confirm").click();
  check.equal("it is kept under its key", new URL(page.url()).pathname, `/plans/${key}`);
  await bring("november.md", plan.replace("June 2026", "March 2027"));
  check("what slipped is shown before it is applied", await page.getByText("1 slipped").first().isVisible());
  check("the old date is beside the new one", (await page.locator("del", { hasText: "June 2026" }).count()) === 1);
  await looked("the review of a newer version");
  for (const question of await page.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) > 0) await question.getByRole("radio").first().check();
  }
  await page.locator("#confirm").click();
  check("the plan has the new date", (await page.getByText("March 2027").count()) > 0);

  await page.goto(`${base}/imports`);
  await page.getByText("Or paste a table").click();
  await page.fill("#words", `What we shall do\tHow far we are\nOpen an evening clinic ${mode}\tHalf way there\nTrain the front desk\tHalf way there\n`);
  await page.selectOption("#organisation", body);
  await page.getByLabel(/A plan: an action plan/).check();
  await page.fill("#plan", `pasted-${mode}`);
  await page.getByRole("button", { name: "Bring in and read" }).click();
  await looked("the review of a table nobody knows");
  // The second walk's document begins with what the first one said.
  if ((await page.locator("#confirm").count()) === 0) {
    await page.selectOption("#column-1", "words");
    await page.selectOption("#column-2", "status");
    await page.getByRole("button", { name: "Read it again with these" }).click();
    await page.selectOption("#value-1", "in_progress");
    await page.getByRole("button", { name: "Read it again with these" }).click();
  }
  check("its words are read as they were said to mean", (await page.getByText("Read as In progress").count()) === 2);
  await looked("the review once its columns are named");
  await page.locator("#confirm").click();
  check.equal("it is kept", new URL(page.url()).pathname, `/plans/pasted-${mode}`);

  await page.goto(`${base}/imports`);
  await page.getByRole("link", { name: "pasted.txt" }).first().click();
  await page.getByRole("link", { name: "Undo this import" }).click();
  await looked("the page that asks why");
  await page.getByRole("button", { name: "Undo the import" }).click();
  check("a reason is asked for", await page.getByRole("link", { name: "Say why it is taken back" }).isVisible());
  await looked("the refused undo");
  await page.fill("#reason", "It was pasted to try it");
  await page.getByRole("button", { name: "Undo the import" }).click();
  await looked("the imports once it is undone");
  const gone = await page.request.get(`${base}/plans/pasted-${mode}`);
  check.equal("its plan is no page any more", gone.status(), 404);

  await page.goto(`${base}/imports/checks`);
  await looked("the questions of all documents");
  await page.goto(`${base}/imports/many`);
  await looked("the form for many documents");
  await page.setInputFiles("input[type=file]", [
    { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear all,\n\nno plan today.\n") },
    { name: "noise.bin", mimeType: "application/octet-stream", buffer: Buffer.from([0, 159, 146, 150]) },
  ]);
  await page.getByRole("button", { name: "Bring in and read" }).click();
  check("each is told why it was not taken", (await page.locator("td", { hasText: /Not taken/ }).count()) === 2);
  await looked("what became of many documents");
}
