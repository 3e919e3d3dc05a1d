// The whole cycle of planning and review: a round is opened; one body answers on pages, one by Word form, one by link; one
// is sent back and returns; the round closes; a review round opens with what was promised; bodies review each other; what
// somebody asked for is coded and answered, and the answer reaches whoever asked.
import { readFile } from "node:fs/promises";

export const name = "A round goes from its opening to an answer of the Board";

const TRUST = "Three Rivers Hospitals NHS Foundation Trust";
const CITY = "Wyburn City Council";
const VOLUNTARY = "Three Rivers Voluntary Action";

export default async function ({ page: office, newContext, base, mode, check, axe, fits, people, signIn }) {
  const looked = async (what, page) => {
    check.equal(`${what} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  };
  const person = (words) => people.find((one) => words.test(one.words));
  const own = async () => (await newContext()).newPage();
  const [lead, sponsor, city, voluntary, bearer] = [await own(), await own(), await own(), await own(), await own()];
  await signIn(person(/Programme office/));
  await signIn(person(/Organisation lead, RTR/), lead);
  await signIn(person(/Executive sponsor/), sponsor);
  await signIn(person(/Organisation lead, WYB/), city);
  await signIn(person(/Organisation lead, TRVA/), voluntary);
  const press = (page, button) => page.getByRole("button", { name: button, exact: true }).click();
  const path = (page) => new URL(page.url()).pathname;

  // A round is prepared and opened.
  const prepared = async (key, kind, opens, due) => {
    await office.goto(`${base}/rounds/new`);
    await press(office, "Save as a draft");
    check("a round without a title is refused", await office.getByRole("link", { name: /Enter a title/ }).isVisible());
    await office.fill("#title", `Round ${key}`);
    await office.fill("#key", key);
    await office.locator(`input[name=kind][value=${kind}]`).check();
    await office.selectOption("#framework", "gloucestershire-2024");
    await office.fill("#opens", opens);
    await office.fill("#due", due);
    await office.selectOption("#peer_review", kind === "review" ? "pairs" : "none");
    for (const box of await office.locator("input[name=asked]").all()) {
      await box.setChecked(["RTR", "WYB", "TRVA"].includes(await box.getAttribute("value")));
    }
    if (kind === "review") await office.locator("#sign_off").uncheck();
    await looked("the form of a round", office);
    await press(office, "Save as a draft");
    check.equal("it is kept as a draft", path(office), `/rounds/${key}`);
    await office.getByRole("link", { name: "Open it" }).click();
    await looked("the page that asks whether to open it", office);
    await press(office, "Open the round");
    check("everybody it asks has a return", await office.getByText("0 of 3 are in").isVisible());
    await looked("the round that is open", office);
  };
  const round = `planning-${mode}`;
  await prepared(round, "planning", "2026-11-01", "2026-12-15");
  const returnOf = async (page, body, key = round) => {
    await page.goto(`${base}/rounds/${key}`);
    await page.getByRole("link", { name: body, exact: true }).click();
  };

  // The voluntary body answers by a link, without an account.
  await returnOf(office, VOLUNTARY);
  await office.getByRole("link", { name: /by a link/ }).click();
  await press(office, "Make the link");
  check("a link names whom it is for", await office.getByRole("link", { name: /to whom you send it/i }).isVisible());
  await office.fill("#sent_to", "the manager of the day centre");
  await press(office, "Make the link");
  const address = await office.locator("#made").getAttribute("href");
  await looked("the page of the link that was made", office);
  await bearer.goto(base + address);
  check("the link opens its return", /^\/submissions\/sub_/.test(path(bearer)), bearer.url());
  check("and leads nowhere else", (await bearer.getByRole("navigation", { name: "Menu" }).count()) === 0);
  await looked("the task list of somebody with a link", bearer);
  const elsewhere = await bearer.request.get(`${base}/objectives`);
  check("what is not theirs is empty to them", !(await elsewhere.text()).includes("Halve the difference"));
  await whoIsWho(bearer, press);
  if ((await bearer.getByText("None yet: is that right?").count()) === 3) await addObjective(bearer, press, "A1", "A walk each week for people who live alone");
  await bearer.getByRole("link", { name: "Check your answers" }).click();
  await press(bearer, "Confirm and send");
  check("it is told that it is in", await bearer.getByText("Return sent").first().isVisible());
  await looked("the confirmation", bearer);

  await office.goto(`${base}/rounds/${round}/reminders`);
  check("a letter to those who have not returned is ready", (await office.getByRole("link", { name: "Write to all of them" }).getAttribute("href")).startsWith("mailto:?bcc="));
  await looked("the reminders", office);

  // The city answers by Word form.
  await returnOf(office, CITY);
  await office.goto(`${base}/rounds/${round}`);
  const form = office.getByRole("row", { name: new RegExp(CITY) }).getByRole("link", { name: /Word form/ });
  const [download] = await Promise.all([office.waitForEvent("download"), form.click()]);
  await office.goto(`${base}/imports`);
  await office.setInputFiles("input[type=file]", { name: "city.docx", mimeType: "application/octet-stream", buffer: await readFile(await download.path()) });
  await office.selectOption("#organisation", { label: CITY });
  await office.locator("input[name=purpose][value=round]").check();
  await office.selectOption("#round", round);
  await press(office, "Bring in and read");
  await office.locator("#confirm").click();
  check("the form is the same return", /^\/submissions\/sub_/.test(path(office)), office.url());
  check("and is in", await office.getByText("Submitted").first().isVisible());

  // The trust answers on pages.
  await returnOf(lead, TRUST);
  await looked("the task list", lead);
  await whoIsWho(lead, press);
  // Each walk has words of its own, since the second one carries on what the first promised.
  const poorest = `Help people in the poorest wards, ${mode}`;
  await addObjective(lead, press, "C2", poorest);
  await lead.getByRole("link", { name: poorest }).click();
  check("what could be said better is said, and stops nobody", await lead.getByText("Worth a thought").isVisible());
  await looked("an objective with remarks", lead);
  await lead.getByRole("link", { name: /logic model/ }).click();
  await lead.fill("#activities", "Clinics in the evening");
  await looked("the logic model", lead);
  await press(lead, "Save the model");
  check("it fills what was blank", (await lead.locator("#how").inputValue()) === "Clinics in the evening");
  check("and nothing else", (await lead.locator("#objective").inputValue()) === poorest);
  await lead.getByRole("link", { name: "Back to the return" }).click();
  await lead.getByRole("link", { name: "Check your answers" }).click();
  await looked("the check of all answers", lead);
  await press(lead, "Confirm and send");

  // It is sent back, and returns.
  await returnOf(office, TRUST);
  await looked("a return that was sent", office);
  await press(office, "Send it back");
  check("a reason is asked for", await office.getByRole("link", { name: /Say why/ }).isVisible());
  await office.fill("#reason", "Which wards do you mean?");
  await press(office, "Send it back");
  await lead.goto(`${base}/`);
  check("it waits on the first page", await lead.getByRole("link", { name: /Change your return/ }).first().isVisible());
  await lead.getByRole("link", { name: /Change your return/ }).first().click();
  check("with the reason", await lead.getByText("Which wards do you mean?").isVisible());
  await lead.getByRole("link", { name: poorest }).click();
  // Somebody else writes the same answer meanwhile.
  const other = await own();
  await signIn(person(/Programme office/), other);
  await other.goto(lead.url());
  await other.fill("#how", "Bus passes");
  await press(other, "Save and go on");
  const wards = `Reach Mill and Quay wards, ${mode}, by March 2028`;
  await lead.fill("#objective", wards);
  await press(lead, "Save and go on");
  check("both versions are shown and neither is lost", (await lead.getByText("Bus passes").isVisible()) && (await lead.locator("#objective").inputValue()).includes("Mill and Quay"));
  await looked("two versions of one answer", lead);
  await lead.fill("#how", "Bus passes");
  await lead.fill("#outcomes", "Uptake from 40% to 60% by March 2028, and the gap between fifths to 0");
  await press(lead, "Save mine over theirs");
  await lead.getByRole("link", { name: "Check your answers" }).click();
  await press(lead, "Confirm and send");
  await returnOf(office, TRUST);
  check("it cannot be accepted before its sponsor signs it off", (await office.getByRole("button", { name: "Accept the return" }).count()) === 0);
  await returnOf(sponsor, TRUST);
  await press(sponsor, "Sign it off");
  await returnOf(office, TRUST);
  await press(office, "Accept the return");
  check("it is accepted", await office.getByText("Accepted").first().isVisible());
  await lead.goto(`${base}/objectives?organisation=RTR`);
  await lead.getByRole("link", { name: wards }).click();
  await press(lead, "Confirm these targets");
  check("nothing is confirmed that nobody chose", await lead.getByRole("link", { name: /Choose which/ }).isVisible());
  await looked("the targets that are read in an objective's words", lead);
  for (const box of await lead.locator("input[name=target]").all()) await box.check();
  await press(lead, "Confirm these targets");
  check("what a person confirmed stands there as a target", (await lead.getByText(/Confirmed as a/).count()) === 2);
  await office.goto(`${base}/rounds/${round}/changes?since=2026-01-01`);
  check("the changes of a round are those of everything, narrowed", office.url().includes(`/changes?round=${round}`));
  check("what changed since a day is told", await office.getByText("New", { exact: true }).first().isVisible());
  await looked("what changed", office);

  // The round closes, with a reason for what is not accepted.
  await office.goto(`${base}/rounds/${round}`);
  await office.getByRole("link", { name: "Close it" }).click();
  await looked("the page that asks whether to close", office);
  await press(office, "Close the round");
  check("unseen returns need a reason", await office.getByRole("link", { name: /not accepted yet/ }).isVisible());
  await office.fill("#because", "The others have no sponsor yet");
  await press(office, "Close the round");
  check("it is closed", await office.getByText("Closed").first().isVisible());

  // A review round opens with what was promised.
  const review = `review-${mode}`;
  await prepared(review, "review", "2026-11-20", "2026-12-20");
  const need = `An analyst for a day a week, to link our records (${mode})`;
  await returnOf(lead, TRUST, review);
  await lead.getByRole("link", { name: wards }).click();
  check("what was promised is the heading of its progress", await lead.getByText(wards).first().isVisible());
  await looked("the progress of an objective", lead);
  await lead.fill("#progress", "Two clinics moved to the evening");
  await press(lead, "Save and go on");
  await lead.getByRole("link", { name: "Add a support need" }).click();
  await lead.fill("#words", need);
  await lead.locator("input[name=to_the_board]").check();
  await looked("a support need", lead);
  await press(lead, "Save and go on");
  await lead.getByRole("link", { name: "Check your answers" }).click();
  await press(lead, "Confirm and send");
  for (const [page, body] of [[city, CITY], [voluntary, VOLUNTARY]]) {
    await returnOf(page, body, review);
    await page.locator(".nhsuk-task-list a[href*='/progress/']").first().click();
    await page.fill("#progress", "On course");
    await press(page, "Save and go on");
    await whoIsWho(page, press);
    await page.getByRole("link", { name: "Check your answers" }).click();
    await press(page, "Confirm and send");
  }

  // Peer review.
  await office.goto(`${base}/rounds/${review}/peer-reviews`);
  await looked("who is proposed to review whom", office);
  await press(office, "Ask them to review");
  await looked("the peer reviews", office);
  const pages = { [TRUST]: lead, [CITY]: city, [VOLUNTARY]: voluntary };
  const row = office.getByRole("row").filter({ hasText: `Round ${review}` }).first();
  const [reviewed, reviewer] = [await row.getByRole("rowheader").locator("a").evaluate((link) => link.firstChild.textContent), await row.getByRole("cell").first().innerText()];
  const link = await row.getByRole("link").first().getAttribute("href");
  const [reads, answers] = [pages[reviewer.replace(/^Reviewer\s*/, "").trim()], pages[reviewed.trim()]];
  await reads.goto(base + link);
  await looked("the return as its reviewer sees it", reads);
  await press(reads, "Send the review");
  check("a blank review is refused", await reads.getByRole("link", { name: /nothing is written/i }).isVisible());
  await reads.fill("#strengths", "It asks people first");
  await reads.fill("#questions", "How do you reach those who never come?");
  await press(reads, "Send the review");
  await answers.goto(base + link);
  await answers.fill("#answer", "Through the food bank");
  const lesson = `Go where people already are (${mode})`;
  await answers.fill("#learning", lesson);
  const agreed = `Ask the food bank for its hours (${mode})`;
  await answers.fill("#agreed", `${agreed} by 30 June 2027`);
  await press(answers, "Send the answer");
  await looked("a finished peer review", answers);
  await answers.getByRole("link", { name: "See them as actions" }).click();
  check("what was agreed is an action with its date", await answers.getByRole("row").filter({ hasText: agreed }).filter({ hasText: "30 June 2027" }).first().isVisible());
  await looked("what was agreed, as actions", answers);
  await office.goto(`${base}/reviews?round=${review}`);
  check("what was said of progress stands together", await office.getByText("Two clinics moved to the evening").isVisible());
  await looked("the progress of all", office);

  await office.goto(`${base}/reports/board?round=${review}`);
  check("the Board is told what is asked of it", await office.getByText(need).first().isVisible());
  // The need is coded, counted and answered, and the answer reaches whoever asked.
  await office.goto(`${base}/insights?kind=support_need&words=${encodeURIComponent(need)}`);
  await looked("the support needs", office);
  await office.getByRole("link", { name: need, exact: true }).click();
  check("its words suggest what it is about", await office.getByText(/Suggested by/).first().isVisible());
  await looked("a support need across all returns", office);
  await office.locator("input[name=code]").first().check();
  await press(office, "Save what it is about");
  await office.fill("#words", "You have one from January");
  await press(office, "Answer");
  await office.goto(`${base}/insights?kind=support_need`);
  check("it is counted by what it is about", (await office.getByRole("heading", { name: "By what they are about" }).count()) === 1);
  await lead.goto(`${base}/`);
  check("the answer stands on the first page of whoever asked", await lead.getByText("You have one from January").first().isVisible());
  await lead.goto(`${base}/insights?kind=lesson&shared=yes`);
  check("what was learned is there for all", await lead.getByText(lesson).isVisible());
  await looked("the learning library", lead);
  await office.goto(`${base}/rounds/${review}/balance`);
  await looked("the balance of the round", office);
  await office.goto(`${base}/rules`);
  await looked("the rules", office);
}

async function whoIsWho(page, press) {
  await page.getByRole("link", { name: "Who is who" }).click();
  for (const field of ["executive_sponsor", "lead_officer", "reports_to", "report_author"]) {
    if ((await page.locator(`#${field}`).inputValue()) === "") await page.fill(`#${field}`, "The director of public health");
  }
  await press(page, "Save and go on");
}

async function addObjective(page, press, subCategory, words) {
  await page.getByRole("link", { name: `Add an objective under theme ${subCategory[0]}` }).click();
  await press(page, "Save and go on");
  await page.selectOption("#sub_category", subCategory);
  await page.fill("#objective", words);
  await page.locator("input[name=prevention][value=yes]").check();
  await press(page, "Save and go on");
}
