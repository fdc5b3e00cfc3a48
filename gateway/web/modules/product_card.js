/** A product as a card, and the grey card that stands there while products are on their way. */

import { h, unseen } from "./dom.js";

const AVAILABILITY = {
  in_stock: "In stock",
  out_of_stock: "Out of stock",
  preorder: "Pre-order",
  backorder: "On back-order",
};

/** A list item with a product; the Buy link covers the whole card. */
export function productCard(product) {
  return h(
    "li",
    { class: "product-card", "data-product": product.id, "data-category": product.category },
    picture(product),
    h("p", { class: "brand" }, product.brand),
    h("h3", { class: "title" }, product.title),
    product.reasons.length > 0
      ? h("p", { class: "reasons" }, unseen("Why: "), product.reasons.join(" · "))
      : null,
    h(
      "p",
      { class: "card-foot" },
      h("span", { class: "price" }, money(product.price)),
      h(
        "a",
        { class: "button small buy", href: product.link, target: "_blank", rel: "noopener" },
        "Buy",
        unseen(` ${product.title}, ${money(product.price)}, opens in a new tab`),
      ),
    ),
  );
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

/** A price the way the shopper's own language writes it. */
export const money = ({ amount, currency }) =>
  new Intl.NumberFormat(undefined, { style: "currency", currency }).format(Number(amount));

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
