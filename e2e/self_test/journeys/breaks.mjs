export const name = "A journey that breaks";
export const javascript = ["off"];

export default async function ({ check }) {
  check("it began", true);
  throw new Error("lost the way");
}
