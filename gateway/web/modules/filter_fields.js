/** Price and stock among a garment's filters; `hint(facets)` tells what there is. */

import { h } from "./dom.js";
import { money } from "./product_card.js";
import { NO_FILTERS } from "./search_request.js";

/** Two fields, `inputs`, for the lowest and the highest price. */
export function priceFields() {
  const input = () =>
    h("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: 5, maxlength: 8 });
  const inputs = [input(), input()];
  return {
    inputs,
    element: h(
      "div",
      { class: "price-range", role: "group", "aria-label": "Price" },
      h("label", { class: "field" }, "Price from", inputs[0]),
      h("label", { class: "field" }, "to", inputs[1]),
    ),
    /** The cheapest and the dearest stand where nothing was typed. */
    hint(facets) {
      inputs[0].placeholder = facets?.price_min ? money(facets.price_min, Math.floor) : "";
      inputs[1].placeholder = facets?.price_max ? money(facets.price_max, Math.ceil) : "";
    },
  };
}

/** A switch, `input`, that leaves out what cannot be had now. */
export function stockSwitch() {
  const input = h("input", { type: "checkbox", role: "switch", checked: NO_FILTERS.in_stock });
  const hint = h("span", { class: "chip-hint" });
  return {
    input,
    element: h("label", { class: "switch" }, input, "In stock only", hint),
    hint(facets) {
      const there = facets?.availability.find(({ value }) => value === "in_stock")?.count;
      hint.textContent = there === undefined ? "" : ` ${there}`;
    },
  };
}
