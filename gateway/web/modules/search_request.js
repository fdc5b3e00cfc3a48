/** What is asked of /v1/search, from what was read and what the shopper corrected. Pure functions. */

export const PAGE = 8;
const MOST = 48;

/** Nothing corrected yet: the shop goes by what the photo shows. */
export const UNCORRECTED = Object.freeze({ category: null, colour: null });

export const NO_FILTERS = Object.freeze({
  price_min: null,
  price_max: null,
  in_stock: true,
  brand: null,
  size: null,
});

/** How many of the filters are set. */
export const setFilters = (filters) =>
  Object.keys(NO_FILTERS).filter((name) => filters[name] !== NO_FILTERS[name]).length;

/** The first page for a garment. */
export function firstPage(garment, correction, department, filters) {
  return { query: garment.query, ...correction, gender: department, ...filters, limit: PAGE, cursor: null };
}

/**
 * The page after `shown` products. The photo's own answer carries no cursor, so the first "more" asks for all
 * that is shown and one page beyond it; from then on the cursor leads.
 */
export function nextPage(garment, correction, department, filters, shown, cursor) {
  const limit = cursor ? PAGE : Math.min(shown + PAGE, MOST);
  return { ...firstPage(garment, correction, department, filters), limit, cursor: cursor ?? null };
}

/**
 * Products with the place at which they are shown: which answer named them, and how far down which list: that of the
 * photo ("recommendations"), of a "search", of what "completes" a garment, or of what is "similar" to a product.
 */
export const placed = (products, requestId, list, start = 0) =>
  products.map((product, index) => ({
    ...product,
    place: { request_id: requestId, product_id: product.id, list, position: start + index },
  }));

/** `more` without what is shown already. */
export function unseenProducts(shown, more) {
  const known = new Set(shown.map((product) => product.id));
  return more.filter((product) => !known.has(product.id));
}

/** Price fields as numbers, lower before higher; an empty or senseless one is no limit. */
export function readFilters({ from, to, inStock }) {
  const [low, high] = [price(from), price(to)];
  const swapped = low !== null && high !== null && low > high;
  return { price_min: swapped ? high : low, price_max: swapped ? low : high, in_stock: inStock };
}

function price(text) {
  const amount = Number.parseFloat(String(text).replace(",", "."));
  return Number.isFinite(amount) && amount >= 0 ? amount : null;
}

/** "81%" */
export const percent = (share) => `${Math.round(share * 100)}%`;
