// Who owns what: a plan whose owner is not certain, what comes round again, many told of at once, a view that is saved, bodies that
// answer for their shares, the board by standing and what a committee reads, as at today and another day.
export const name = "An owner is named, bodies answer for their shares, and many are told of at once";

export default async function ({ page: office, newContext, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what, page) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  const person = (words) => people.find((one) => words.test(one.words));
  const own = async () => (await newContext()).newPage();
  const lead = await own();
  await signIn(person(/Programme office/), office);
  await signIn(person(/Organisation lead, RTR/), lead);
  const press = (page, button) => page.getByRole("button", { name: button, exact: true }).click();
  const open = async (page, summary) => page.getByText(summary, { exact: true }).click();

  // A plan of the Board: one owner with a doubt, one thing for every trust, one that comes round again.
  const key = `owners-${mode}`;
  const rows = [
    `Brief the ward members (${mode})\t30 June 2027\tThe county clerk?\tIn progress\tCounty clerk to lead once elected`,
    `Publish waits by street (${mode})\t30 June 2027\tTrusts\tIn progress\t`,
    `Tell the forum how it goes (${mode})\tJune 2026 then 3 monthly\tThe forum lead\tIn progress\t`,
  ];
  await office.goto(`${base}/imports`);
  await office.getByText("Or paste a table").click();
  await office.fill("#words", `Action\tBy when\tLead\tStatus\tNotes\n${rows.join("\n")}\n`);
  await office.getByLabel(/A plan: an action plan/).check();
  await office.fill("#plan", key);
  if (await office.locator("#organisation").count()) await office.selectOption("#organisation", "QTR");
  await press(office, "Bring in and read");
  for (const question of await office.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) > 0) await question.getByRole("radio").first().check();
  }
  await office.locator("#confirm").click();

  await office.goto(`${base}/owners`);
  await looked("who owns what", office);
  const doubted = office.getByRole("row").filter({ hasText: `Brief the ward members (${mode})` });
  check("what the plan says stands beside the doubt", await doubted.getByText(/County clerk to lead once elected/).isVisible());
  await doubted.getByRole("link").first().click();
  if ((await office.locator("#owner").isVisible()) === false) await open(office, "Say who owns it");
  await office.fill("#owner", "The county clerk?");
  await press(office, "Name the owner");
  check("a doubt is no answer", await office.getByRole("link", { name: /without a question mark/ }).isVisible());
  await looked("an owner that was refused", office);
  await office.fill("#owner", "The county clerk");
  await press(office, "Name the owner");
  check("who was written first stays", await office.getByText("First written: The county clerk?").isVisible());
  await office.goto(`${base}/owners/the%20county%20clerk`);
  check("their page shows what is theirs", await office.getByRole("link", { name: `Brief the ward members (${mode})` }).isVisible());
  await looked("the page of one owner", office);

  // "Trusts" are asked one by one.
  await office.goto(`${base}/actions?plan=${key}`);
  await office.getByRole("link", { name: `Publish waits by street (${mode})` }).click();
  const whole = office.url();
  await open(office, "Ask organisations for their share");
  check("the trusts are chosen already", await office.locator("#body-RTR").isChecked());
  await looked("asking for shares", office);
  await press(office, "Ask those chosen");
  check("nobody has answered yet", await office.getByText("0 of 2 have said that their share is complete").isVisible());
  await lead.goto(`${base}/`);
  await lead.getByRole("link", { name: new RegExp(`share of “Publish waits by street \\(${mode}`) }).click();
  await looked("a share as its body sees it", lead);
  await lead.fill("#words", "Published for nine of eleven streets");
  await lead.selectOption("#status", "complete");
  await press(lead, "Tell it");
  check("what was told stands there", await lead.getByText("Published for nine of eleven streets").first().isVisible());
  await lead.goto(`${base}/shares`);
  await looked("the shares of a body", lead);
  await office.goto(whole);
  check("the whole shows who has answered", await office.getByText("1 of 2 have said that their share is complete").isVisible());
  await looked("a thing with shares", office);

  // What comes round again is late by its next date, until something is told.
  await office.goto(`${base}/actions?plan=${key}&standing=late`);
  await office.getByRole("link", { name: `Tell the forum how it goes (${mode})` }).click();
  check("an occurrence of which nothing was told says so", (await office.getByText(/nothing told/).count()) > 0);
  await open(office, "Tell how it is going");
  await office.fill("#progress-words", "Told them in the autumn meeting");
  await press(office, "Tell it");
  check("once told, it is not late any more", (await office.getByText(/^late by/i).count()) === 0);

  // Many at once, after a preview.
  await office.goto(`${base}/actions?plan=${key}`);
  await office.getByRole("link", { name: "tell of several at once" }).click();
  await press(office, "See what it would do");
  check("nothing chosen is said", await office.getByRole("link", { name: "Choose at least one" }).isVisible());
  await looked("choosing many", office);
  await office.getByLabel(`Brief the ward members (${mode})`).check();
  await office.getByLabel(`Publish waits by street (${mode})`).check();
  await office.selectOption("#step", "ask-date");
  await office.fill("#by_when", "December 2027");
  await office.fill("#words", "Elections are in May");
  await press(office, "See what it would do");
  check("the preview says what would change", (await office.getByText("December 2027").count()) >= 2);
  await looked("the preview", office);
  await press(office, "Confirm: tell it of 2 actions");
  check("what was confirmed is said", await office.getByText(/New date asked for of 2 actions/).isVisible());

  // A view is saved, and the committee reads what was asked.
  await office.goto(`${base}/actions?plan=${key}&sort=due`);
  await open(office, "Save this view");
  await office.fill("#title", `Board view of owners (${mode})`);
  await press(office, "Save");
  await office.goto(`${base}/actions`);
  await office.getByRole("link", { name: `Board view of owners (${mode})`, exact: true }).click();
  check("a saved view shows the list as it was", office.url().includes("sort=due"));
  await office.goto(`${base}/actions/board?plan=${key}`);
  check("the board has a column for what is on course", await office.getByRole("heading", { name: /^On course: [1-9]/ }).isVisible());
  await looked("the board", office);
  await office.goto(`${base}/plans/${key}/committee`);
  check("the committee reads both new dates", (await office.getByText("Elections are in May").count()) === 2);
  await looked("what a committee reads", office);
  await office.goto(`${base}/plans/${key}/committee?as-at=2026-01-01`);
  check("on a day before it came in there is no such plan", await office.getByRole("heading", { name: "Page not found" }).isVisible());
}
