/** The colours and sizes that an item comes in: links, so that each can be opened in a tab, shared and gone back from. */

import { h, unseen } from "./dom.js";
import { bySize } from "./sizes.js";

/** Rows of choices, or nothing where there is nothing to choose; `origin` goes along (see `origin.js`). */
export function variantRows({ variants = [] }, origin) {
  const [own] = variants;
  if (!own) return [];
  const fragment = origin ? `#${new URLSearchParams(origin)}` : "";
  const looks = looksOf(variants);
  const sizes = sizesOf(variants).filter(({ size }) => size);
  return [
    looks.length > 1 &&
      choiceRow(
        "Colour",
        own.colour,
        "looks",
        looks.map((one) => look(one, own, fragment)),
      ),
    sizes.length > 1 &&
      choiceRow(
        "Size",
        own.size,
        "size-links",
        sizes.map((one) => size(one, own, fragment)),
      ),
  ].filter(Boolean);
}

/** One variant of each picture: in the size that is shown where there is one, else one that can be had. */
export function looksOf(variants) {
  const [own] = variants;
  const looks = new Map();
  for (const variant of variants) {
    const best = looks.get(variant.image_link);
    if (!best || fitness(variant, own) > fitness(best, own)) looks.set(variant.image_link, variant);
  }
  return [...looks.values()].sort((one, other) => one.image_link.localeCompare(other.image_link));
}

/** The sizes of the picture that is shown, small to large. */
export function sizesOf(variants) {
  const [own] = variants;
  const sizes = new Map();
  for (const variant of variants)
    if (variant.image_link === own.image_link && !sizes.has(variant.size)) sizes.set(variant.size, variant);
  return [...sizes.values()].sort((one, other) => bySize(one.size, other.size));
}

const soldOut = ({ availability }) => availability === "out_of_stock";

const fitness = (variant, own) => 2 * (variant.size === own.size) + !soldOut(variant);

function choiceRow(legend, chosen, kind, links) {
  const id = `choose-${kind}`;
  return h(
    "div",
    { class: "choice" },
    h("p", { id, class: "choice-name" }, `${legend} `, h("strong", {}, chosen)),
    h(
      "ul",
      { class: kind, "aria-labelledby": id },
      links.map((link) => h("li", {}, link)),
    ),
  );
}

const look = (variant, own, fragment) =>
  h(
    "a",
    {
      class: "look",
      href: variant.link + fragment,
      "aria-current": current(variant.image_link === own.image_link),
    },
    h("img", { src: variant.image_link, alt: variant.colour, title: variant.colour, width: 60, height: 80 }),
  );

const size = (variant, own, fragment) =>
  h(
    "a",
    {
      class: soldOut(variant) ? "chip sold-out" : "chip",
      href: variant.link + fragment,
      "aria-current": current(variant.size === own.size),
    },
    variant.size,
    soldOut(variant) ? unseen(", sold out") : null,
  );

const current = (is) => (is ? "true" : null);
