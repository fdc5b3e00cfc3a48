/** What was seen, drawn over the photo: a frame per garment, one colour per slot, and the skeleton. */

import { focusOn, h, svg } from "./dom.js";

/** Frames that start at the same corner have their names one under the other. */
const NAME_HEIGHT_REM = 1.5;

/** Share of a narrow phone's photo that the longest name, Jumpsuit, takes. */
const ROOM_FOR_NAME = 0.3;

/** The limbs of the OpenPose COCO-18 skeleton, as pairs of keypoint names. */
const LIMBS = [
  ["neck", "right_shoulder"],
  ["right_shoulder", "right_elbow"],
  ["right_elbow", "right_wrist"],
  ["neck", "left_shoulder"],
  ["left_shoulder", "left_elbow"],
  ["left_elbow", "left_wrist"],
  ["neck", "right_hip"],
  ["right_hip", "right_knee"],
  ["right_knee", "right_ankle"],
  ["neck", "left_hip"],
  ["left_hip", "left_knee"],
  ["left_knee", "left_ankle"],
  ["neck", "nose"],
  ["nose", "right_eye"],
  ["right_eye", "right_ear"],
  ["nose", "left_eye"],
  ["left_eye", "left_ear"],
];

/**
 * An element to lie over the photo. `people[active]` is drawn in full, the others as a dashed outline that
 * `onPerson(index)` answers to. `names` are what the active person's garments are called, and `sections` the
 * ids of what their names lead to.
 */
export function overlay({ photo, people, active, names, sections, onPerson }) {
  // Percent of the photo in x and y would squash circles and corners, so the drawing is in the photo's pixels.
  const scale = { x: photo.width, y: photo.height, unit: Math.max(photo.width, photo.height) / 100 };
  const drawing = svg("svg", {
    viewBox: `0 0 ${photo.width} ${photo.height}`,
    class: "drawing",
    "aria-hidden": "true",
    focusable: "false",
  });
  const labels = h("ul", { class: "frame-names", "aria-label": "What was found in the photo" });
  people.forEach((person, index) => {
    if (index !== active) drawing.append(otherPerson(person, scale, () => onPerson(index)));
  });
  const person = people[active];
  drawing.append(...headFrame(person.regions.head, scale), skeleton(person.keypoints, scale));
  person.garments.forEach((garment, index) => {
    drawing.append(frame(garment, person.regions[garment.slot]?.estimated ?? false, scale));
    const above = person.garments
      .slice(0, index)
      .filter((earlier) => sameCorner(earlier.box, garment.box)).length;
    labels.append(frameName(garment, names[index], sections[index], above));
  });
  return h("div", { class: "overlay" }, drawing, labels);
}

/** Strengthen one slot's frame, or none. */
export function highlight(container, slot) {
  for (const part of container.querySelectorAll("[data-slot]")) {
    part.classList.toggle("strong", part.dataset.slot === slot);
    part.classList.toggle("faint", slot !== null && part.dataset.slot !== slot);
  }
}

/** Dashed where proportions stood in for what was not seen. */
function frame({ slot, box }, estimated, scale) {
  const place = rectangle(box, scale);
  return svg(
    "g",
    { class: estimated ? "frame estimated" : "frame", "data-slot": slot },
    svg("rect", { ...place, class: "halo" }),
    svg("rect", { ...place, class: "edge" }),
  );
}

const headFrame = (head, scale) =>
  head ? [svg("rect", { ...rectangle(head.box, scale), class: "head" })] : [];

const rectangle = ([x0, y0, x1, y1], { x, y, unit }) => ({
  x: x0 * x,
  y: y0 * y,
  width: (x1 - x0) * x,
  height: (y1 - y0) * y,
  rx: unit,
});

/** A link by its looks and its role, but it moves no address: the page's history is the shopper's way back. */
function frameName({ slot, box }, name, section, above) {
  const onclick = (event) => {
    event.preventDefault();
    focusOn(document.getElementById(section));
  };
  const link = h("a", { class: "frame-name", "data-slot": slot, href: `#${section}`, onclick }, name);
  const [x0, y0, x1] = box;
  const item = h("li", {}, link);
  // Beside its frame where there is room, so that it covers neither face nor garment; else inside of it.
  const side = x0 > ROOM_FOR_NAME ? "before" : x1 < 1 - ROOM_FOR_NAME ? "after" : "inside";
  item.classList.add(side);
  if (side === "before") item.style.setProperty("right", `${(1 - x0) * 100}%`);
  else item.style.setProperty("left", `${(side === "after" ? x1 : x0) * 100}%`);
  item.style.setProperty("top", `calc(${y0 * 100}% + ${above * NAME_HEIGHT_REM}rem)`);
  return item;
}

const sameCorner = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]) < 0.04;

function skeleton(keypoints, scale) {
  const found = new Map(keypoints.map((point) => [point.name, point]));
  const bones = LIMBS.filter(([from, to]) => found.has(from) && found.has(to)).map(([from, to]) => {
    const [a, b] = [found.get(from), found.get(to)];
    return { x1: a.x * scale.x, y1: a.y * scale.y, x2: b.x * scale.x, y2: b.y * scale.y };
  });
  const joints = keypoints.map((point) => ({
    cx: point.x * scale.x,
    cy: point.y * scale.y,
    r: scale.unit * 0.55,
  }));
  return svg(
    "g",
    { class: "skeleton" },
    bones.map((bone) => svg("line", { ...bone, class: "halo" })),
    bones.map((bone) => svg("line", { ...bone, class: "bone" })),
    joints.map((joint) => svg("circle", { ...joint, class: "joint" })),
  );
}

/** The tabs say the same to keyboards and screen readers, so a tap here is a shortcut only. */
function otherPerson({ regions, keypoints }, scale, onTap) {
  const box = (regions.whole ?? regions.upper ?? regions.head)?.box ?? around(keypoints);
  return svg("rect", { ...rectangle(box, scale), class: "other-person", onclick: onTap });
}

function around(keypoints) {
  const [xs, ys] = [keypoints.map((point) => point.x), keypoints.map((point) => point.y)];
  return keypoints.length > 0
    ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
    : [0, 0, 1, 1];
}
