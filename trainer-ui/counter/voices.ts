/** The machine voice at a size in pixels; only 16, 32 and 48 are sharp. */
export function machineFont(px: number): string {
  return `${px}px "Tillyard Pixel", monospace`;
}

/** The coach's voice, which small print in the scene is set in too. */
export function coachFont(px: number, weight: number): string {
  return `${weight} ${px}px "Figtree Variable", "Tillyard Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif`;
}

/**
 * Waits until the fonts of these texts are there to paint with, at most as long as a person would
 * not mind: painted text never changes by itself when its font comes late.
 */
export async function fontsFor(machineText: string, coachText: string): Promise<void> {
  const machine = unmet("machine", machineText);
  const coach = unmet("coach", coachText);
  if (machine === "" && coach === "") return;
  const probe = layOut([
    [machineFont(16), machine],
    ...WEIGHTS.map((weight) => [coachFont(16, weight), coach] as const),
  ]);
  const patience = new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS));
  await Promise.race([document.fonts.ready, patience]);
  probe.remove();
}

const met = new Set<string>();

/** The signs of a text that were not waited for before: most pictures bring none. */
function unmet(voice: string, text: string): string {
  let signs = "";
  for (const sign of text) {
    const key = voice + sign;
    if (met.has(key)) continue;
    met.add(key);
    signs += sign;
  }
  return signs;
}

/**
 * Lays texts out where nobody sees them. That fetches the one file that has their signs;
 * `fonts.load` would fetch every file whose range they are in.
 */
function layOut(lines: readonly (readonly [font: string, text: string])[]): HTMLElement {
  const probe = document.createElement("div");
  probe.className = "sr";
  probe.ariaHidden = "true";
  for (const [font, text] of lines) {
    const line = document.createElement("span");
    line.style.font = font;
    line.textContent = text;
    probe.append(line);
  }
  document.body.append(probe);
  probe.getBoundingClientRect();
  return probe;
}

const WEIGHTS = [500, 600, 700, 800];

/** Chosen: after this the system's own font does. */
const FONT_WAIT_MS = 3000;
