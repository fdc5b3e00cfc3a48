/** Building elements, and speaking to screen readers. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an HTML element. `on…` attributes are listeners; `false`, `null` and `undefined` leave an attribute out.
 * Text children are set as text, so nothing that a shop or a photo says is ever read as markup.
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Text that only a screen reader meets. */
export function unseen(text) {
  return h("span", { class: "visually-hidden" }, text);
}

/** Say something once to screen readers. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/** Put the keyboard and the screen reader at an element. */
export function focusOn(target) {
  target.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function fill(target, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) target.addEventListener(name.slice(2), value);
    else target.setAttribute(name, value === true ? "" : value);
  }
  target.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return target;
}
