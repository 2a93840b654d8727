/** The machine voice at a size in pixels; only 16, 32 and 48 are sharp. */
export function machineFont(px: number): string {
  return `${px}px "Tillyard Pixel", monospace`;
}

/** The coach's voice, which small print in the scene is set in too. */
export function coachFont(px: number, weight: number): string {
  return `${weight} ${px}px "Figtree Variable", "Tillyard Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif`;
}

/**
 * Waits until the fonts of `text` are there to paint with, at most as long as a person would not
 * mind: painted text never changes by itself when its font comes late.
 */
export async function fontsFor(machineText: string, coachText: string): Promise<void> {
  const wanted = [
    document.fonts.load(machineFont(16), machineText),
    ...[500, 600, 700, 800].map((weight) => document.fonts.load(coachFont(16, weight), coachText)),
  ];
  const patience = new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS));
  await Promise.race([Promise.allSettled(wanted), patience]);
}

/** Chosen: after this the system's own font does. */
const FONT_WAIT_MS = 3000;
