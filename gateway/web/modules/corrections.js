/** The chips that say what a garment was taken for, and correct it. */

import { chipRow } from "./chips.js";
import { percent } from "./search_request.js";

/** The slot's own categories first, as sure as they are; the rest behind one tap, for a dress read as a tee. */
export function categoryChips(garment, vocabulary, correct) {
  const sure = garment.categories.map(({ label, confidence }) => ({
    value: label,
    label,
    hint: confidence >= 0.01 ? percent(confidence) : null,
  }));
  const named = new Set(sure.map((option) => option.value));
  const others = Object.values(vocabulary.slots)
    .flat()
    .filter((label) => !named.has(label));
  return chipRow({
    legend: "Piece",
    options: sure,
    chosen: garment.category.label,
    more: others.map((label) => ({ value: label, label })),
    moreLabel: "Something else",
    onChoose: (category) => correct({ category }),
  });
}

/** The colours that were seen first; "Any" asks for none in particular. */
export function colourChips(garment, vocabulary, correct) {
  const seen = garment.colours.map(({ name, hex }) => ({ value: name, label: name, hex }));
  const named = new Set(seen.map((option) => option.value));
  const others = Object.entries(vocabulary.colours).filter(([name]) => !named.has(name));
  return chipRow({
    legend: "Colour",
    options: [{ value: null, label: "Any" }, ...seen],
    chosen: null,
    more: others.map(([name, hex]) => ({ value: name, label: name, hex })),
    moreLabel: "More colours",
    onChoose: (colour) => correct({ colour }),
  });
}
