// Faults of the catalogue, armed at a device or on its cable.

import { element } from "./shared/control.js";

/**
 * The form that arms a fault: which, and when.
 *
 * @param arm makes it go wrong: `cable.drop,bytes=200`
 * @returns the element, and what brings its texts up to date with the language
 */
export function createFaultForm(view, page, arm) {
  const form = element("form", "", "fault");
  const which = element("select");
  which.dataset.label = "fault";
  const options = view.faults.map(({ fault, means }) => {
    const option = element("option");
    option.value = fault;
    return { option, means };
  });
  which.append(...options.map(({ option }) => option));
  const when = element("input");
  when.dataset.label = "faultWhen";
  when.autocomplete = "off";
  const go = element("button");
  go.type = "submit";
  form.append(which, when, go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = when.value.trim();
    arm(said === "" ? which.value : `${which.value},${said}`);
  });
  const update = () => {
    for (const { option, means } of options) option.textContent = means[page.language()];
    when.placeholder = page.say("faultExample");
    go.textContent = page.say("arm");
  };
  return { form, update };
}
