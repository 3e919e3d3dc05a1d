export const name = "A journey that checks nothing";
export const javascript = ["off"];

export default async function ({ page, base }) {
  await page.goto(`${base}/`);
}
