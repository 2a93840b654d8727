import { usePlace } from "../session/place.ts";
import { inWords, words } from "../text/language.ts";
import { CardFace } from "./card-face.tsx";
import { comparedRows } from "./comparison.ts";
import { slipAtHand } from "./deeds.ts";
import { Paper } from "./paper.tsx";
import { PlainVerdicts } from "./plain-verdicts.tsx";
import { Lcd } from "./terminal-lcd.tsx";
import { Keypad } from "./terminal-lean-in.tsx";

/** What is in front of the cashier now: the terminal, or what she looks at closely. */
export function PlainNow() {
  const place = usePlace();
  const { plain, inspect, things, marks } = words();
  const other = slipAtHand(place.seen, "other");
  const step = place.store.coach.value?.steps.find(({ state }) => state === "now");
  return (
    <section class="pn now-plain" aria-labelledby="now">
      <h2 id="now">
        {plain.now}
        {step === undefined ? "" : `${marks.colon}${inWords(step.title)}`}
      </h2>
      <div class="terminal-plain">
        <Lcd />
        <Keypad />
      </div>
      {place.seen.card?.face !== undefined && (
        <div class="look-plain">
          <h3>{inspect.card}</h3>
          <CardFace />
          <PlainVerdicts thing="card" />
        </div>
      )}
      <ComparedSlip />
      {other !== undefined && (
        <div class="look-plain">
          <h3>{things.copies.other}</h3>
          <Paper lines={other.lines} />
        </div>
      )}
    </section>
  );
}

/** The newest slip at hand beside what it must agree with. */
function ComparedSlip() {
  const place = usePlace();
  const { plain, inspect, things } = words();
  const copy = (["cardholder", "merchant"] as const).find(
    (each) => slipAtHand(place.seen, each) !== undefined,
  );
  if (copy === undefined) return null;
  return (
    <div class="look-plain">
      <h3>{things.copies[copy]}</h3>
      <table>
        <caption>{plain.compare}</caption>
        <thead>
          <tr>
            <th scope="col">{plain.item}</th>
            <th scope="col">{plain.onSlip}</th>
            <th scope="col">{plain.elsewhere}</th>
          </tr>
        </thead>
        <tbody>
          {comparedRows(place.seen, copy).map((row) => (
            <tr key={row.field}>
              <th scope="row">{inspect.fields[row.field]}</th>
              <td lang="zh-CN">{row.slip}</td>
              <td>{row.elsewhere}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <PlainVerdicts thing={copy === "cardholder" ? "cardholder-copy" : "merchant-copy"} />
    </div>
  );
}
