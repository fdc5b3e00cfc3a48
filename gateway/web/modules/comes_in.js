/** The colours and sizes that a product comes in, on one line of its card. */

import { h, unseen } from "./dom.js";

const MOST_DOTS = 5;

/** A paragraph, or null where there is one colour and no size; `hexes` maps the palette's names to hex. */
export function comesIn({ colours = [], sizes = [] }, hexes) {
  const others = colours.length > 1;
  if (!others && sizes.length === 0) return null;
  return h(
    "p",
    { class: "comes-in" },
    others ? dots(colours, hexes) : null,
    sizes.length > 0 ? labels(sizes) : null,
  );
}

/** A filled circle; colours come from the shop's data, so they are set by script and the page's CSP holds. */
export function dot(hex) {
  const circle = h("span", { class: "swatch", "aria-hidden": "true" });
  circle.style.setProperty("--swatch", hex);
  return circle;
}

function dots(colours, hexes) {
  const known = colours.filter((name) => hexes[name]);
  const further = colours.length - Math.min(known.length, MOST_DOTS);
  return h(
    "span",
    { class: "swatches", title: colours.join(", ") },
    unseen(`Colours: ${colours.join(", ")}. `),
    known.slice(0, MOST_DOTS).map((name) => dot(hexes[name])),
    further > 0 ? h("span", { "aria-hidden": "true" }, `+${further}`) : null,
  );
}

const labels = (sizes) => h("span", { class: "sizes" }, unseen("Sizes: "), sizes.join(" "));
