/**
 * Tells the shop what was seen, opened and bought, so that it can learn which answers were good: product, its place
 * and the answer's id, and nothing about the shopper. Nobody ever waits for it, and a browser that asks not to be
 * tracked (Global Privacy Control) sends nothing.
 */

const ADDRESS = "/v1/events";
const SEEN_AFTER_MS = 1_000;
const HALF = 0.5;
const PAUSE_MS = 4_000;
const MOST_AT_ONCE = 100;
const TRIES = 3;

const places = new WeakMap();
const timers = new WeakMap();
const recorded = new Set();
let waiting = [];
let pause = null;

const observer = new IntersectionObserver(onSight, { threshold: HALF });

/** Count a card as seen once half of it was in sight for a second, and as opened when its link is followed. */
export function watch(card, link, place) {
  places.set(card, place);
  observer.observe(card);
  for (const kind of ["click", "auxclick"])
    link.addEventListener(kind, ({ button }) => button < 2 && record("click", place));
}

/** `type` is "view", "click" or "buy"; `place` is `{ request_id, product_id, list, position }`. */
export function record(type, place) {
  const key = [type, place.request_id, place.product_id].join(" ");
  if (navigator.globalPrivacyControl || recorded.has(key)) return;
  recorded.add(key);
  waiting.push({ event: { type, ...place }, tries: 0 });
  pause ??= setTimeout(() => flush(post), PAUSE_MS);
}

/** Events by the answer that they belong to, at most a hundred each: the shop refuses all of a batch or none. */
export function batches(events) {
  const byAnswer = new Map();
  for (const one of events) {
    const { request_id: id } = one.event;
    byAnswer.set(id, [...(byAnswer.get(id) ?? []), one]);
  }
  return [...byAnswer.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MOST_AT_ONCE) }, (_, index) =>
      group.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
    ),
  );
}

function onSight(entries) {
  for (const { target, intersectionRatio } of entries) {
    clearTimeout(timers.get(target));
    if (intersectionRatio >= HALF)
      timers.set(
        target,
        setTimeout(() => onSeen(target), SEEN_AFTER_MS),
      );
  }
}

/** A second in a tab that nobody looks at counts for nothing. */
function onSeen(card) {
  if (document.visibilityState === "hidden") return;
  observer.unobserve(card);
  record("view", places.get(card));
}

function flush(send) {
  clearTimeout(pause);
  pause = null;
  const leaving = waiting;
  waiting = [];
  for (const batch of batches(leaving)) send(batch);
}

async function post(batch) {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(ADDRESS, { method: "POST", headers, body: bodyOf(batch), keepalive: true });
    if (response.status === 429 || response.status >= 500) again(batch);
  } catch {
    again(batch);
  }
}

function again(batch) {
  waiting.push(
    ...batch.map(({ event, tries }) => ({ event, tries: tries + 1 })).filter(({ tries }) => tries < TRIES),
  );
  if (waiting.length > 0) pause ??= setTimeout(() => flush(post), 2 * PAUSE_MS);
}

/** The browser sends a beacon even when the page is gone. */
const beacon = (batch) =>
  navigator.sendBeacon(ADDRESS, new Blob([bodyOf(batch)], { type: "application/json" }));

const bodyOf = (batch) => JSON.stringify({ events: batch.map(({ event }) => event) });

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush(beacon);
});
