// Who may sign in to the example region, and how they do it.

/**
 * The people whom `fairlead demo` names, in its order, from the lines it printed.
 *
 * A person's line has an e-mail address, or is `  NAME   Person's name (Role)`, indented; it may have `password WORD`.
 * A password on any other line, as one word or in quotation marks, is everybody's.
 */
export function people(said) {
  const address = /[^\s<>()"“”]+@[^\s<>()"“”,;:]+\w/;
  const named = /^\s{2,}(\S+)\s{2,}.+\(.+\)$/;
  const nameOf = (line) => line.match(address)?.[0] ?? line.match(named)?.[1];
  const passwordOf = (line) => line.match(/password:?\s+(?:“([^”]+)”|(\S+))/i)?.slice(1).find(Boolean);
  const shared = said.filter((line) => !nameOf(line)).map(passwordOf).find(Boolean);
  return said
    .filter(nameOf)
    .map((line) => ({ email: nameOf(line), password: passwordOf(line) ?? shared, words: line.trim() }));
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
