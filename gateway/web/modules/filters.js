/** Price and stock, for everything on the page. */

import { h } from "./dom.js";
import { readFilters } from "./search_request.js";

const TYPING_PAUSE_MS = 600;

/** A form that calls `onChange(filters)` a moment after the shopper stopped changing it. */
export function filterBar(filters, onChange) {
  const field = (label, name, value) =>
    h(
      "label",
      { class: "field" },
      label,
      h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        name,
        value: value ?? "",
        size: 5,
        maxlength: 8,
      }),
    );
  const form = h(
    "form",
    { class: "filters", "aria-label": "Filter the products", onsubmit: (event) => event.preventDefault() },
    h(
      "div",
      { class: "price-range", role: "group", "aria-label": "Price" },
      field("Price from", "from", filters.price_min),
      field("to", "to", filters.price_max),
    ),
    h(
      "label",
      { class: "switch" },
      h("input", { type: "checkbox", role: "switch", name: "inStock", checked: filters.in_stock }),
      "In stock only",
    ),
  );

  let last = JSON.stringify(filters);
  let pause;
  const apply = () => {
    clearTimeout(pause);
    const { from, to, inStock } = form.elements;
    const next = readFilters({ from: from.value, to: to.value, inStock: inStock.checked });
    if (JSON.stringify(next) === last) return;
    last = JSON.stringify(next);
    onChange(next);
  };
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(apply, TYPING_PAUSE_MS);
  });
  form.addEventListener("change", apply);
  return form;
}
