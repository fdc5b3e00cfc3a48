/** The photo on the page, with room for a drawing over it. */

import { h } from "./dom.js";

/** `{ element, image, draw, done }`: `draw(overlay)` lays a drawing over the photo, `done()` ends the waiting look. */
export function photoStage(photo) {
  const image = h("img", { src: photo.url, alt: "Your photo" });
  const frame = h("div", { class: "photo-frame waiting" }, image);
  const outlines = h("input", {
    type: "checkbox",
    role: "switch",
    checked: true,
    onchange: () => frame.classList.toggle("plain", !outlines.checked),
  });
  const controls = h(
    "div",
    { class: "photo-controls", hidden: true },
    h("label", { class: "switch" }, outlines, "Show what we saw"),
  );
  return {
    element: h("figure", { class: "photo-stage" }, frame, controls),
    image,
    draw(overlay) {
      frame.querySelector(".overlay")?.remove();
      frame.append(overlay);
      controls.hidden = false;
    },
    done: () => frame.classList.remove("waiting"),
  };
}
