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

/**
 * Fill `container` with a RecommendationsResponse; `stage` is what `photo_stage.js` made of the photo, and
 * `onReadAgain` sends the photo once more.
 */
export function showResult({ container, stage, answer, vocabulary, onReadAgain }) {
  let filters = NO_FILTERS;
  let active = 0;
  const unanswered = answer.degraded.includes("recommender");
  const people = answer.people.map((person, index) =>
    personPanel({ person, index, vocabulary, stage, unanswered, filters: () => filters, onName: () => draw() }));
  const tabs = h("div", { class: "tabs-place", hidden: people.length < 2 });
  const department = h("div");
  const panel = h("div", { id: PANEL_ID });

  container.append(
    h("header", { class: "findings" }, h("h1", { id: "result-title", tabindex: -1 }, headline(answer)),
      degraded(answer, onReadAgain)),
    tabs,
    h("div", { class: "narrowing", hidden: people.every((person) => person.sections.length === 0) }, department, filterBar(filters, (next) => {
      filters = next;
      for (const person of people) person.goStale();
      people[active].refreshIfStale();
    })),
    panel,
  );

  function showPerson(index, { fromTabs = false } = {}) {
    active = index;
    if (people.length > 1) {
      const bar = personTabs({ people: answer.people, active, image: stage.image, panelId: PANEL_ID, onChoose: showPerson });
      tabs.replaceChildren(bar);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `person-tab-${index}`);
      if (fromTabs) bar.querySelector('[aria-selected="true"]').focus();
    }
    department.replaceChildren(people[active].department);
    panel.replaceChildren(people[active].element);
    draw();
    people[active].refreshIfStale();
  }

  function draw() {
    const { names, sections } = people[active];
    stage.draw(overlay({ photo: answer.photo, people: answer.people, active, names, sections, onPerson: showPerson }));
  }

  if (people.length > 0) showPerson(0);
}

/** One person's department chips and garments; what the shopper corrected stays while another person is looked at. */
function personPanel({ person, index, vocabulary, stage, unanswered, filters, onName }) {
  let chosen = null;
  let stale = false;
  const names = person.garments.map((garment) => garment.category.label);
  const sections = person.garments.map((_, position) => `person-${index}-garment-${position}`);
  const garments = person.garments.map((garment, position) => garmentSection({
    garment, id: sections[position], vocabulary, unanswered, scope: { department: () => chosen, filters },
    onName: (label) => {
      names[position] = label;
      onName();
    },
  }));
  const refresh = () => garments.map((garment) => garment.refresh());

  const element = h("div", { class: "person" }, garments.map((garment) => garment.element));
  if (garments.length === 0) element.append(h("p", { class: "nothing" },
    "We could not make out any clothes here. A photo from closer up, or with more light, may help."));
  const mark = (event) => highlight(stage.element, event.target.closest(".garment")?.dataset.slot ?? null);
  for (const kind of ["pointerover", "focusin"]) element.addEventListener(kind, mark);
  element.addEventListener("pointerleave", () => highlight(stage.element, null));

  return {
    element, names, sections,
    department: chipRow({
      legend: "Department", options: DEPARTMENTS, chosen: person.gender.label,
      onChoose: (department) => {
        chosen = department;
        refresh();
      },
    }),
    goStale: () => (stale = true),
    refreshIfStale() {
      if (stale) refresh();
      stale = false;
    },
  };
}

function headline({ subject, people }) {
  const garments = people.reduce((sum, person) => sum + person.garments.length, 0);
  if (garments === 0) return "No clothes found";
  if (subject === "garment") return "We read your photo as one piece";
  return people.length > 1 ? `${count(garments, "piece")} on ${people.length} people` : `We found ${count(garments, "piece")}`;
}

function degraded({ degraded: parts }, onReadAgain) {
  if (parts.length === 0) return null;
  return h("div", { class: "notice gentle" },
    degradedSentences(parts).map((text) => h("p", {}, text)),
    h("div", { class: "notice-actions" },
      h("button", { type: "button", class: "button quiet small", onclick: onReadAgain }, "Read the photo again")));
}
