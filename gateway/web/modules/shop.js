/** The demo shop's product page, `/shop/{id}`. Its address may say which answer led here. */

import { categories, product as fetchProduct, similar as fetchSimilar } from "./api.js";
import { h } from "./dom.js";
import { record } from "./events.js";
import { showFailure } from "./messages.js";
import { originOf } from "./origin.js";
import { availabilityLabel, money, productCard } from "./product_card.js";
import { placed } from "./search_request.js";
import { variantRows } from "./variants.js";

const byId = (id) => document.getElementById(id);
const origin = originOf(location.hash);
const productId = decodeURIComponent(location.pathname.split("/").filter(Boolean).pop());

async function open() {
  byId("failure").hidden = true;
  byId("product").hidden = false;
  try {
    const product = await fetchProduct(productId);
    document.title = `${product.title} · Vitrine shop`;
    byId("product").replaceChildren(picture(product), facts(product));
  } catch (error) {
    byId("product").hidden = true;
    showFailure(byId("failure"), error, [
      { label: "Try again", act: open, repeats: true },
      { label: "Find clothes by photo", act: () => location.assign("/") },
    ]);
    return;
  } finally {
    byId("main").removeAttribute("aria-busy");
  }
  await showSimilar();
}

/** Similar products are an extra: without them the page is whole. */
async function showSimilar() {
  const [{ products, request_id: requestId }, { colours }] = await Promise.all([
    fetchSimilar(productId).catch(() => ({ products: [] })),
    categories().catch(() => ({ colours: {} })),
  ]);
  const cards = placed(products, requestId, "similar").map((product) => productCard(product, colours));
  byId("similar")
    .querySelector("ul")
    .replaceChildren(...cards);
  byId("similar").hidden = products.length === 0;
}

const picture = ({ image_link: address, title }) =>
  h("div", { class: "product-picture" }, h("img", { src: address, alt: title, width: 600, height: 800 }));

function facts(product) {
  const available = product.availability !== "out_of_stock";
  const choices = variantRows(product, origin);
  return h(
    "div",
    { class: "product-facts" },
    h("p", { class: "brand" }, product.brand),
    h("h1", { id: "product-title" }, product.title),
    h("p", { class: "price" }, money(product.price)),
    h(
      "p",
      { class: "availability", "data-availability": product.availability },
      availabilityLabel(product.availability),
    ),
    choices,
    h(
      "button",
      { type: "button", class: "button primary large", disabled: !available, onclick: buy },
      available ? "Buy" : "Sold out just now",
    ),
    h("p", { class: "description" }, product.description),
    h(
      "dl",
      {},
      choices.length > 0 ? null : [h("dt", {}, "Colour"), h("dd", {}, product.colour)],
      h("dt", {}, "Department"),
      h("dd", {}, { female: "Women", male: "Men", unisex: "Everyone" }[product.gender]),
      h("dt", {}, "Kind"),
      h("dd", {}, product.category),
    ),
  );
}

/** Where a shop has a checkout, it is the checkout that tells of what was bought. */
function buy() {
  byId("bought").showModal();
  if (origin) record("buy", origin);
}

open();
