/**
 * The gateway's public API. Every answer has its `request_id`, and every failure is one `ApiError`, whatever went
 * wrong on the way.
 */

const PHOTO_TIMEOUT_MS = 30_000;
const SEARCH_TIMEOUT_MS = 12_000;

/** A failed request: `slug` ends the problem's `type` ("too-large"), or is "offline", "unreachable" or "timeout". */
export class ApiError extends Error {
  constructor(slug, { status = 0, detail = "", retryAfter = null, requestId = "" } = {}) {
    super(detail || slug);
    this.slug = slug;
    this.status = status;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }
}

/** Read a photo. `photo` is `{ blob, name }`; answers a RecommendationsResponse. */
export function recommend(photo, filters, signal) {
  const form = new FormData();
  form.append("photo", photo.blob, photo.name);
  form.append("people", "all");
  for (const [name, value] of Object.entries(filters)) if (value !== null) form.append(name, String(value));
  return request("/v1/recommendations", { method: "POST", body: form, signal }, PHOTO_TIMEOUT_MS);
}

/** Ask again for one garment without the photo; answers a SearchResponse. */
export function search(body, signal) {
  const headers = { "Content-Type": "application/json" };
  return request(
    "/v1/search",
    { method: "POST", headers, body: JSON.stringify(body), signal },
    SEARCH_TIMEOUT_MS,
  );
}

/** What can be asked for: categories by slot, departments, colour names with hex. */
export const categories = () => request("/v1/categories", {}, SEARCH_TIMEOUT_MS);

/** One product. */
export const product = (id) => request(`/v1/products/${encodeURIComponent(id)}`, {}, SEARCH_TIMEOUT_MS);

/** Products that look like one product. */
export const similar = (id) =>
  request(`/v1/products/${encodeURIComponent(id)}/similar`, {}, SEARCH_TIMEOUT_MS);

async function request(path, options, timeoutMs) {
  const { signal: given, ...rest } = options;
  const clock = AbortSignal.timeout(timeoutMs);
  const signal = either(given, clock);
  try {
    const response = await fetch(path, { ...rest, signal });
    if (!response.ok) throw await problem(response);
    return { request_id: response.headers.get("X-Request-ID"), ...(await response.json()) };
  } catch (error) {
    if (error instanceof ApiError || given?.aborted) throw error;
    if (clock.aborted) throw new ApiError("timeout");
    throw new ApiError(navigator.onLine ? "unreachable" : "offline");
  }
}

/** Aborts with the first of two signals; `AbortSignal.any` is not in every browser of the last three years. */
function either(given, clock) {
  if (!given) return clock;
  const both = new AbortController();
  for (const one of [given, clock]) {
    if (one.aborted) both.abort(one.reason);
    else one.addEventListener("abort", () => both.abort(one.reason), { once: true });
  }
  return both.signal;
}

/** RFC 9457 problem details, or whatever stands in for them where a proxy answered. */
async function problem(response) {
  const body = await response.json().catch(() => ({}));
  return new ApiError(
    String(body.type ?? "")
      .split(":")
      .pop() || `http-${response.status}`,
    {
      status: response.status,
      detail: body.detail,
      retryAfter: seconds(response.headers.get("Retry-After")),
      requestId: body.request_id ?? response.headers.get("X-Request-ID"),
    },
  );
}

/** `Retry-After` in seconds; the header may be a date. */
function seconds(header) {
  if (!header) return null;
  const wait = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(wait) ? Math.max(1, Math.ceil(wait)) : null;
}
