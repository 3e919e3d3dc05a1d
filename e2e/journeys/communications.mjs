// A communication is planned, cites a released finding with its chart, goes out, and is told whom it reached; the Board reads it.
export const name = "A communication cites what is released, goes out, and is told whom it reached";

export default async function ({ page: lead, newContext, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what, page) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  const person = (words) => people.find((one) => words.test(one.words));
  const board = await (await newContext()).newPage();
  await signIn(person(/Organisation lead, RTR/), lead);
  await signIn(person(/Board reader/), board);
  const press = (page, button) => page.getByRole("button", { name: button, exact: true }).click();

  const audience = `Ward clerks (${mode})`;
  await lead.goto(`${base}/communications`);
  await looked("the list of communications", lead);
  await lead.getByRole("link", { name: "Add a communication" }).first().click();
  await looked("the form of a new communication", lead);
  await press(lead, "Add this communication");
  check("whom it is for is asked", await lead.getByRole("link", { name: /Say whom it is for/ }).isVisible());
  await looked("a communication that was refused", lead);
  await lead.fill("#wave", "2");
  await lead.fill("#audience", audience);
  await lead.fill("#message", "What a missed appointment costs people, in 2 pages");
  await lead.fill("#product", "Two pages");
  await lead.fill("#channel", "The Monday briefing");
  await lead.fill("#by_when", "30 October 2026");
  await lead.locator("input[name=finding]").first().check();
  await press(lead, "Add this communication");
  await lead.getByText("The communication is added").waitFor();
  check("it is late until it goes out", await lead.getByText("Late by").first().isVisible());
  check("the chart is that of the released finding", (await lead.locator("figure svg").count()) === 1);
  check("whose the words are is told", await lead.getByText(/the writer’s own words/).isVisible());
  await looked("a communication with what it cites", lead);

  await lead.fill("#reached", "300");
  await lead.fill("#asked", "200");
  await lead.selectOption("#stage", "sent");
  await press(lead, "Save how far it is");
  check("no more are reached than it was for", await lead.getByRole("link", { name: /300 cannot be reached of 200/ }).isVisible());
  await looked("a reach that was refused", lead);
  await lead.fill("#reached", "140");
  await press(lead, "Save how far it is");
  check("whom it reached is told", await lead.getByText("140 of 200 briefed").first().isVisible());
  check("it is closed", await lead.getByText("Closed", { exact: true }).isVisible());

  await lead.getByRole("button", { name: "Change this communication" }).click();
  await lead.fill("#channel", "The Friday briefing");
  await press(lead, "Save this communication");
  check("it is changed", await lead.getByText("The Friday briefing").first().isVisible());

  await board.goto(`${base}/communications`);
  await looked("the waves as the Board sees them", board);
  await board.getByRole("link", { name: audience }).click();
  check("the Board changes nothing", (await board.getByRole("button", { name: "Save how far it is" }).count()) === 0);
  await looked("a communication as the Board sees it", board);
  // An action of a plan that promises a wave leads to the form, filled in with what it says.
  const action = `First wave of briefings to all wards (${mode})`;
  await lead.goto(`${base}/imports`);
  await lead.getByText("Or paste a table").click();
  await lead.fill("#words", `Action\tBy when\tLead\tNotes\tStatus\n${action}\t30 September 2027\tThe lead nurse\tTwo pages are drafted\tIn progress\n`);
  await lead.getByLabel(/A plan: an action plan/).check();
  await lead.fill("#plan", `waves-${mode}`);
  await press(lead, "Bring in and read");
  for (const question of await lead.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) > 0) await question.getByRole("radio").first().check();
  }
  await lead.locator("#confirm").click();
  await lead.getByRole("link", { name: action }).first().click();
  await lead.getByRole("link", { name: "Plan what is told" }).click();
  check.equal("the wave is read", await lead.locator("#wave").inputValue(), "1");
  check.equal("and to whom", await lead.locator("#audience").inputValue(), `all wards (${mode})`);
  check.equal("and by when", await lead.locator("#by_when").inputValue(), "30 September 2027");
  check("its notes are shown, and taken for nothing", await lead.getByText("Two pages are drafted").isVisible());
  await looked("a communication that an action promises", lead);
  await lead.fill("#product", "Two pages");
  await press(lead, "Add this communication");
  await lead.getByText("The communication is added").waitFor();
  check("it leads to its action", (await lead.getByRole("link", { name: action }).count()) === 1);

  await board.goto(`${base}/changes?of=communication&since=2020-01-01`);
  check("what changed is told", await board.getByText(audience).first().isVisible());
}
