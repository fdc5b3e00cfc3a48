/** The browser's back button leads from a result to the start, as everyone expects on a phone. */

const RESULT = "result";

/** `{ enter, leave }` for the result view; `onBack` when the shopper goes back from it. */
export function wayBack(onBack) {
  let inside = false;
  // A reload keeps the entry's state but not the photo, so the page is at the start again.
  history.replaceState(null, "");
  addEventListener("popstate", (event) => {
    // Jumps to an anchor fire this too; they are no way back.
    if (!inside || location.hash || event.state === RESULT) return;
    inside = false;
    onBack();
  });
  return {
    enter() {
      if (!inside) history.pushState(RESULT, "");
      inside = true;
    },
    leave() {
      if (inside) history.back();
      inside = false;
    },
  };
}
