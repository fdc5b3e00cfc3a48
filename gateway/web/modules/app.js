/** The page at `/`: a photo comes in, its answer goes up. */

import { categories, recommend } from "./api.js";
import { offerCamera } from "./camera.js";
import { announce, focusOn, h } from "./dom.js";
import { showFailure } from "./messages.js";
import { photoStage } from "./photo_stage.js";
import { preparePhoto, PhotoError } from "./photo.js";
import { readingPanel } from "./reading.js";
import { showResult } from "./result.js";
import { offerSamples } from "./samples.js";
import { NO_FILTERS } from "./search_request.js";
import { watchUploads } from "./upload.js";
import { wayBack } from "./way_back.js";

const byId = (id) => document.getElementById(id);
const [start, result, failure, newPhoto] = ["start", "result", "failure", "new-photo"].map(byId);

const way = wayBack(goBack);
let underway = new AbortController();
let photo = null;
let turn = 0;

/** What can be corrected to is asked for once, and again only if that failed. */
let vocabulary = null;
const knowVocabulary = () =>
  (vocabulary ??= categories().catch(() => ((vocabulary = null), { slots: {}, colours: {} })));

async function take(file) {
  beginAnew();
  const mine = turn;
  try {
    const prepared = await preparePhoto(file);
    if (mine !== turn) {
      URL.revokeObjectURL(prepared.url); // another photo came while this one was shrunk
      return;
    }
    photo = prepared;
  } catch (error) {
    if (mine === turn) fail(error);
    return;
  }
  await read();
}

async function read() {
  const { signal } = (underway = new AbortController());
  failure.hidden = true;
  const stage = photoStage(photo);
  const reading = readingPanel(goBack);
  const answerColumn = h("div", { class: "answer" }, reading.element);
  result.replaceChildren(stage.element, answerColumn);
  show(result);
  scrollTo({ top: 0 });
  try {
    const shown = stage.image.decode().catch(() => null);
    const [answer, words] = await Promise.all([
      recommend(photo, NO_FILTERS, signal),
      knowVocabulary(),
      shown,
    ]);
    if (signal.aborted) return;
    stage.done();
    answerColumn.replaceChildren();
    showResult({ container: answerColumn, stage, answer, vocabulary: words, onReadAgain: read });
    const title = byId("result-title");
    title.focus({ preventScroll: true });
    announce(title.textContent);
  } catch (error) {
    if (!signal.aborted) fail(error);
  } finally {
    reading.stop();
  }
}

/** Errors of ours are told; anything else is a bug, told kindly and left in the console. */
function fail(error) {
  show(start);
  const again = photo ? [{ label: "Try again", act: read, repeats: true }] : [];
  const other = { label: "Choose another photo", act: () => byId("photo-input").click() };
  showFailure(failure, error, [...again, other], photo?.url);
  focusOn(failure);
  if (!("slug" in error)) console.error(error);
}

function beginAnew() {
  turn += 1;
  underway.abort();
  failure.hidden = true;
  if (photo) URL.revokeObjectURL(photo.url);
  photo = null;
}

function goBack() {
  beginAnew();
  show(start);
  byId("photo-input").focus();
}

function show(view) {
  for (const one of [start, result]) one.hidden = one !== view;
  newPhoto.hidden = view === start;
  if (view === result) way.enter();
  else way.leave();
  if (view === start) result.replaceChildren();
}

newPhoto.addEventListener("click", goBack);
watchUploads({
  inputs: [byId("photo-input"), byId("camera-input")],
  dropArea: byId("drop-area"),
  onFile: take,
  onNothing: () => {
    if (!start.hidden) fail(new PhotoError("no-image"));
  },
});
offerCamera({
  input: byId("camera-input"),
  label: byId("camera-input-label"),
  button: byId("camera-button"),
  dialog: byId("camera"),
  onFile: take,
  onFailure: () => fail(new PhotoError("no-camera")),
});
offerSamples(byId("samples"), take, () => fail(new PhotoError("sample-missing")));
