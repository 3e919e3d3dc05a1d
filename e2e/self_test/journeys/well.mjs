export const name = "A page that is well";

export default async function ({ page, base, mode, check, axe, fits, people, signIn }) {
  await page.goto(`${base}/`);
  check.equal("the script ran only where there is one", await page.locator("#marked").count(), mode === "on" ? 1 : 0);
  check.equal("what is for those without a script is shown to them", await page.locator("#plain").count(), mode === "on" ? 0 : 1);
  await axe(page);
  await fits(page);
  const response = await page.goto(`${base}/nowhere`);
  check.equal("a page that is not there is no fault", response.status(), 404);
  check.equal("the person signs in", await signIn(people[0]), "/");
}
