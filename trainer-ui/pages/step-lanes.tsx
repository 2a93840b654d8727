import type { Debrief } from "../../sim-server/contract/index.ts";
import { formatPoints, formatSeconds } from "../text/figures.ts";
import { inWords, words } from "../text/language.ts";
import { type Bar, layLanes } from "./score-figures.ts";

type StepLanesProps = {
  readonly debrief: Debrief;
  readonly marked: number | undefined;
  readonly mark: (loss: number | undefined) => void;
};

/** The steps on a line of time, beside their targets, with what was lost and what was good. */
export function StepLanes({ debrief, marked, mark }: StepLanesProps) {
  const { debrief: say } = words();
  const lanes = layLanes(debrief);
  const share = (ms: number): string => `${(Math.min(ms, lanes.endMs) / lanes.endMs) * 100}%`;
  return (
    <section class="pp time" aria-label={say.timeLine}>
      <h2>
        {say.timeLine}
        <small class="legend">
          <span class="within">{say.within}</span>
          <span class="over">{say.over}</span>
        </small>
      </h2>
      <div class="lanes" aria-hidden="true">
        <div class="ticks">
          {lanes.ticksMs.map((ms) => (
            <i key={ms} style={{ left: share(ms) }}>
              {say.secondsAt(String(ms / 1000))}
            </i>
          ))}
        </div>
        <Pins debrief={debrief} share={share} marked={marked} />
        <Lane label={say.you}>
          {lanes.you.map((bar, at) => (
            <span key={at} class={bar.late ? "step late" : "step"} style={barStyle(bar)}>
              <b>{at + 1}</b>
            </span>
          ))}
        </Lane>
        <Lane label={say.target}>
          {lanes.target.map((bar, at) => (
            <span key={at} class="step par" style={barStyle(bar)}>
              {at + 1}
            </span>
          ))}
        </Lane>
      </div>
      <StepTable debrief={debrief} />
      <Moments debrief={debrief} marked={marked} mark={mark} />
    </section>
  );
}

function Lane({ label, children }: { readonly label: string; readonly children: unknown[] }) {
  return (
    <div class="lane-row">
      <em>{label}</em>
      <div class="bars">{children as never}</div>
    </div>
  );
}

function barStyle({ from, width }: Bar) {
  return { left: `${from * 100}%`, width: `${width * 100}%` };
}

type PinsProps = {
  readonly debrief: Debrief;
  readonly share: (ms: number) => string;
  readonly marked: number | undefined;
};

function Pins({ debrief, share, marked }: PinsProps) {
  return (
    <div class="pins">
      {debrief.losses.map((loss, at) => (
        <i
          key={at}
          class={marked === at ? "pin lost on" : "pin lost"}
          style={{ left: share(loss.atMs) }}
        />
      ))}
      {debrief.good.map((moment, at) => (
        <i key={at} class="pin good" style={{ left: share(moment.atMs) }} />
      ))}
    </div>
  );
}

/** The same in a table, for whoever does not see the bars. */
function StepTable({ debrief }: { readonly debrief: Debrief }) {
  const { debrief: say } = words();
  return (
    <table class="sr">
      <thead>
        <tr>
          <th scope="col">{say.step}</th>
          <th scope="col">{say.you}</th>
          <th scope="col">{say.target}</th>
        </tr>
      </thead>
      <tbody>
        {debrief.steps.map((step) => (
          <tr key={step.step}>
            <th scope="row">{inWords(step.title)}</th>
            <td>{say.seconds(formatSeconds(step.activeMs))}</td>
            <td>{say.seconds(formatSeconds(step.parMs))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Moments({ debrief, marked, mark }: StepLanesProps) {
  const { debrief: say } = words();
  const moments = [
    ...debrief.losses.map((loss, at) => ({ ...loss, at, good: false })),
    ...debrief.good.map((good) => ({ ...good, at: -1, points: 0, part: undefined, good: true })),
  ].sort((one, other) => one.atMs - other.atMs);
  return (
    <ol class="moments">
      {moments.map((moment) => (
        <li key={`${moment.at}-${moment.atMs}-${moment.title.zh}`}>
          {moment.good ? (
            <span class="moment good">
              <b>{inWords(moment.title)}</b>
              <small>
                {say.secondsAt(formatSeconds(moment.atMs))} {say.good}
              </small>
            </span>
          ) : (
            <button
              type="button"
              class={marked === moment.at ? "moment lost on" : "moment lost"}
              onClick={() => mark(marked === moment.at ? undefined : moment.at)}
            >
              <b>{inWords(moment.title)}</b>
              <small>
                {say.secondsAt(formatSeconds(moment.atMs))}{" "}
                {debrief.total !== undefined && moment.part !== undefined
                  ? `${say.parts[moment.part]} −${formatPoints(moment.points)}`
                  : say.why}
              </small>
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
