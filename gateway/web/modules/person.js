/** One person of the photo: which department to look in, and a section for each garment. */

import { chipRow } from "./chips.js";
import { h } from "./dom.js";
import { garmentSection } from "./garment.js";
import { highlight } from "./overlay.js";

const DEPARTMENTS = [
  { value: "female", label: "Woman" },
  { value: "male", label: "Man" },
  { value: "all", label: "All" },
];

/** A guess that is less sure than this is not shown as one: nobody likes to be taken for someone else. */
const SURE_ENOUGH = 0.75;

/**
 * `{ element, department, names, sections }`. What the shopper corrected stays while another person is looked at.
 * `names` are what the garments are called now, and `onName()` says that one has changed.
 */
export function personPanel({ person, index, requestId, vocabulary, stage, unread, unanswered, onName }) {
  let chosen = null;
  const names = person.garments.map((garment) => garment.category.label);
  const sections = person.garments.map((_, position) => `person-${index}-garment-${position}`);
  const garments = person.garments.map((garment, position) =>
    garmentSection({
      garment,
      requestId,
      id: sections[position],
      vocabulary,
      unanswered,
      department: () => chosen,
      onName: (label) => {
        names[position] = label;
        onName();
      },
    }),
  );

  const element = h(
    "div",
    { class: "person" },
    garments.map((garment) => garment.element),
  );
  if (garments.length === 0 && !unread)
    element.append(
      h(
        "p",
        { class: "nothing" },
        "We could not make out any clothes here. A photo from closer up, or with more light, may help.",
      ),
    );
  const mark = (event) => highlight(stage.element, event.target.closest(".garment")?.dataset.slot ?? null);
  for (const kind of ["pointerover", "focusin"]) element.addEventListener(kind, mark);
  element.addEventListener("pointerleave", () => highlight(stage.element, null));

  return {
    element,
    names,
    sections,
    department: chipRow({
      legend: "Department",
      options: DEPARTMENTS,
      chosen: shownDepartment(person.gender),
      onChoose: (department) => {
        chosen = department;
        for (const garment of garments) garment.refresh();
      },
    }),
  };
}

/** The guess still leans the ranking; only a shopper's own choice leaves products out. */
const shownDepartment = ({ label, confidence, source }) =>
  source === "model" && confidence < SURE_ENOUGH ? "all" : label;
