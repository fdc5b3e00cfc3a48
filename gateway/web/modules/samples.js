/** The pictures of ours that can be tried instead of one's own. */

import { h } from "./dom.js";

const LIST = "/assets/samples/samples.json";

/** Fill the list; a shop that ships no samples shows nothing. `onFile` gets the chosen picture as a file. */
export async function offerSamples(container, onFile, onFailure) {
  const samples = await fetch(LIST).then(
    (response) => (response.ok ? response.json() : []),
    () => [],
  );
  if (samples.length === 0) return;
  container.querySelector("ul").replaceChildren(...samples.map((sample) => entry(sample, onFile, onFailure)));
  container.hidden = false;
}

function entry({ photo, thumbnail, description }, onFile, onFailure) {
  const give = () => download(photo).then(onFile, onFailure);
  // On a sharp screen the thumbnail is too coarse: the browser picks.
  const srcset = `${thumbnail} 160w, ${photo} 640w`;
  const picture = h("img", { src: thumbnail, srcset, sizes: "9rem", alt: "", width: 160, height: 240 });
  const label = `Try: ${description}`;
  return h(
    "li",
    {},
    h("button", { type: "button", class: "sample", "aria-label": label, onclick: give }, picture),
  );
}

async function download(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const blob = await response.blob();
  return new File([blob], address.split("/").pop(), { type: blob.type });
}
