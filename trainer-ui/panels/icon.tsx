import type { ComponentChildren } from "preact";

/** A 20-pixel grid, a two-pixel round stroke, the text's own colour: one family for all pages. */
const DRAWINGS = {
  pause: "M7 4.5v11M13 4.5v11",
  sound: "M3.5 8v4h3l4 3.5v-11L6.5 8zM13.5 7.5q2 2.5 0 5M15.8 5.5q4 4.5 0 9",
  mute: "M3.5 8v4h3l4 3.5v-11L6.5 8zM14 8l3.5 4M17.5 8L14 12",
  help: "M2.5 10a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0M7.8 8q.2-2.3 2.3-2.3 2.2 0 2.2 2 0 1.3-2.2 2.6v.9M10 13.8v.1",
  check: "M4 10.5l4 4L16 6",
  x: "M5 5l10 10M15 5L5 15",
  card: "M4.5 4.5h11a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM2.5 8.5h15M5.5 12.5h3",
  cash: "M4 5h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-12a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5zM7.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0M5 10h.1M15 10h.1",
  net: "M3 8q7-6 14 0M5.5 11q4.5-4 9 0M8 14q2-1.8 4 0",
  bolt: "M11 2.5L4.5 11.5H9l-.5 6 7-9.5h-4.5z",
  phone:
    "M5 3.5h2.5l1.2 3.5-1.7 1.5q1.5 3 4.5 4.5l1.5-1.7 3.5 1.2V15q0 1.5-1.7 1.5Q4 15.5 3.5 5q0-1.5 1.5-1.5z",
  next: "M7.5 4.5L13 10l-5.5 5.5",
  prev: "M12.5 4.5L7 10l5.5 5.5",
  keypad:
    "M6 2.5h8a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM7.5 7h.1M12.5 7h-.1M7.5 10.5h.1M12.5 10.5h-.1M7.5 14h.1M12.5 14h-.1M10 7h.1M10 10.5h.1M10 14h.1",
  list: "M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.5 5.5h.1M3.5 10h.1M3.5 14.5h.1",
  shield: "M10 2.8l6 2v5q0 5-6 7.5-6-2.5-6-7.5v-5z",
  heart: "M10 16.5C3.5 12 3 9 3 7.5A3.4 3.4 0 0 1 10 6a3.4 3.4 0 0 1 7 1.5c0 1.5-.5 4.5-7 9z",
  target:
    "M2.5 10a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0M6.8 10a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0",
  speed: "M3.2 13.5a7.3 7.3 0 1 1 13.6 0M10 11.5l3.5-4",
  warn: "M10 3l7.5 13.5h-15zM10 8v4M10 14.3v.1",
  undo: "M7 4.5L3.5 8 7 11.5M4 8h7.5a4 4 0 0 1 0 8H8",
  talk: "M3.5 4h13v9h-7l-3.5 3.5V13h-2.5z",
  back: "M20 12H5m7-7l-7 7 7 7",
  circle: "M4.5 12a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0",
  cross: "M6 6l12 12M18 6L6 18",
} as const;

export type IconName = keyof typeof DRAWINGS;

/** The three shapes of a terminal's function keys are drawn on a grid of 24. */
const KEY_SHAPES: readonly IconName[] = ["back", "circle", "cross"];

/** A small drawing beside words; it says nothing by itself. */
export function Icon({ name, size = 18, weight = 2 }: IconProps) {
  const grid = KEY_SHAPES.includes(name) ? 24 : 20;
  return (
    <svg
      class="ic"
      width={size}
      height={size}
      viewBox={`0 0 ${grid} ${grid}`}
      fill="none"
      stroke="currentColor"
      stroke-width={weight}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWINGS[name]} />
    </svg>
  );
}

type IconProps = { readonly name: IconName; readonly size?: number; readonly weight?: number };

/** The name of a key, as it stands on the key. */
export function Key({ children }: { readonly children: ComponentChildren }) {
  return (
    <span aria-hidden="true">
      <kbd>{children}</kbd>
    </span>
  );
}
