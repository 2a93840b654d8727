import { STAGES } from "../counter/stage.ts";
import { usePlace } from "../session/place.ts";
import { switchPlain } from "../session/settings.ts";
import { formatMinor } from "../text/figures.ts";
import { inWords, words } from "../text/language.ts";
import { CustomerDisplay } from "./customer-display.tsx";
import { TrainingMark } from "./hud.tsx";
import { Icon, Key } from "./icon.tsx";
import { Overlay } from "./overlay.tsx";
import { PlainDeeds } from "./plain-deeds.tsx";
import { PlainDevices } from "./plain-devices.tsx";
import { PlainNow } from "./plain-now.tsx";
import { QuickReference, useUntaught } from "./quick-reference.tsx";
import { SceneLog } from "./scene-log.tsx";
import { LcdMirror } from "./terminal-lcd.tsx";
import { tillStatus } from "./till-status.ts";

/** The whole counter without its picture: the same work in words, in the order of the work. */
export function PlainCounter() {
  const place = usePlace();
  const covered = place.panel.value.kind !== "none" || place.store.paused.value;
  const untaught = useUntaught();
  return (
    <div class="plain-page">
      <div inert={covered}>
        <PlainHead />
        <main class="plain">
          {untaught ? <QuickReference className="pn reference" /> : <PlainSteps />}
          <PlainNow />
          <SceneLog />
          <PlainDeeds />
          <PlainTill />
        </main>
      </div>
      <LcdMirror />
      <div class={covered ? "plain-over open" : "plain-over"}>
        <Overlay stage={STAGES["1366"]} />
      </div>
    </div>
  );
}

function PlainHead() {
  const place = usePlace();
  const { home, plain, help, hud } = words();
  const lesson = place.store.opened.value?.lesson;
  const untaught = useUntaught();
  return (
    <header class="top">
      <h1>
        <small>
          {lesson === undefined || untaught ? "" : `${home.lesson(lesson.lesson)} · `}
          {plain.title}
        </small>
        {lesson === undefined ? "" : inWords(lesson.title)}
      </h1>
      <TrainingMark />
      <div class="gap" />
      <button
        type="button"
        class="lk"
        onClick={() => {
          place.readOut.value += 1;
        }}
      >
        {help.readOut} <Key>F1</Key>
      </button>
      <button type="button" class="lk on" aria-pressed="true" onClick={switchPlain}>
        <Icon name="list" />
        {plain.title} <Key>Alt V</Key>
      </button>
      <button type="button" class="lk" onClick={() => place.open({ kind: "help" })}>
        {hud.help} <Key>H</Key>
      </button>
      <button type="button" class="lk" onClick={() => place.open({ kind: "pause" })}>
        {hud.pause} <Key>Esc</Key>
      </button>
    </header>
  );
}

function PlainSteps() {
  const { coach } = usePlace().store;
  const { steps: say } = words();
  const steps = coach.value?.steps ?? [];
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <nav class="pn" aria-label={say.short}>
      <h2>
        {say.short}
        <span class="count">
          {done} / {steps.length}
        </span>
      </h2>
      <ol class="st">
        {steps.map((step, at) => (
          <li
            key={step.step}
            class={step.state === "now" ? "now" : step.state === "done" ? "d" : ""}
            aria-current={step.state === "now" ? "step" : undefined}
          >
            <span class="n">{at + 1}</span>
            <span>
              {inWords(step.title)}
              {step.state === "now" && <small>{inWords(step.tip)}</small>}
            </span>
            <em>{step.state === "todo" ? "" : say[step.state]}</em>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function PlainTill() {
  const { seen } = usePlace();
  const { till: say, inspect, plain, marks, things } = words();
  const { till } = seen;
  if (till === undefined) return null;
  const left = seen.goods?.items.filter(({ place }) => place === "belt").length ?? 0;
  const { text, aside } = tillStatus(till, left, say);
  const pieces = till.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <section class="pn till-plain" aria-label={say.title}>
      <h2>{say.title}</h2>
      <p>{inspect.pieces(pieces)}</p>
      <ul>
        {till.lines.map((line) => (
          <li key={line.code}>
            <span lang="zh-CN">{line.name}</span> × {line.quantity}
            <b>{formatMinor(line.totalMinor)}</b>
          </li>
        ))}
      </ul>
      <p class="due">¥{formatMinor(till.totalMinor)}</p>
      {till.means !== undefined && (
        <p>
          {plain.meansIs}
          {marks.colon}
          {plain.means[till.means]}
        </p>
      )}
      {till.status === "paid" && (
        <p>
          {say.change} {formatMinor(till.changeMinor)}
        </p>
      )}
      <p role="status">
        {text} {aside}
      </p>
      <h3>{things.display}</h3>
      <CustomerDisplay />
      <PlainDevices />
    </section>
  );
}
