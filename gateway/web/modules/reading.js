/** What stands on the page while a photo is read. */

import { announce, h } from "./dom.js";
import { placeholderCards } from "./product_card.js";

const SLOW_AFTER_MS = 6_000;

/** `{ element, stop }`; `onCancel` when the shopper would rather not wait. */
export function readingPanel(onCancel) {
  const words = h("p", { class: "lead" }, "Looking at the clothes…");
  const element = h(
    "div",
    { class: "reading" },
    h(
      "header",
      { class: "findings" },
      h("h1", { id: "result-title", tabindex: -1 }, "Reading your photo"),
      words,
      h("button", { type: "button", class: "button quiet", onclick: onCancel }, "Cancel"),
    ),
    h(
      "div",
      { class: "chips", "aria-hidden": "true" },
      ["", "", ""].map(() => h("span", { class: "placeholder pill" })),
    ),
    h("ul", { class: "product-grid shelf", "aria-hidden": "true" }, placeholderCards(8)),
  );
  announce("Reading your photo");
  const slow = setTimeout(() => {
    words.textContent = "This takes longer than usual. We are still on it…";
    announce(words.textContent);
  }, SLOW_AFTER_MS);
  return { element, stop: () => clearTimeout(slow) };
}
