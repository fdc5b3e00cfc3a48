/** The answer to a photo: the photo with what was seen in it, and for each person the garments and products. */

import { h } from "./dom.js";
import { count, degradedSentences } from "./messages.js";
import { overlay } from "./overlay.js";
import { personTabs } from "./people.js";
import { personPanel } from "./person.js";

const PANEL_ID = "person-panel";

/**
 * Fill `container` with a RecommendationsResponse; `stage` is what `photo_stage.js` made of the photo, and
 * `onReadAgain` sends the photo once more.
 */
export function showResult({ container, stage, answer, vocabulary, onReadAgain }) {
  let active = 0;
  const [unread, unanswered] = ["clothes", "recommender"].map((part) => answer.degraded.includes(part));
  const people = answer.people.map((person, index) =>
    personPanel({
      person,
      index,
      requestId: answer.request_id,
      vocabulary,
      stage,
      unread,
      unanswered,
      onName: () => draw(),
    }),
  );
  const tabs = h("div", { class: "tabs-place", hidden: people.length < 2 });
  const department = h("div");
  const panel = h("div", { id: PANEL_ID });

  container.append(
    h(
      "header",
      { class: "findings" },
      h("h1", { id: "result-title", tabindex: -1 }, headline(answer)),
      degraded(answer, onReadAgain),
    ),
    tabs,
    h(
      "div",
      { class: "narrowing", hidden: people.every((person) => person.sections.length === 0) },
      department,
    ),
    panel,
  );

  function showPerson(index, { fromTabs = false } = {}) {
    active = index;
    if (people.length > 1) {
      const bar = personTabs({
        people: answer.people,
        active,
        image: stage.image,
        panelId: PANEL_ID,
        onChoose: showPerson,
      });
      tabs.replaceChildren(bar);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `person-tab-${index}`);
      if (fromTabs) bar.querySelector('[aria-selected="true"]').focus();
    }
    department.replaceChildren(people[active].department);
    panel.replaceChildren(people[active].element);
    draw();
  }

  function draw() {
    const { names, sections } = people[active];
    stage.draw(
      overlay({ photo: answer.photo, people: answer.people, active, names, sections, onPerson: showPerson }),
    );
  }

  if (people.length > 0) showPerson(0);
}

function headline({ subject, people, degraded: parts }) {
  const garments = people.reduce((sum, person) => sum + person.garments.length, 0);
  if (garments === 0 && parts.includes("clothes")) return "That did not work this time";
  if (garments === 0) return "No clothes found";
  if (subject === "garment") return "We read your photo as one piece";
  return people.length > 1
    ? `${count(garments, "piece")} on ${people.length} people`
    : `We found ${count(garments, "piece")}`;
}

function degraded({ degraded: parts }, onReadAgain) {
  if (parts.length === 0) return null;
  return h(
    "div",
    { class: "notice gentle" },
    degradedSentences(parts).map((text) => h("p", {}, text)),
    h(
      "div",
      { class: "notice-actions" },
      h(
        "button",
        { type: "button", class: "button quiet small", onclick: onReadAgain },
        "Read the photo again",
      ),
    ),
  );
}
