import type { Debrief } from "../../sim-server/contract/index.ts";
import { formatSeconds } from "../text/figures.ts";
import { words } from "../text/language.ts";
import { moodLine } from "./mood-line.ts";

const WIDTH = 320;
const HEIGHT = 150;

/** How the customer felt from coming to going. */
export function MoodCurve({ debrief }: { readonly debrief: Debrief }) {
  const { debrief: say, customer } = words();
  const points = moodLine(debrief, WIDTH, HEIGHT);
  const moodOf = (mood: string): string =>
    customer.moods[mood as keyof typeof customer.moods] ?? mood;
  const path = points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x},${y}`).join("");
  return (
    <section class="pp nx" aria-label={say.mood}>
      <h2>{say.mood}</h2>
      <svg viewBox={`-8 -8 ${WIDTH + 16} ${HEIGHT + 16}`} aria-hidden="true" class="mood">
        <path class="area" d={`${path}L${WIDTH},${HEIGHT}L0,${HEIGHT}Z`} />
        <path class="line" d={path} />
        {points.map(({ x, y }) => (
          <circle key={`${x}-${y}`} cx={x} cy={y} r={5} />
        ))}
      </svg>
      <ol class="moods">
        {debrief.moods.map(({ atMs, mood }) => (
          <li key={`${atMs}-${mood}`}>
            <span>{say.secondsAt(formatSeconds(atMs))}</span>
            {moodOf(mood)}
          </li>
        ))}
      </ol>
    </section>
  );
}
