/** A product as a card, and the grey card that stands there while products are on their way. */

import { comesIn } from "./comes_in.js";
import { h, unseen } from "./dom.js";
import { watch } from "./events.js";
import { linkFrom } from "./origin.js";

const AVAILABILITY = {
  in_stock: "In stock",
  out_of_stock: "Out of stock",
  preorder: "Pre-order",
  backorder: "On back-order",
};

/**
 * A list item with a product that has a `place` (see `placed`); the Buy link covers the whole card. `hexes` maps the
 * palette's names to hex, `heading` is the element of the title.
 */
export function productCard(product, hexes, heading = "h3") {
  const link = h(
    "a",
    { class: "button small buy", href: linkFrom(product), target: "_blank", rel: "noopener" },
    "Buy",
    unseen(` ${product.title}, ${money(product.price)}, opens in a new tab`),
  );
  const card = h(
    "li",
    { class: "product-card", "data-product": product.id, "data-category": product.category },
    picture(product),
    h("p", { class: "brand" }, product.brand),
    h(heading, { class: "title" }, product.title),
    comesIn(product, hexes),
    product.reasons.length > 0
      ? h("p", { class: "reasons" }, unseen("Why: "), product.reasons.join(" · "))
      : null,
    h("p", { class: "card-foot" }, h("span", { class: "price" }, money(product.price)), link),
  );
  watch(card, link, product.place);
  return card;
}

/** Grey cards. */
export const placeholderCards = (count) =>
  Array.from({ length: count }, () =>
    h(
      "li",
      { class: "product-card", "aria-hidden": "true" },
      h("div", { class: "picture placeholder" }),
      h("p", { class: "placeholder line short" }),
      h("p", { class: "placeholder line" }),
      h("p", { class: "placeholder line short" }),
    ),
  );

/** A price the way the shopper's own language writes it; `round` leaves the cents out. */
export function money({ amount, currency }, round = null) {
  const digits = round ? { maximumFractionDigits: 0 } : {};
  const format = new Intl.NumberFormat(undefined, { style: "currency", currency, ...digits });
  return format.format(round ? round(Number(amount)) : Number(amount));
}

/** "In stock" */
export const availabilityLabel = (availability) => AVAILABILITY[availability];

function picture({ image_link: address, availability }) {
  const frame = h("div", { class: "picture" });
  const image = h("img", {
    src: address,
    alt: "",
    width: 300,
    height: 400,
    loading: "lazy",
    decoding: "async",
    onerror: () => frame.classList.add("missing"),
  });
  frame.append(image);
  if (availability !== "in_stock")
    frame.append(h("span", { class: "badge" }, availabilityLabel(availability)));
  return frame;
}
