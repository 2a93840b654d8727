import type { ActMessage } from "../../sim-server/contract/index.ts";

export type Modality = ActMessage["by"];

/** Knows with what the person acted last: keys, mouse or touch. */
export type ModalityWatch = {
  readonly now: () => Modality;
  readonly stop: () => void;
};

/** Before anything that listens deeper in the page acts on it. */
const CAPTURE = { capture: true };

/**
 * Watches `target` for what the person acts with. A click made by Enter or Space is a key's; a pen
 * is held to be a touch.
 */
export function watchModality(target: EventTarget): ModalityWatch {
  let last: Modality = "mouse";
  const onPointer = (event: Event): void => {
    last = (event as PointerEvent).pointerType === "mouse" ? "mouse" : "touch";
  };
  const onKey = (): void => {
    last = "keys";
  };
  target.addEventListener("pointerdown", onPointer, CAPTURE);
  target.addEventListener("keydown", onKey, CAPTURE);
  return {
    now: () => last,
    stop: () => {
      target.removeEventListener("pointerdown", onPointer, CAPTURE);
      target.removeEventListener("keydown", onKey, CAPTURE);
    },
  };
}
