/** One garment of the photo: what it was taken for, the chips that correct it, the products that match or go with it. */

import { ApiError, search } from "./api.js";
import { categoryChips, colourChips } from "./corrections.js";
import { announce, h } from "./dom.js";
import { filterPanel } from "./filters.js";
import { count, showFailure } from "./messages.js";
import { placeholderCards, productCard } from "./product_card.js";
import {
  firstPage,
  nextPage,
  PAGE,
  placed,
  setFilters,
  UNCORRECTED,
  unseenProducts,
} from "./search_request.js";

/**
 * `{ element, refresh }` for one garment of the answer `requestId`. `department()` says, at any time, which one the
 * shopper chose (null until then). `refresh()` asks again for the first page. `onName(label)` is called when the
 * shopper says that it is another piece. `unanswered`: the photo was read, but the shelves did not answer.
 */
export function garmentSection({ garment, requestId, id, vocabulary, department, onName, unanswered }) {
  let correction = { ...UNCORRECTED };
  let shown = placed(garment.recommendations, requestId, "recommendations");
  let completing = placed(garment.completes ?? [], requestId, "completes");
  let facets = null; // counted by the first search, which the filters' panel asks for if nothing else did
  let cursor; // undefined until the first search, null on the last page
  let underway = new AbortController();

  const list = h("ul", { class: "product-grid shelf", "aria-labelledby": id });
  const failure = h("div", { class: "notice failure", role: "alert", hidden: true });
  const nothing = h(
    "div",
    { class: "nothing", hidden: true },
    h("p", {}, "Nothing on our shelves fits this just now. Try another colour, or fewer filters."),
  );
  const more = h(
    "button",
    { type: "button", class: "button more-products", onclick: () => showMore() },
    "Show more",
  );
  const title = h("h2", { id, tabindex: -1 });
  const goesWith = h("ul", { class: "product-grid shelf", "aria-labelledby": `${id}-completes` });
  const completes = h(
    "section",
    { class: "completes", "aria-labelledby": `${id}-completes ${id}` },
    h("h3", { id: `${id}-completes` }, "Goes with it"),
    goesWith,
  );
  const filters = filterPanel({
    id: `${id}-filters`,
    titleId: id,
    onOpen: () => facets ?? countFacets(),
    onChange: () => refresh(),
  });
  const unfilter = h(
    "button",
    { type: "button", class: "button small", onclick: filters.clear },
    "Clear filters",
  );

  const element = h(
    "section",
    { class: "garment", "data-slot": garment.slot, "aria-labelledby": id },
    h("header", {}, title, filters.toggle),
    h(
      "div",
      { class: "corrections" },
      categoryChips(garment, vocabulary, correct),
      colourChips(garment, vocabulary, correct),
    ),
    filters.panel,
    failure,
    list,
    nothing,
    more,
    completes,
  );

  function correct(change) {
    correction = { ...correction, ...change };
    drawName();
    if (change.category) onName(change.category);
    return refresh();
  }

  const drawName = () => (title.textContent = correction.category ?? garment.category.label);

  const card = (product) => productCard(product, vocabulary.colours);

  function draw() {
    drawName();
    list.replaceChildren(...shown.map(card));
    nothing.hidden = shown.length > 0 || !failure.hidden;
    unfilter.hidden = setFilters(filters.current()) === 0;
    more.hidden = cursor === null || shown.length < PAGE;
    goesWith.replaceChildren(...completing.map((product) => productCard(product, vocabulary.colours, "h4")));
    completes.hidden = completing.length === 0;
    filters.draw(facets);
  }

  const question = () => [garment, correction, department(), filters.current()];

  async function refresh() {
    await ask(firstPage(...question()), refresh, (answer) => {
      shown = placed(answer.recommendations, answer.request_id, "search");
      completing = placed(answer.completes ?? [], answer.request_id, "completes");
      ({ cursor, facets } = answer);
      draw();
      announce(`${title.textContent}: ${count(facets?.total ?? shown.length, "product")}`);
    });
  }

  /** What is shown stays as it is. */
  async function countFacets() {
    await ask({ ...firstPage(...question()), limit: 1 }, countFacets, (answer) => {
      ({ facets } = answer);
      draw();
    });
  }

  async function showMore() {
    await ask(nextPage(...question(), shown.length, cursor), showMore, (answer) => {
      const next = unseenProducts(shown, answer.recommendations);
      const added = placed(next, answer.request_id, "search", shown.length);
      shown = [...shown, ...added];
      ({ cursor, facets } = answer);
      list.append(...added.map(card));
      filters.draw(facets);
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
      if (error.slug === "expired") {
        cursor = undefined; // its catalog is closed: the one of today shows what comes after all that is shown
        return again();
      }
      list.replaceChildren(...shown.map(card));
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

  nothing.append(unfilter);
  if (unanswered) tell(new ApiError("no-products"), refresh);
  draw();
  return { element, refresh };
}
