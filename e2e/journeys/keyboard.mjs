// With a keyboard alone: past the header, and to what is wrong with a form.
export const name = "A keyboard gets past the header and to what is wrong";
export const javascript = ["on"];

export default async function ({ page, base, check, people, signIn }) {
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  await page.goto(`${base}/sign-in`);
  await page.keyboard.press("Tab");
  check.equal("the first stop is the way past the header", await focused(), "Skip to main content");
  await page.keyboard.press("Enter");
  // The browser goes there, and its page says where it is, a moment after the key.
  await page.waitForFunction(() => location.hash === "#maincontent", undefined, { timeout: 10_000 }).catch(() => {});
  check.equal("it leads to what the page is about", await page.evaluate(() => location.hash), "#maincontent");

  await signIn(people.find(({ words }) => /programme office/i.test(words)));
  await page.goto(`${base}/imports`);
  await page.getByRole("button", { name: "Bring in and read" }).press("Enter");
  // The script that moves it comes after the page: on a busy machine, a moment after.
  const wrong = () => document.activeElement?.textContent?.trim().startsWith("There is a problem");
  await page.waitForFunction(wrong, undefined, { timeout: 10_000 }).catch(() => {});
  check("what is wrong has the focus", (await focused()).startsWith("There is a problem"), await focused());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "file", undefined, { timeout: 10_000 }).catch(() => {});
  check.equal("its first link leads to the first field", await page.evaluate(() => document.activeElement?.id), "file");
}
