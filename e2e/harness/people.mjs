// Who may sign in to the example region, and how they do it.

/**
 * The people whom `fairlead demo` names, in its order, from the lines it printed.
 *
 * A person's line has an e-mail address, and may have `password WORD`; a password on a line without an address is
 * everybody's.
 */
export function people(said) {
  const address = /[^\s<>()"“”]+@[^\s<>()"“”,;:]+\w/;
  const passwordOf = (line) => line.match(/password:?\s+(\S+)/i)?.[1];
  const shared = said.filter((line) => !address.test(line)).map(passwordOf).find(Boolean);
  return said
    .filter((line) => address.test(line))
    .map((line) => ({ email: line.match(address)[0], password: passwordOf(line) ?? shared, words: line.trim() }));
}

/** Signs in through the page for it, as a person would; answers with the page's path afterwards. */
export async function signIn(page, base, { email, password }) {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.locator('input[type="password"], input[name="password"]').first().fill(password);
  await page.locator("main").getByRole("button", { name: /^sign in$/i }).click();
  await page.waitForLoadState();
  return new URL(page.url()).pathname;
}
