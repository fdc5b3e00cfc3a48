/** Several people in one photo: a tab for each, with the face that belongs to it. */

import { h } from "./dom.js";

const FACE_PIXELS = 96;

/** A tab list; `onChoose(index, { fromTabs: true })` when another person is chosen. */
export function personTabs({ people, active, image, panelId, onChoose }) {
  const tabs = people.map((person, index) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "person-tab",
        id: `person-tab-${index}`,
        "aria-controls": panelId,
        "aria-selected": String(index === active),
        tabindex: index === active ? 0 : -1,
        onclick: () => onChoose(index, { fromTabs: true }),
      },
      face(person, image),
      `Person ${index + 1}`,
    ),
  );
  const onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    onChoose((active + step + people.length) % people.length, { fromTabs: true });
  };
  return h(
    "div",
    { class: "person-tabs", role: "tablist", "aria-label": "People in the photo", onkeydown },
    tabs,
  );
}

/** A small square round the head, cut out of the photo that is on the page anyway. */
function face({ regions }, image) {
  const canvas = h("canvas", {
    class: "face",
    width: FACE_PIXELS,
    height: FACE_PIXELS,
    "aria-hidden": "true",
  });
  const box = (regions.head ?? regions.upper ?? regions.whole)?.box;
  if (!box || !image.naturalWidth) return canvas;
  const [left, top] = [box[0] * image.naturalWidth, box[1] * image.naturalHeight];
  const [width, height] = [(box[2] - box[0]) * image.naturalWidth, (box[3] - box[1]) * image.naturalHeight];
  const side = Math.max(width, height) * 1.25;
  const [x, y] = [left + width / 2 - side / 2, top + height / 2 - side / 2];
  canvas.getContext("2d").drawImage(image, x, y, side, side, 0, 0, FACE_PIXELS, FACE_PIXELS);
  return canvas;
}
