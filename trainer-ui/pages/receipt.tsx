import type { Debrief } from "../../sim-server/contract/index.ts";
import { Face } from "../panels/face.tsx";
import { Icon, type IconName } from "../panels/icon.tsx";
import { uiPicture } from "../panels/pictures.ts";
import { formatPoints, formatSeconds } from "../text/figures.ts";
import { inWords, words } from "../text/language.ts";
import { sealOf, sumOfLosses } from "./score-figures.ts";

const PART_ICONS: Readonly<Record<Debrief["parts"][number]["part"], IconName>> = {
  accuracy: "target",
  speed: "speed",
  procedure: "shield",
  recovery: "bolt",
  service: "heart",
};

type ReceiptProps = {
  readonly debrief: Debrief;
  readonly marked: number | undefined;
  readonly mark: (loss: number | undefined) => void;
};

/** The score as a receipt: its five parts, and every point that was lost. */
export function ScoreReceipt({ debrief, marked, mark }: ReceiptProps) {
  const { debrief: say } = words();
  const total = Math.round(debrief.total ?? 0);
  return (
    <section class="pp slip" aria-label={say.receipt}>
      <h2>
        {say.receipt}
        <small>{debrief.date}</small>
      </h2>
      <div class="sc">
        <b data-testid="total">{total}</b>
        <span>{say.outOf}</span>
        {debrief.passed && <Seal debrief={debrief} />}
      </div>
      <Parts debrief={debrief} />
      <div class="it">
        <h3>{say.whereLost}</h3>
        {debrief.losses.length === 0 ? <p>{say.nothingLost}</p> : null}
        <ol>
          {debrief.losses.map((loss, at) => (
            <li key={at} class={marked === at ? "on" : ""}>
              <button
                type="button"
                aria-expanded={marked === at}
                onClick={() => mark(marked === at ? undefined : at)}
              >
                <span>{say.secondsAt(formatSeconds(loss.atMs))}</span>
                <i>{inWords(loss.title)}</i>
                <span>{say.parts[loss.part]}</span>
                <b>−{formatPoints(loss.points)}</b>
              </button>
              {marked === at && <p class="why">{inWords(loss.why)}</p>}
            </li>
          ))}
        </ol>
        <div class="t">
          <span>1000 − {formatPoints(sumOfLosses(debrief))}</span>
          <b>{total}</b>
        </div>
      </div>
      <LastImpression debrief={debrief} />
    </section>
  );
}

function Parts({ debrief }: { readonly debrief: Debrief }) {
  const { debrief: say } = words();
  return (
    <dl class="dm">
      {debrief.parts.map(({ part, points, outOf, counted }) => (
        <div key={part} class={counted ? "" : "na"}>
          <dt>
            <Icon name={PART_ICONS[part]} size={18} />
            {say.parts[part]}
          </dt>
          <dd class="bar" aria-hidden="true">
            {counted && <i style={{ width: `${(points / Math.max(outOf, 1)) * 100}%` }} />}
          </dd>
          <dd class="of">
            {counted ? (
              <>
                {formatPoints(points)}
                <small> / {outOf}</small>
              </>
            ) : (
              say.notCounted
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Seal({ debrief }: { readonly debrief: Debrief }) {
  const { grades } = words().debrief;
  const seal = sealOf(debrief.grade);
  return (
    <span class="seal" role="img" aria-label={grades[seal]} lang="zh-CN">
      <img src={uiPicture("seal")} alt="" />
      <b aria-hidden="true">{grades[seal]}</b>
      <img src={uiPicture("seal-wear")} alt="" />
    </span>
  );
}

/** A first lesson keeps no score: the steps that were taken, and a word of praise. */
export function PraiseSlip({ debrief }: { readonly debrief: Debrief }) {
  const { debrief: say } = words();
  // Where nothing was taught there is nothing to praise, and nothing to advise.
  const taught = debrief.steps.length > 0;
  return (
    <section class="pp slip praise" aria-label={say.finished}>
      <h2>
        {say.finished}
        <small>{debrief.date}</small>
      </h2>
      {taught && <p class="word">{debrief.passed ? say.praise : say.notPassed}</p>}
      <p>
        {say.duration} {say.seconds(formatSeconds(debrief.durationMs))}
      </p>
      {taught && <h3>{say.steps}</h3>}
      <ol class="walked">
        {debrief.steps.map((step) => (
          <li key={step.step}>
            <Icon name="check" size={16} weight={2.8} />
            {inWords(step.title)}
          </li>
        ))}
      </ol>
      {taught && debrief.losses.length > 0 && (
        <ul class="advice">
          {debrief.losses.map((loss, at) => (
            <li key={at}>
              <b>{inWords(loss.title)}</b>
              <p>{inWords(loss.why)}</p>
            </li>
          ))}
        </ul>
      )}
      <LastImpression debrief={debrief} />
    </section>
  );
}

/** How the customer went. */
function LastImpression({ debrief }: { readonly debrief: Debrief }) {
  const { customer: say, debrief: words_ } = words();
  const { name, face, mood } = debrief.customer;
  if (name === "") return null;
  return (
    <div class="fb">
      <Face face={face} mood={mood} size={44} />
      <span lang="zh-CN">
        {name}
        <small>
          {words_.lastWords} · {say.moods[mood as keyof typeof say.moods] ?? mood}
        </small>
      </span>
    </div>
  );
}
