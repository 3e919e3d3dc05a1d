// What answers what is asked: the programme office maps an action to a requirement, looks at what would change, confirms it, maps a
// plan by what is proposed, and withdraws a line; the day before shows it unmapped.
export const name = "A requirement is answered by an action, and no longer once that is withdrawn";

export default async function ({ page: office, newContext, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what, page) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  const person = (words) => people.find((one) => words.test(one.words));
  const auditor = await (await newContext()).newPage();
  await signIn(person(/Programme office/), office);
  await signIn(person(/Auditor/), auditor);
  const press = (page, button) => page.getByRole("button", { name: button, exact: true }).click();
  const list = `${base}/requirements/urgent-actions-2020`;
  const says = async (page) => (await page.locator(".nhsuk-body-l").first().innerText()).trim();
  const uncovered = async (page) => Number(/(\d+) not covered/.exec(await says(page))?.[1] ?? 0);

  await office.goto(`${base}/requirements`);
  await looked("the requirements", office);
  await office.getByRole("link", { name: /Eight urgent actions/ }).click();
  await looked("a cross-walk", office);
  const before = await uncovered(office);
  check("something is answered by nothing", before > 0);
  check("both sides' dates are there, with the days between", await office.getByText("90 days after the deadline").isVisible());
  const gap = office.getByRole("heading", { name: "What nothing of ours answers" }).locator("xpath=following-sibling::ul[1]");
  check.equal("each of those is named as a gap", await gap.locator("li").count(), before);

  // One action, from its own page.
  await office.selectOption("#plan", "action-plan-2026");
  await office.locator("main form").filter({ has: office.locator("#plan") }).getByRole("button", { name: "Show" }).click();
  await looked("the cross-walk of one plan", office);
  const none = office.getByRole("heading", { name: "What of ours answers nothing here" }).locator("xpath=following-sibling::ul[1]");
  const action = none.getByRole("link").first();
  const words = (await action.innerText()).trim();
  await action.click();
  const address = office.url();
  check("it is mapped to nothing", await office.getByText("It is mapped to nothing").isVisible());
  await office.getByRole("link", { name: /^Map this to a requirement/ }).click();
  await looked("the lists to choose from", office);
  await office.selectOption("#in", "urgent-actions-2020");
  await press(office, "Continue");
  await looked("what a thing can serve", office);
  await press(office, "See what would change");
  check("what was not chosen is asked for", await office.getByRole("link", { name: "Choose what it serves" }).isVisible());
  await looked("a choice that was refused", office);
  await office.selectOption("#to", "urgent-actions-2020/5");
  await office.getByLabel("Equal: it is all that is asked").check();
  await office.fill("#why", `All of it, with the words we chose (${mode})`);
  await press(office, "See what would change");
  check("nothing is kept before it was looked at", await office.getByText("Nothing is kept yet").isVisible());
  check("what becomes of it is said", await office.getByText("not covered now").first().isVisible());
  await looked("what would change", office);
  await auditor.goto(list);
  check.equal("nobody sees it yet", await uncovered(auditor), before);
  await press(office, "Confirm");
  check("it stands on the page of the action", await office.getByRole("link", { name: /^5 Particularly support/ }).isVisible());
  await looked("an action that serves something", office);
  await auditor.reload();
  check.equal("what is asked is answered", await uncovered(auditor), before - 1);
  check("by that action", await auditor.getByRole("link", { name: words, exact: true }).first().isVisible());
  const yesterday = new Date(Date.now() - 24 * 3600 * 1000).toISOString().slice(0, 10);
  await auditor.goto(`${list}?as-at=${yesterday}`);
  check.equal("the day before it was not", await uncovered(auditor), before);

  // What is left of the plan, as a machine proposes and a person decides.
  await office.goto(`${list}/map?plan=action-plan-2026`);
  await looked("what is proposed", office);
  const rows = office.locator("main fieldset");
  const most = await rows.count();
  await press(office, "See what would change");
  check("nothing is decided for anybody", await office.getByRole("link", { name: "Choose what at least one of them is" }).isVisible());
  const other = rows.first().locator("select[name=to]");
  if ((await other.count()) > 0) await other.selectOption("urgent-actions-2020/3");
  await rows.first().locator("select[name=how]").selectOption("contributes");
  await press(office, "See what would change");
  await looked("what a plan would change", office);
  await press(office, "Confirm");
  await office.goto(`${list}/map?plan=action-plan-2026`);
  check("what is mapped is asked about no more", (await rows.count()) < most);

  // One list held against another, as if all of it were done.
  await office.goto(`${base}/requirements/marmot`);
  await office.getByText("Hold another list against it").click();
  await office.selectOption("#list", "urgent-actions-2020");
  await press(office, "Hold it against this");
  check("its gaps show too", (await office.getByRole("heading", { name: "What of that list answers nothing here" }).count()) === 1);
  await looked("a list held against another", office);
  await office.getByRole("link", { name: "Map what is in that list" }).click();
  await looked("what is proposed between two lists", office);

  // The inclusion groups, reached or not.
  await office.goto(`${base}/groups`);
  await looked("the inclusion groups", office);
  check.equal("every group is there", await office.locator("tbody tr").count(), 8);
  check("what is not measured says so", (await office.getByText("Not measured").count()) > 0);
  await office.getByRole("link", { name: "Sex workers" }).click();
  await looked("a group that nothing reaches", office);
  check("a group that nothing reaches says so", await office.getByText("Nothing reaches them").isVisible());

  // It is taken back, and stays told.
  await office.goto(address);
  await office.getByRole("link", { name: /^Look at this line/ }).first().click();
  await looked("a line of a cross-walk", office);
  await office.getByText("Withdraw it", { exact: true }).first().click();
  await press(office, "Withdraw it");
  check("a reason is asked for", await office.getByRole("link", { name: /few words/ }).isVisible());
  await looked("a withdrawal that was refused", office);
  await office.fill("#because", "It was another requirement");
  await press(office, "Withdraw it");
  check("the line stays told with its reason", await office.getByText("It was another requirement").first().isVisible());
  await looked("a line that was withdrawn", office);
  await office.goto(address);
  check("the action serves it no longer", await office.getByText("It is mapped to nothing").isVisible());
  await office.goto(`${base}/changes?of=correspondence&since=2020-01-01`);
  check("what changed is told", await office.getByText(/mapped to 5 Particularly support/).first().isVisible());
}
