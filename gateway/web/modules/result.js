/** The answer to a photo: the photo with what was seen in it, and for each person the garments and products. */

import { chipRow } from "./chips.js";
import { h } from "./dom.js";
import { filterBar } from "./filters.js";
import { garmentSection } from "./garment.js";
import { count, degradedSentences } from "./messages.js";
import { highlight, overlay } from "./overlay.js";
import { personTabs } from "./people.js";
import { NO_FILTERS } from "./search_request.js";

const DEPARTMENTS = [
  { value: "female", label: "Woman" },
  { value: "male", label: "Man" },
  { value: "all", label: "All" },
];
const PANEL_ID = "person-panel";

/** Fill `container` with a RecommendationsResponse; `stage` is the photo from `photo_stage.js`. */
export function showResult({ container, stage, answer, vocabulary }) {
  const drafts = answer.people.map(() => ({ department: null, sections: null, stale: false, panel: null }));
  let filters = NO_FILTERS;
  let active = 0;
  const tabs = h("div");
  const panel = h("div", { id: PANEL_ID, class: "person-panel" });

  container.append(
    h("header", { class: "findings" }, h("h2", { id: "result-title", tabindex: -1 }, headline(answer)), degraded(answer)),
    filterBar(filters, (next) => {
      filters = next;
      for (const draft of drafts) draft.stale = draft.sections !== null;
      refreshIfStale();
    }),
    tabs,
    panel,
  );

  function showPerson(index, { byKeyboard = false } = {}) {
    active = index;
    const draft = drafts[index];
    draft.panel ??= personPanel(answer, index, draft, () => filters, vocabulary, stage);
    const bar = personTabs({ people: answer.people, active, image: stage.image, panelId: PANEL_ID, onChoose: showPerson });
    if (bar) {
      tabs.replaceChildren(bar);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `person-tab-${index}`);
      if (byKeyboard) bar.querySelector('[aria-selected="true"]').focus();
    }
    panel.replaceChildren(draft.panel);
    stage.draw(overlay({
      photo: answer.photo, people: answer.people, active, onPerson: showPerson,
      garmentId: (garment) => sectionId(index, garment),
    }));
    refreshIfStale();
  }

  function refreshIfStale() {
    const draft = drafts[active];
    if (!draft.stale) return;
    draft.stale = false;
    for (const section of draft.sections) section.refresh();
  }

  showPerson(0);
}

function personPanel(answer, index, draft, filters, vocabulary, stage) {
  const person = answer.people[index];
  const scope = { department: () => draft.department, filters };
  draft.sections = person.garments.map((garment, position) =>
    garmentSection({ garment, id: sectionId(index, position), vocabulary, scope }));
  const onChoose = (department) => {
    draft.department = department;
    for (const section of draft.sections) section.refresh();
  };
  const guessed = person.gender.source === "model" ? "our guess, yours to change" : "";
  const row = chipRow({ legend: "Department", options: DEPARTMENTS, chosen: person.gender.label, onChoose });
  if (guessed) row.append(h("p", { class: "aside" }, guessed));

  const body = h("div", { class: "person" }, row, draft.sections.map((section) => section.element));
  if (person.garments.length === 0) {
    body.append(h("p", { class: "nothing" }, "We found someone, but could not make out the clothes. A photo from closer up may help."));
  }
  const mark = (event) => highlight(stage.element, event.target.closest?.(".garment")?.dataset.slot ?? null);
  for (const kind of ["pointerover", "focusin"]) body.addEventListener(kind, mark);
  body.addEventListener("pointerleave", () => highlight(stage.element, null));
  return body;
}

const sectionId = (person, garment) => `person-${person}-garment-${garment}`;

function headline({ subject, people }) {
  const garments = people.reduce((sum, person) => sum + person.garments.length, 0);
  if (subject === "garment") return "We read your photo as one piece";
  if (garments === 0) return "No clothes found";
  return people.length > 1 ? `${count(garments, "piece")} on ${people.length} people` : `We found ${count(garments, "piece")}`;
}

function degraded(answer) {
  if (answer.degraded.length === 0) return null;
  return h("div", { class: "notice gentle", role: "status" }, degradedSentences(answer.degraded).map((text) => h("p", {}, text)));
}
