export const name = "Pages with what no journey asks about";
export const javascript = ["on"];

export default async function ({ page, base, check, fits }) {
  await page.goto(`${base}/abroad`);
  await page.goto(`${base}/broken`);
  await page.goto(`${base}/fault`);
  await page.goto(`${base}/wide`);
  await fits(page);
  check("the journey itself has nothing to say", true);
}
