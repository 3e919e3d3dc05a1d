// Risks of a plan: what its cells say is told apart and kept as a person chooses, two wordings of one risk become one and come apart
// again, and the Board reads where it lies.
export const name = "A risk is kept of a plan, in both of its wordings";

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

  // A plan of the body, as a table that somebody pasted: two risks run together, one in two wordings, and a blank.
  const action = (words) => `${words} (${mode})`;
  const rows = [
    [action("Ring people the day before"), "Staff cannot be spared on wards Little interest from partners"],
    [action("Count who came"), action("Figures do not come in time")],
    [action("Print the count each month"), action("Figures come not in good time")],
    [action("Thank the volunteers"), ""],
  ];
  const table = rows.map(([words, risks]) => `${words}\t30 September 2027\tThe lead nurse\t${risks}\tIn progress`).join("\n");
  await lead.goto(`${base}/imports`);
  await lead.getByText("Or paste a table").click();
  await lead.fill("#words", `Action\tBy when\tLead\tRisks\tStatus\n${table}\n`);
  await lead.getByLabel(/A plan: an action plan/).check();
  await lead.fill("#plan", `wards-${mode}`);
  await press(lead, "Bring in and read");
  for (const question of await lead.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) > 0) await question.getByRole("radio").first().check();
  }
  await lead.locator("#confirm").click();

  await lead.goto(`${base}/plans/wards-${mode}/risks`);
  check("a blank is told, and is no risk", await lead.getByText("3 actions record risks, and 1 action records none").isVisible());
  await looked("what a plan proposes as risks", lead);
  await press(lead, "Keep what I chose");
  check("choosing nothing is refused in words", await lead.getByRole("link", { name: /Choose at least one/ }).isVisible());
  await looked("proposals that were refused", lead);
  await lead.getByLabel(/They look like 2 risks that run together/).check();
  for (const one of await lead.getByLabel("It is one risk", { exact: true }).all()) await one.check();
  await press(lead, "Keep what I chose");
  check("each is kept by itself", await lead.getByText("4 risks were added").isVisible());
  await looked("the register of a body", lead);

  // One risk in two wordings.
  await lead.getByRole("link", { name: action("Figures do not come in time") }).click();
  const risk = lead.url();
  check("what looks like it is shown", (await lead.getByRole("link", { name: action("Figures come not in good time") }).count()) > 0);
  await looked("a risk that nobody assessed", lead);
  await lead.getByRole("link", { name: new RegExp(`See them as one.*good time .${mode}`) }).click();
  await looked("two risks as they would be one", lead);
  await press(lead, "Make them one");
  check("whose assessment is kept is asked", await lead.getByRole("link", { name: /Choose whose likelihood/ }).isVisible());
  await lead.getByLabel(/Those of the risk that goes on/).check();
  await press(lead, "Make them one");
  check("both wordings stand there", await lead.getByText("How it was said, 2 times").isVisible());
  check("and the actions of both", (await lead.getByRole("link", { name: action("Print the count each month") }).count()) > 0);

  await lead.getByRole("button", { name: "Change this risk" }).click();
  await looked("the form of a risk", lead);
  await lead.selectOption("#likelihood", "5");
  await lead.selectOption("#impact", "4");
  await lead.fill("#mitigation", "The count is asked for a week earlier");
  await lead.fill("#owner", "Manager of outpatients");
  await press(lead, "Save this risk");
  check("its score is told in words", await lead.getByText("Almost certain, with major impact: a score of 20.").isVisible());
  await looked("a risk that is assessed", lead);

  await board.goto(`${base}/risks?plan=wards-${mode}`);
  check("the Board sees it first", await board.getByText("1 extreme and 2 not assessed").isVisible());
  check("and where it lies in the table", await board.getByRole("link", { name: "1 extreme" }).isVisible());
  await looked("the register as the Board sees it", board);
  await board.goto(risk);
  check("the Board changes nothing", (await board.getByRole("button", { name: "Change this risk" }).count()) === 0);

  await lead.goto(risk);
  await lead.getByText("Take them apart").first().click();
  await press(lead, "Take them apart");
  check("two again only for a reason", await lead.getByRole("link", { name: /ay why, in words/ }).isVisible());
  await looked("a risk whose parting was refused", lead);
  await lead.fill("#because", "One is of the wards, and one of the print");
  await press(lead, "Take them apart");
  check("they are two again", await lead.getByText("The two risks are two again").isVisible());

  await lead.goto(`${base}/risks?plan=wards-${mode}`);
  await lead.getByRole("link", { name: "Little interest from partners" }).click();
  await lead.getByText("Close this risk").first().click();
  await lead.fill("#close-because", "All three partners signed");
  await press(lead, "Close this risk");
  check("it is closed with its reason", await lead.getByText("All three partners signed").first().isVisible());
  await looked("a risk that is closed", lead);
}
