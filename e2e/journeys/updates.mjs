// What happens to an action once it is agreed: its lead tells how it goes and asks for a new date, the sponsor agrees it, the lead
// says that it is complete, and the auditor sees that it is.
export const name = "An action goes from its first date to being seen as complete";

export default async function ({ page: lead, newContext, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what, page) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  const person = (words) => people.find((one) => words.test(one.words));
  const own = async () => (await newContext()).newPage();
  const [sponsor, auditor] = [await own(), await own()];
  await signIn(person(/Organisation lead, RTR/), lead);
  await signIn(person(/Executive sponsor/), sponsor);
  await signIn(person(/Auditor/), auditor);
  const press = (page, button) => page.getByRole("button", { name: button, exact: true }).click();

  // The plan of the body, as a table that somebody pasted.
  const words = `Open an evening clinic in Quayside (${mode})`;
  await lead.goto(`${base}/imports`);
  await lead.getByText("Or paste a table").click();
  await lead.fill("#words", `Action\tBy when\tLead\tStatus\n${words}\t30 September 2026\tThe lead nurse\tIn progress\n`);
  await lead.getByLabel(/A plan: an action plan/).check();
  await lead.fill("#plan", `clinic-${mode}`);
  await press(lead, "Bring in and read");
  for (const question of await lead.locator("main form fieldset").all()) {
    if ((await question.getByText("Must be answered").count()) > 0) await question.getByRole("radio").first().check();
  }
  await lead.locator("#confirm").click();
  await lead.getByRole("link", { name: words }).first().click();
  const action = lead.url();
  check("it is late, and nobody has told why", (await lead.getByText("Nothing has been told of it").count()) === 1);
  await looked("an action of which nothing is told", lead);

  await lead.getByText("Tell how it is going").click();
  await press(lead, "Tell it");
  check("what says nothing is not taken", await lead.getByRole("link", { name: /in a few words/ }).isVisible());
  await looked("an update that was refused", lead);
  await lead.fill("#words", "The room is found; two nurses are missing");
  await lead.selectOption("#status", "delayed");
  await press(lead, "Tell it");
  check("what was told stands there with its status", await lead.getByText("Progress told: Delayed").isVisible());

  await lead.getByText("Ask for a new date").click();
  await lead.fill("#by_when", "June 2027");
  await lead.fill("#ask-date-words", "The nurses begin in May");
  await press(lead, "Ask for this date");
  check("nobody answers what they asked", (await lead.getByRole("button", { name: "Agree the new date" }).count()) === 0);
  await sponsor.goto(action);
  await looked("a new date as the sponsor sees it", sponsor);
  await press(sponsor, "Agree the new date");
  check("the date first agreed stays", await sponsor.getByText("First agreed: 30 September 2026").isVisible());
  check("it is late no longer", (await sponsor.getByText("on course").count()) > 0);

  await lead.goto(action);
  await lead.getByText("Say that it is complete").click();
  await lead.fill("#ask-completion-evidence_title", "The rota");
  await lead.fill("#ask-completion-evidence_link", "https://intranet.example.org/rota");
  await press(lead, "It is complete");
  check("it is not closed by who says so", await lead.getByText(/closed once somebody else has seen it/).isVisible());
  await auditor.goto(action);
  await auditor.fill("#verify-words", "Saw the rota for June");
  await looked("what is said to be complete, as the auditor sees it", auditor);
  await press(auditor, "It is complete");
  check("it is closed once another has seen it", await auditor.getByText("Seen to be complete", { exact: true }).isVisible());
  await looked("an action that is closed", auditor);
  await auditor.goto(`${base}/changes?of=action&since=2020-01-01&plan=clinic-${mode}`);
  check("what changed is told", await auditor.getByText(words).first().isVisible());
}
