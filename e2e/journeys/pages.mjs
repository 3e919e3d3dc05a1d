// Every page of pages.txt, as the programme office sees it: one heading, nothing that axe finds, and no page wider than a phone.
import { readFile } from "node:fs/promises";

export const name = "Every page is whole, and fits a phone";
export const javascript = ["off"];

export default async function ({ page, base, check, axe, fits, people, signIn }) {
  await signIn(people.find(({ words }) => /programme office/i.test(words)));
  const list = await readFile(new URL("../pages.txt", import.meta.url), "utf8");
  const pages = list.split("\n").filter((line) => line.startsWith("/"));
  check("there are pages to look at", pages.length > 30);
  for (const one of pages) {
    await page.goto(base + one);
    check.equal(`${one} has one heading of the first level`, await page.locator("h1").count(), 1);
    await axe(page);
    await fits(page);
  }
}
