// What a journey claims, and whether each claim held.

/** A new list of claims, and the functions that a journey adds to it with. */
export function claims() {
  const list = [];

  /** Claims that `holds` is true; `detail` is shown when it is not. */
  function check(claim, holds, detail = "") {
    list.push({ claim, held: Boolean(holds), detail: String(detail) });
    return Boolean(holds);
  }

  /** Claims that two values are the same, and shows both when they are not. */
  check.equal = (claim, found, expected) => {
    const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
    return check(claim, one === other, `found ${one}, expected ${other}`);
  };

  return { list, check };
}
