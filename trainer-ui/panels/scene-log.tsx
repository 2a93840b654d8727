import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { usePlace } from "../session/place.ts";
import { inWords, words } from "../text/language.ts";
import { type LogLine, newLines, type Voices, voicesOf } from "./log-lines.ts";

/** Chosen: what a person may want to hear again; older lines go. */
const LINES_MAX = 30;

/** Everything that happens at the counter, each line with its voice. */
export function SceneLog() {
  const place = usePlace();
  const before = useRef<Voices | undefined>(undefined);
  const lines = useSignal<readonly (LogLine & { readonly at: number })[]>([]);
  const { plain, log, marks } = words();

  useSignalEffect(() => {
    const now = voicesOf(place.seen, words(), inWords);
    const fresh = newLines(before.current, now);
    before.current = now;
    if (fresh.length === 0) return;
    const kept = lines.peek();
    const last = kept.at(-1)?.at ?? 0;
    const numbered = fresh.map((line, at) => ({ ...line, at: last + at + 1 }));
    lines.value = [...kept, ...numbered].slice(-LINES_MAX);
  });

  return (
    <section class="pn lg" aria-labelledby="log-title">
      <h2 id="log-title">{plain.log}</h2>
      <div role="log" aria-labelledby="log-title">
        {lines.value.map((line) => (
          <p key={line.at}>
            <b>
              {log[line.who]}
              {marks.colon}
            </b>
            <span lang={line.who === "terminal" ? "zh-CN" : undefined}>{line.text}</span>
          </p>
        ))}
      </div>
    </section>
  );
}

/** Says on request all that stands at the counter now. */
export function ReadOut() {
  const place = usePlace();
  const { log, marks } = words();
  const asked = place.readOut.value;
  const now = asked === 0 ? undefined : voicesOf(place.seen, words(), inWords);
  return (
    <div class="sr" role="status" key={asked}>
      {now !== undefined &&
        (["till", "terminal", "printer", "customer"] as const)
          .filter((who) => now[who] !== "")
          .map((who) => (
            <p key={who}>
              {log[who]}
              {marks.colon}
              {now[who]}
            </p>
          ))}
    </div>
  );
}
