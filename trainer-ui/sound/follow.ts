import { effect } from "@preact/signals";
import type { CounterStore } from "../session/store.ts";
import { playSound } from "./play.ts";

/** Sounds what is seen to happen at the counter, from now on. Returns how to stop. */
export function followWithSound(store: CounterStore): () => void {
  const stops = [
    onChange(
      () => store.view.till.value?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
      (now, before) => {
        if (now > before) playSound("scan");
      },
    ),
    onChange(
      () => store.view.till.value?.status,
      (now) => {
        if (now === "approved" || now === "paid") playSound("approved");
        if (now === "failed") playSound("declined");
      },
    ),
    onChange(
      () => store.view.printer.value?.printing ?? false,
      (now) => {
        if (now) playSound("print");
      },
    ),
    onChange(
      () => MOODS.indexOf(store.view.customer.value?.mood ?? "joy"),
      (now, before) => {
        if (now > before) playSound("mood");
      },
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** From the best to the worst. */
const MOODS = ["joy", "calm", "restless", "annoyed", "upset"];

/** Tells of each change of what `read` reads, but not of its first value. */
function onChange<T>(read: () => T, changed: (now: T, before: T) => void): () => void {
  let before: { readonly value: T } | undefined;
  return effect(() => {
    const value = read();
    if (before !== undefined && value !== before.value) changed(value, before.value);
    before = { value };
  });
}
