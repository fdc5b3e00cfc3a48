/** A row of chips of which one is chosen: radio buttons underneath, so keyboards and screen readers know them. */

import { dot } from "./comes_in.js";
import { h, unseen } from "./dom.js";

let groups = 0;

/**
 * `options` are `{ value, label, hint, hex }`; `more` are shown after a tap on `moreLabel`.
 * `onChoose(value)` is called when the shopper chooses.
 */
export function chipRow({ legend, options, chosen, more = [], moreLabel = "More", onChoose }) {
  const name = `chips-${++groups}`;
  const chip = (option) => {
    const input = h("input", {
      type: "radio",
      class: "visually-hidden",
      name,
      value: option.value ?? "",
      checked: option.value === chosen,
      onchange: () => onChoose(option.value),
    });
    return h(
      "label",
      { class: "chip" },
      input,
      option.hex ? dot(option.hex) : null,
      capital(option.label),
      hint(option.hint),
    );
  };
  const row = h("div", { class: "chips" }, options.map(chip));
  if (more.length > 0) row.append(moreButton(moreLabel, legend, () => more.map(chip)));
  return h("fieldset", { class: "chip-row", "data-legend": legend }, h("legend", {}, legend), row);
}

/** The first of the hidden chips gets the keyboard, because the button that it was on is gone. */
function moreButton(label, legend, makeChips) {
  return h(
    "button",
    {
      type: "button",
      class: "chip more",
      "aria-label": `${label}: ${legend.toLowerCase()}`,
      onclick: ({ currentTarget }) => {
        const chips = makeChips();
        currentTarget.replaceWith(...chips);
        chips[0].querySelector("input").focus();
      },
    },
    label,
  );
}

const hint = (text) => (text ? h("span", { class: "chip-hint" }, unseen(", "), text) : null);

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
