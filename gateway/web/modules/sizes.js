/** The order in which a shop names sizes: XS before S before M, 28 before 30, anything else by its letters. */

const LETTERS = /^(\d*)(x*)(s|m|l)$/i;
const MIDDLE = { s: -1, m: 0, l: 1 };

/** For `Array.sort`. */
export function bySize(one, other) {
  const [[group, place], [otherGroup, otherPlace]] = [rank(one), rank(other)];
  return group - otherGroup || place - otherPlace || one.localeCompare(other);
}

function rank(size) {
  const letters = LETTERS.exec(size.trim());
  if (letters) {
    const [, times, xs, letter] = letters;
    return [0, MIDDLE[letter.toLowerCase()] * (1 + (times && xs ? Number(times) : xs.length))];
  }
  const number = /\d+(?:[.,]\d+)?/.exec(size);
  return number ? [1, Number(number[0].replace(",", "."))] : [2, 0];
}
