import type { Place } from "../session/place.ts";
import { learnSlowWedge, wedgeOn, wedgePrefix, wedgeSlow } from "../session/settings.ts";
import { carryOut, listeningOf } from "./carry-out.ts";
import { commandOf, type Listening } from "./key-map.ts";
import { NO_PACE, SLOW_GAP_MS_MAX, stepPace } from "./pace.ts";
import { answerTo, isStripe } from "./reading.ts";
import {
  GAP_MS_MAX,
  NOBODY_TYPES,
  stepWedge,
  type TypedKey,
  type WedgeSettings,
  type WedgeStep,
} from "./wedge.ts";

/** Carries out what is pressed anywhere on the page, from now on. Returns how to stop. */
export function followKeys(place: Place): () => void {
  const wedge = followWedge(place);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (press(keyOf(event), place)) event.preventDefault();
  };
  document.addEventListener("keydown", wedge.onKeyDown, { capture: true });
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("click", letGoAfterClick);
  return () => {
    wedge.stop();
    document.removeEventListener("keydown", wedge.onKeyDown, { capture: true });
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("click", letGoAfterClick);
  };
}

/** Does what a key asks for, if it asks for anything. Once the lesson is over nobody listens. */
function press(key: TypedKey, place: Place): boolean {
  if (place.seen.phase === "ended") return false;
  const command = commandOf(key, listening(place));
  if (command === undefined) return false;
  carryOut(command, place);
  return true;
}

function keyOf(event: KeyboardEvent): TypedKey {
  return {
    code: event.code,
    alt: event.altKey,
    ctrl: event.ctrlKey,
    meta: event.metaKey,
    composing: event.isComposing,
    keyCode: event.keyCode,
    repeat: event.repeat,
    shift: event.shiftKey,
    atMs: event.timeStamp,
  };
}

/** Keeps back what scanners and stripe readers type, before any control of the page hears of it. */
function followWedge(place: Place) {
  let wedge = NOBODY_TYPES;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let swipedAtMs: number | undefined;
  let pace = NO_PACE;

  const take = (read: string): void => {
    // While time stands still nothing is sold.
    if (place.store.paused.value) return;
    const nowMs = performance.now();
    const swipedAgoMs = swipedAtMs === undefined ? undefined : nowMs - swipedAtMs;
    if (isStripe(read)) swipedAtMs = nowMs;
    const answer = answerTo(read, { card: place.seen.card, swipedAgoMs });
    if (answer.does === "act") place.act(answer.act);
    if (answer.does === "refuse") place.store.noEffect.value = { why: answer.why };
  };

  /** @param nowMs of a key its own time: the next one has as long to come, however late this one did */
  const perform = (step: WedgeStep, nowMs: number): void => {
    wedge = step.wedge;
    clearTimeout(timer);
    if (step.wakeAtMs !== undefined) timer = setTimeout(tick, step.wakeAtMs - nowMs);
    for (const key of step.released) place.lately(key.atMs, () => void press(key, place));
    if (step.read !== undefined) take(step.read);
  };

  const tick = (): void => {
    const nowMs = performance.now();
    perform(stepWedge(wedge, { type: "tick", nowMs }, settingsNow()), nowMs);
  };

  return {
    stop: () => clearTimeout(timer),
    onKeyDown: (event: KeyboardEvent): void => {
      if (!wedgeOn.value || place.seen.phase === "ended" || listening(place) === "typing") return;
      const key = keyOf(event);
      const step = stepWedge(wedge, { type: "key", key }, settingsNow());
      if (step.taken) {
        event.preventDefault();
        event.stopPropagation();
      }
      perform(step, key.atMs);
      place.echo(echoOf(step, key, place));
      const paced = stepPace(pace, key);
      pace = paced.pace;
      // Where a prefix is set, it may be that which was missing.
      const missed = paced.ended && step.read === undefined && wedgePrefix.value === "";
      if (missed && !wedgeSlow.value) {
        learnSlowWedge();
        place.store.noEffect.value = { why: "slow-scanner" };
      }
    },
  };
}

function settingsNow(): WedgeSettings {
  return { prefix: wedgePrefix.value, gapMs: wedgeSlow.value ? SLOW_GAP_MS_MAX : GAP_MS_MAX };
}

/** The first key that is held shows at once that it went down; a second one says that it may not have. */
function echoOf({ wedge, taken }: WedgeStep, key: TypedKey, place: Place) {
  if (!taken || wedge.kind !== "held" || wedge.keys.length > 1) return undefined;
  const command = commandOf(key, listening(place));
  return command?.do === "terminal-key" ? command.key : undefined;
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
