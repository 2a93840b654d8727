import type { Place } from "../session/place.ts";
import { carryOut, listeningOf } from "./carry-out.ts";
import { commandOf, type Listening } from "./key-map.ts";

/** Carries out what is pressed anywhere on the page, from now on. Returns how to stop. */
export function followKeys(place: Place): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    // Once the lesson is over the counter listens to nobody; a late key has nothing to do.
    if (event.defaultPrevented || place.seen.phase === "ended") return;
    const command = commandOf(
      {
        code: event.code,
        alt: event.altKey,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        composing: event.isComposing,
        keyCode: event.keyCode,
        repeat: event.repeat,
      },
      listening(place),
    );
    if (command === undefined) return;
    event.preventDefault();
    carryOut(command, place);
  };
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("click", letGoAfterClick);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("click", letGoAfterClick);
  };
}

function listening(place: Place): Listening {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement) return "typing";
  const onControl = active instanceof HTMLButtonElement || active instanceof HTMLAnchorElement;
  return listeningOf(place.panel.value, place, onControl);
}

/**
 * Lets go of a button that the mouse has clicked, so that the next Enter is the terminal's and not
 * the button's again. Dialogs keep what they have.
 */
function letGoAfterClick(event: MouseEvent): void {
  const byPointer = event.detail > 0;
  const active = document.activeElement;
  if (!byPointer || !(active instanceof HTMLButtonElement)) return;
  if (active.closest("[role='dialog']") === null) active.blur();
}
