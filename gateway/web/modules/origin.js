/**
 * Which answer led to a page of the demo shop, so that a purchase counts for it. It travels in the address's
 * fragment, which browsers send to nobody.
 */

const SHOP = "/shop/";
const LISTS = ["recommendations", "search", "completes", "similar"];

/** A product's link; one that leads to the demo shop says where it was followed. */
export const linkFrom = ({ link, place }) =>
  place && link.startsWith(SHOP) ? `${link}#${new URLSearchParams(place)}` : link;

/** `{ request_id, product_id, list, position }` of this page's address, or null where it does not say. */
export function originOf(fragment) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const [request, product, position] = ["request_id", "product_id", "position"].map((name) => said.get(name));
  if (!request || !product || !/^\d{1,3}$/.test(position ?? "")) return null;
  const list = LISTS.find((one) => one === said.get("list"));
  return { request_id: request, product_id: product, ...(list && { list }), position: Number(position) };
}
