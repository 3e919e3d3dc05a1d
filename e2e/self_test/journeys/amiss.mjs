export const name = "A page that axe must fault";

export default async function ({ page, base, axe }) {
  await page.goto(`${base}/amiss`);
  await axe(page);
}
