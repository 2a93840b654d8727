import type { Coach } from "../../sim-server/contract/index.ts";
import { usePlace } from "../session/place.ts";
import { formatOver } from "../text/figures.ts";
import { inWords, words } from "../text/language.ts";
import { Icon } from "./icon.tsx";
import { QuickReference, useUntaught } from "./quick-reference.tsx";

/** The coach's slip: the lesson's steps, the one to do now with its tip. */
export function StepsSlip() {
  const { coach, opened } = usePlace().store;
  const untaught = useUntaught();
  if (untaught) return <QuickReference className="abs steps reference" />;
  const steps = coach.value?.steps ?? [];
  if (opened.value?.lesson.shows.steps === false || steps.length === 0) return null;
  const { steps: say } = words();
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <nav class="abs steps" aria-label={say.title}>
      <h3>
        <span>{say.title}</span>
        <span>
          {Math.min(done + 1, steps.length)} / {steps.length}
        </span>
      </h3>
      <ol>
        {steps.map((step, place) => (
          <Step key={step.step} step={step} number={place + 1} of={steps.length} />
        ))}
      </ol>
    </nav>
  );
}

type StepProps = {
  readonly step: Coach["steps"][number];
  readonly number: number;
  readonly of: number;
};

function Step({ step, number, of }: StepProps) {
  const { steps: say } = words();
  if (step.state === "now") {
    return (
      <li class="now" aria-current="step">
        <span class="n" data-of={of}>
          {number}
        </span>
        <div>
          {inWords(step.title)}
          <p>{inWords(step.tip)}</p>
        </div>
      </li>
    );
  }
  if (step.state === "todo") {
    return (
      <li>
        <span class="n">{number}</span>
        {inWords(step.title)}
      </li>
    );
  }
  const late = (step.overTenths ?? 0) > 0;
  return (
    <li class="d">
      <span class="n" role="img" aria-label={say.done}>
        <Icon name="check" size={11} weight={3.2} />
      </span>
      {inWords(step.title)}
      {step.overTenths !== undefined && (
        <em class={late ? "late" : ""}>{formatOver(step.overTenths)}</em>
      )}
    </li>
  );
}
