/** What one garment's products can be narrowed down to: brand, size, price and stock, with how many that leaves. */

import { chipRow } from "./chips.js";
import { h, unseen } from "./dom.js";
import { priceFields, stockSwitch } from "./filter_fields.js";
import { count } from "./messages.js";
import { NO_FILTERS, readFilters, setFilters } from "./search_request.js";
import { bySize } from "./sizes.js";

const TYPING_PAUSE_MS = 600;
const SHOWN_BRANDS = 6;
const SHOWN_SIZES = 10;

/**
 * `{ toggle, panel, current, draw, clear }`: a button, the panel that it opens, what is set, `draw(facets)` for the
 * counts of a new answer, and a way to unset everything. `titleId` is the garment's heading. `onOpen()` is called
 * when the panel is opened, `onChange()` when the shopper changed something.
 */
export function filterPanel({ id, titleId, onOpen, onChange }) {
  let filters = { ...NO_FILTERS };

  const number = h("span", { class: "filter-count", hidden: true });
  const toggle = h(
    "button",
    {
      type: "button",
      class: "button quiet small filter-toggle",
      "aria-expanded": "false",
      id: `${id}-toggle`,
      "aria-controls": id,
      "aria-describedby": titleId,
    },
    "Filter",
    number,
  );
  const choices = h("div", { class: "filter-choices" });
  const prices = priceFields();
  const stock = stockSwitch();
  const total = h("p", { class: "aside" });
  const unset = h("button", { type: "button", class: "button quiet small", onclick: clear }, "Clear filters");
  const panel = h(
    "form",
    { class: "filters", id, hidden: true, "aria-labelledby": `${id}-toggle ${titleId}` },
    choices,
    h(
      "div",
      { class: "filter-line" },
      prices.element,
      stock.element,
      h("div", { class: "filter-foot" }, total, unset),
    ),
  );

  toggle.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) onOpen();
  });
  panel.addEventListener("submit", (event) => event.preventDefault());

  let pause;
  const typed = () => {
    clearTimeout(pause);
    const [from, to] = prices.inputs.map((input) => input.value);
    change(readFilters({ from, to, inStock: stock.input.checked }));
  };
  for (const input of prices.inputs) {
    input.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(typed, TYPING_PAUSE_MS);
    });
    input.addEventListener("change", typed);
  }
  stock.input.addEventListener("change", typed);

  function change(some) {
    const next = { ...filters, ...some };
    if (JSON.stringify(next) === JSON.stringify(filters)) return;
    filters = next;
    drawSet();
    onChange();
  }

  function clear() {
    for (const input of prices.inputs) input.value = "";
    stock.input.checked = NO_FILTERS.in_stock;
    change(NO_FILTERS);
    if (!panel.hidden) toggle.focus();
  }

  function drawSet() {
    const set = setFilters(filters);
    number.hidden = unset.hidden = set === 0;
    number.replaceChildren(...(set === 0 ? [] : [unseen(", "), String(set), unseen(" set")]));
  }

  /** Chips are made anew with their counts; the keyboard stays where it was. */
  function draw(facets) {
    const active = document.activeElement;
    const row = choices.contains(active) ? active.closest("fieldset")?.dataset.legend : null;
    choices.replaceChildren(
      ...[
        facetChips("Brand", facets?.brand, filters.brand, SHOWN_BRANDS, (brand) => change({ brand })),
        facetChips("Size", inOrder(facets?.size), filters.size, SHOWN_SIZES, (size) => change({ size })),
      ].filter(Boolean),
    );
    if (row) choices.querySelector(`[data-legend="${row}"] input:checked`)?.focus({ preventScroll: true });
    prices.hint(facets);
    stock.hint(facets);
    total.textContent = facets ? count(facets.total, "product") : "";
    drawSet();
  }

  drawSet();
  return { toggle, panel, current: () => filters, draw, clear };
}

const inOrder = (values = []) => [...values].sort((one, other) => bySize(one.value, other.value));

/** Chips of one facet; null where there is nothing to choose. What is chosen is always among them. */
function facetChips(legend, values = [], chosen, shown, onChoose) {
  const all =
    values.some(({ value }) => value === chosen) || !chosen
      ? values
      : [{ value: chosen, count: 0 }, ...values];
  if (all.length < 2 && !chosen) return null;
  const options = all.map(({ value, count: number }) => ({ value, label: value, hint: String(number) }));
  const place = options.findIndex(({ value }) => value === chosen);
  if (place >= shown) options.splice(shown - 1, 0, ...options.splice(place, 1));
  return chipRow({
    legend,
    options: [{ value: null, label: "Any" }, ...options.slice(0, shown)],
    chosen: chosen ?? null,
    more: options.slice(shown),
    onChoose,
  });
}
