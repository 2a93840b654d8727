import { computed, effect, signal } from "@preact/signals";
import { keep, kept } from "./kept.ts";

/** How the page behaves for whoever sits at it; remembered by this browser. */
export type Motion = "full" | "less";

const automated = globalThis.navigator?.webdriver === true;

/** Sound is off under automation, and where somebody switched it off. */
export const sound = signal(!automated && kept("sound") !== "off");

export const motion = signal<Motion>(kept("motion") === "less" ? "less" : "full");

/** The counter without its canvas: by the switch, or by `?plain` in the address. */
export const plain = signal(
  kept("plain") === "on" || new URLSearchParams(globalThis.location?.search ?? "").has("plain"),
);

/** Whether scanners and stripe readers that type are told apart from typing. */
export const wedgeOn = signal(kept("wedge") !== "off");

/** Whether a scanner at this computer was once too slow to be recognised. */
export const wedgeSlow = signal(kept("wedge-slow") === "on");

/** What the scanner is set to send first; empty where nothing. */
export const wedgePrefix = signal(kept("wedge-prefix") ?? "");

const systemLess = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

/** Whether things should move less: the system's wish or the person's own. */
export const lessMotion = computed(() => systemLess || motion.value === "less");

/** Keeps what the page's style must know of the settings on its root. */
export function followSettings(root: HTMLElement): () => void {
  return effect(() => {
    root.dataset["motion"] = lessMotion.value ? "less" : "full";
  });
}

export function switchWedge(): void {
  wedgeOn.value = !wedgeOn.value;
  keep("wedge", wedgeOn.value ? "on" : "off");
}

export function learnSlowWedge(): void {
  wedgeSlow.value = true;
  keep("wedge-slow", "on");
}

export function setWedgePrefix(prefix: string): void {
  wedgePrefix.value = prefix;
  keep("wedge-prefix", prefix);
}

export function switchSound(): void {
  sound.value = !sound.value;
  keep("sound", sound.value ? "on" : "off");
}

export function switchMotion(): void {
  motion.value = motion.value === "full" ? "less" : "full";
  keep("motion", motion.value);
}

export function switchPlain(): void {
  plain.value = !plain.value;
  keep("plain", plain.value ? "on" : "off");
}
