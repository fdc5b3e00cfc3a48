/** One garment of the photo: what it was taken for, the chips that correct it, and the products that match. */

import { ApiError, search } from "./api.js";
import { categoryChips, colourChips } from "./corrections.js";
import { announce, h } from "./dom.js";
import { count, showFailure } from "./messages.js";
import { placeholderCards, productCard } from "./product_card.js";
import { firstPage, nextPage, PAGE, UNCORRECTED, unseenProducts } from "./search_request.js";

/**
 * `{ element, refresh }` for one garment. `scope` answers, at any time, what holds for the whole page:
 * `department()` (null until the shopper chose) and `filters()`. `refresh()` asks again for the first page.
 * `onName(label)` is called when the shopper says that it is another piece. `unanswered`: the photo was read, but
 * the shelves did not answer.
 */
export function garmentSection({ garment, id, vocabulary, scope, onName, unanswered }) {
  let correction = { ...UNCORRECTED };
  let shown = garment.recommendations;
  let cursor; // undefined until the first search, null on the last page
  let underway = new AbortController();

  const list = h("ul", { class: "product-grid shelf", "aria-labelledby": id });
  const failure = h("div", { class: "notice failure", role: "alert", hidden: true });
  const nothing = h(
    "p",
    { class: "nothing", hidden: true },
    "Nothing on our shelves fits this just now. Try another colour, or a wider price.",
  );
  const more = h(
    "button",
    { type: "button", class: "button more-products", onclick: () => showMore() },
    "Show more",
  );
  const title = h("h2", { id, tabindex: -1 });

  const element = h(
    "section",
    { class: "garment", "data-slot": garment.slot, "aria-labelledby": id },
    h("header", {}, title),
    h(
      "div",
      { class: "corrections" },
      categoryChips(garment, vocabulary, correct),
      colourChips(garment, vocabulary, correct),
    ),
    failure,
    list,
    nothing,
    more,
  );

  function correct(change) {
    correction = { ...correction, ...change };
    drawName();
    if (change.category) onName(change.category);
    return refresh();
  }

  const drawName = () => (title.textContent = correction.category ?? garment.category.label);

  function draw() {
    drawName();
    list.replaceChildren(...shown.map(productCard));
    nothing.hidden = shown.length > 0 || !failure.hidden;
    more.hidden = cursor === null || shown.length < PAGE;
  }

  async function refresh() {
    await ask(firstPage(garment, correction, scope.department(), scope.filters()), refresh, (answer) => {
      shown = answer.recommendations;
      cursor = answer.cursor;
      draw();
      announce(`${title.textContent}: ${count(shown.length, "product")}`);
    });
  }

  async function showMore() {
    const body = nextPage(garment, correction, scope.department(), scope.filters(), shown.length, cursor);
    await ask(body, showMore, (answer) => {
      const added = unseenProducts(shown, answer.recommendations);
      shown = [...shown, ...added];
      cursor = answer.cursor;
      list.append(...added.map(productCard));
      more.hidden = cursor === null || added.length === 0;
      if (added.length > 0) list.children[shown.length - added.length].querySelector("a").focus();
      announce(`${count(added.length, "more product")} shown`);
    });
  }

  /** One search at a time: the newest correction wins, and a slow answer to an older one is never shown. */
  async function ask(body, again, onAnswer) {
    underway.abort();
    underway = new AbortController();
    const { signal } = underway;
    failure.hidden = true;
    more.disabled = true;
    list.setAttribute("aria-busy", "true");
    if (shown.length === 0) list.replaceChildren(...placeholderCards(4));
    nothing.hidden = true;
    try {
      const answer = await search(body, signal);
      if (!signal.aborted) onAnswer(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      list.replaceChildren(...shown.map(productCard));
      // A token has a lifetime and a catalog moves on; nothing else about these requests can be unusable.
      tell(error.status === 422 ? new ApiError("stale-query") : error, again);
    } finally {
      if (!signal.aborted) {
        list.removeAttribute("aria-busy");
        more.disabled = false;
      }
    }
  }

  function tell(error, again) {
    showFailure(failure, error, [{ label: "Try again", act: again, repeats: true }]);
  }

  if (unanswered) tell(new ApiError("no-products"), refresh);
  draw();
  return { element, refresh };
}
