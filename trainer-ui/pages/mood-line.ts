import type { Debrief } from "../../sim-server/contract/index.ts";

type Point = { readonly x: number; readonly y: number };

/** Satisfaction is a figure of 0 to 100. */
const SATISFACTION_MAX = 100;

/** The customer's satisfaction as points in a box, from coming to going; it holds between changes. */
export function moodLine(
  { moods, durationMs }: Pick<Debrief, "moods" | "durationMs">,
  width: number,
  height: number,
): Point[] {
  const endMs = Math.max(durationMs, 1);
  const place = (atMs: number, satisfaction: number): Point => ({
    x: round((Math.min(Math.max(atMs, 0), endMs) / endMs) * width),
    y: round(height - (Math.min(satisfaction, SATISFACTION_MAX) / SATISFACTION_MAX) * height),
  });
  const points = moods.map(({ atMs, satisfaction }) => place(atMs, satisfaction));
  const first = moods[0];
  const last = moods.at(-1);
  if (first === undefined || last === undefined) return [];
  return [place(0, first.satisfaction), ...points, place(endMs, last.satisfaction)];
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}
