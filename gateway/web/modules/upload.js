/** The ways a photo gets onto the page: chosen, dropped, pasted. (The camera has its own module.) */

/**
 * Call `onFile(file)` for each photo that is given, and `onNothing()` where something without a file was
 * dropped or pasted.
 */
export function watchUploads({ inputs, dropArea, onFile, onNothing }) {
  for (const input of inputs) watchInput(input, onFile);
  watchDrop(dropArea, onFile, onNothing);
  watchPaste(onFile, onNothing);
}

function watchInput(input, onFile) {
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = ""; // so that choosing the same photo again is a change again
    if (file) onFile(file);
  });
}

/** The whole page takes the drop: a photo that lands beside the window would else replace the page. */
function watchDrop(dropArea, onFile, onNothing) {
  let depth = 0;
  const show = (over) => dropArea.classList.toggle("over", over);
  addEventListener("dragenter", () => show(++depth > 0));
  addEventListener("dragleave", () => show(--depth > 0));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    show((depth = 0) > 0);
    give(event.dataTransfer, onFile, onNothing);
  });
}

function watchPaste(onFile, onNothing) {
  addEventListener("paste", (event) => {
    if (event.target.closest?.("input, textarea")) return;
    give(event.clipboardData, onFile, onNothing);
  });
}

/** The first image of what was dropped or pasted; else the first file, so that its error can be named. */
function give(transfer, onFile, onNothing) {
  const files = [...transfer.files];
  const file = files.find((one) => one.type.startsWith("image/")) ?? files[0];
  if (file) onFile(file);
  else onNothing();
}
