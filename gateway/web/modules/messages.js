/** What a shopper is told when something goes wrong: what happened, what to do, and whether trying again can help. */

import { h } from "./dom.js";

const BY_SLUG = {
  offline: ["You are offline", "Check your connection. Your photo is still here."],
  unreachable: ["We can't reach the shop", "The connection broke on the way. Your photo is still here."],
  timeout: ["That took too long", "The shop did not answer in time. Your photo is still here."],
  "stale-query": ["This reading has grown old", "Add the photo again for fresh results."],
  "no-products": ["The shelves did not answer in time", "Your photo was read all the same."],
  empty: ["That file is empty", "Choose the photo again, or another one."],
  "unreadable-here": [
    "Your browser can't open this photo",
    "Choose a JPEG, PNG or WebP photo. A screenshot of it works too.",
  ],
  "no-image": ["There was no photo in that", "Save the picture first, then drop or paste the file itself."],
  "no-camera": [
    "The camera stays off",
    "Allow the camera for this page in your browser, or choose a photo instead.",
  ],
  "sample-missing": ["That sample did not load", "Try another one, or choose a photo of your own."],
};

const BY_STATUS = {
  404: ["We don't have that any more", "It may have left the shop since."],
  408: ["That took too long", "Your photo did not arrive in time. A smaller one travels faster."],
  413: ["That photo is too large", "Choose a smaller one, or send a screenshot of it."],
  415: ["That is not a photo we can read", "Choose a JPEG, PNG or WebP photo."],
  422: ["We can't work with that photo", "Choose one where the clothes are clear to see."],
  429: ["A little slower, please", "Many photos came from you in a short time."],
  503: ["The shop is very busy", "It will have time for your photo in a moment."],
  504: ["That took too long", "The shop is slow just now. Your photo is still here."],
};

const FALLBACK = ["Something went wrong on our side", "It is noted. Trying again often helps."];

/** Trying the same thing again can't help with these. */
const FINAL_STATUS = new Set([404, 413, 415, 422]);
const FINAL_SLUG = new Set([
  "empty",
  "unreadable-here",
  "no-image",
  "no-camera",
  "sample-missing",
  "stale-query",
]);

/** `{ title, advice, retry, reference }` for an `ApiError` or a `PhotoError`. */
export function explain(error) {
  const slug = error.slug === "not-an-image" ? null : error.slug;
  const status = error.slug === "not-an-image" ? 415 : error.status;
  const [title, advice] = BY_SLUG[slug] ?? BY_STATUS[status] ?? FALLBACK;
  const wait = error.retryAfter ? ` Try again in ${count(error.retryAfter, "second")}.` : "";
  return {
    title,
    advice: advice + wait,
    retry: !FINAL_SLUG.has(slug) && !FINAL_STATUS.has(status),
    reference: status >= 500 ? (error.requestId ?? "") : "",
  };
}

/** Fill and show a `role="alert"` element; `actions` are `{ label, act, repeats }`, the first one is the main one. */
export function showFailure(target, error, actions, picture = null) {
  const { title, advice, retry, reference } = explain(error);
  const offered = actions.filter((action) => retry || !action.repeats);
  target.replaceChildren(
    ...(picture ? [pictureOf(picture)] : []),
    h("h2", {}, title),
    h("p", {}, advice),
    h(
      "div",
      { class: "notice-actions" },
      offered.map(({ label, act }, index) =>
        h(
          "button",
          { type: "button", class: index === 0 ? "button primary" : "button quiet", onclick: act },
          label,
        ),
      ),
    ),
    ...(reference ? [h("p", { class: "reference" }, `Reference: ${reference}`)] : []),
  );
  target.hidden = false;
}

/** A photo that the browser can't show is left out. */
function pictureOf(address) {
  const image = h("img", {
    class: "notice-picture",
    src: address,
    alt: "Your photo",
    onerror: () => image.remove(),
  });
  return image;
}

const DEGRADED = {
  pose: "We could not look for people in time, so the whole photo was read as one outfit.",
  gender: "We could not guess the department, so you see all of them. Choose one below.",
  clothes: "We could not read the clothes in time. Your photo is still here.",
  recommender: "The shop's shelves did not answer in time. Your photo was read all the same.",
};

/** A polite sentence for each part that did not answer in time; without the clothes the others say nothing. */
export function degradedSentences(parts) {
  const worth = parts.includes("clothes") ? ["clothes"] : parts;
  return worth.map((part) => DEGRADED[part] ?? "A part of the answer is missing this time.");
}

/** "1 product", "8 products". */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
