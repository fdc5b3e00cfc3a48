/** A shopper's file made ready to send: upright, in a format the shop reads, and no larger than it needs to be. */

const SENT_AS_IT_IS = new Set(["image/jpeg", "image/png", "image/webp"]);
const MAX_BYTES = 4 * 1024 * 1024;
const LONGEST_SIDE = 2048;
const JPEG_QUALITY = 0.9;

/** A file that can't be sent; `slug` as in `ApiError`. */
export class PhotoError extends Error {
  constructor(slug) {
    super(slug);
    this.slug = slug;
  }
}

/**
 * `{ blob, name, url }` of what will be sent; `url` shows it on the page.
 * Phones take 12 to 48 megapixels and HEIC: both are turned into a JPEG of at most 2048 pixels here, because
 * the networks look at far fewer pixels and a phone's uplink is the slowest part of the way.
 */
export async function preparePhoto(file) {
  if (file.size === 0) throw new PhotoError("empty");
  if (!looksLikeImage(file)) throw new PhotoError("not-an-image");
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap && !SENT_AS_IT_IS.has(file.type)) throw new PhotoError("unreadable-here");
  // A JPEG that the browser can't open is sent as it is: the shop says best what is wrong with it.
  const asItIs =
    !bitmap || (SENT_AS_IT_IS.has(file.type) && file.size <= MAX_BYTES && longest(bitmap) <= LONGEST_SIDE);
  const blob = asItIs ? file : await shrink(bitmap);
  bitmap?.close();
  return { blob, name: asItIs ? file.name || "photo" : "photo.jpg", url: URL.createObjectURL(blob) };
}

/** Width and height after shrinking so that the longest side is at most `limit`; never enlarges. */
export function fitted(width, height, limit = LONGEST_SIDE) {
  const scale = Math.min(1, limit / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function shrink(bitmap) {
  const canvas = Object.assign(document.createElement("canvas"), fitted(bitmap.width, bitmap.height));
  const context = canvas.getContext("2d");
  context.fillStyle = "white"; // JPEG has no transparency: a cut-out garment stands on white
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    const done = (blob) => (blob ? resolve(blob) : reject(new PhotoError("unreadable-here")));
    canvas.toBlob(done, "image/jpeg", JPEG_QUALITY);
  });
}

const longest = (bitmap) => Math.max(bitmap.width, bitmap.height);

/** Windows and some Android galleries give HEIC files no type at all. */
const looksLikeImage = (file) =>
  file.type.startsWith("image/") || /\.(heic|heif|avif|jpe?g|png|webp)$/i.test(file.name ?? "");
