import { useEffect, useState } from "preact/hooks";
import type { Coach } from "../../sim-server/contract/index.ts";
import { usePlace } from "../session/place.ts";
import { sound, switchSound } from "../session/settings.ts";
import { formatPoints, formatSeconds } from "../text/figures.ts";
import { inWords, words } from "../text/language.ts";
import { Icon } from "./icon.tsx";
import { useUntaught } from "./quick-reference.tsx";

/** The edge of the roll over the counter: the lesson, how far it is, and the way out. */
export function Hud() {
  const place = usePlace();
  const opened = place.store.opened.value;
  const coach = place.store.coach.value;
  const { hud, home, practice } = words();
  const untaught = useUntaught();
  const shows = opened?.lesson.shows;
  return (
    <header class="abs hud">
      <button
        type="button"
        class="ib b"
        aria-label={`${hud.pause} Esc`}
        onClick={() => place.open({ kind: "pause" })}
      >
        <Icon name="pause" size={20} />
      </button>
      <div class="lesson">
        <small>
          {opened === undefined
            ? ""
            : `${untaught ? practice.unscored : home.lesson(opened.lesson.lesson)} · ${hud[opened.lesson.light]}`}
        </small>
        <h1>{opened === undefined ? "" : inWords(opened.lesson.title)}</h1>
      </div>
      <TrainingMark />
      {shows?.score || shows?.clock ? <Race coach={coach} /> : <div class="gap" />}
      <LastLoss coach={coach} />
      {shows?.clock && coach?.clock !== undefined && <LessonClock clock={coach.clock} />}
      {shows?.score && coach?.score !== undefined && (
        <div class="stat">
          <small>{hud.score}</small>
          <b>
            {Math.round(coach.score)}
            <i> / 1000</i>
          </b>
        </div>
      )}
      <button
        type="button"
        class="ib wide"
        aria-label={sound.value ? hud.soundOn : hud.soundOff}
        aria-pressed={sound.value}
        onClick={switchSound}
      >
        <Icon name={sound.value ? "sound" : "mute"} size={20} />
      </button>
      <button
        type="button"
        class="ib"
        aria-label={`${hud.help} H`}
        onClick={() => place.open({ kind: "help" })}
      >
        <Icon name="help" size={20} />
      </button>
    </header>
  );
}

/** Says that nothing here is real. It never leaves, moves or blinks, and stays in both languages. */
export function TrainingMark() {
  const { training } = words();
  return (
    <span class="trn" role="note">
      {training.long}
      <small>{training.mark}</small>
    </span>
  );
}

function Race({ coach }: { readonly coach: Coach | undefined }) {
  const { hud } = words();
  const steps = coach?.steps ?? [];
  const done = steps.filter(({ state }) => state === "done").length;
  const all = Math.max(steps.length, 1);
  const at = `${(done / all) * 100}%`;
  return (
    <div class="race" role="img" aria-label={hud.progress(done, steps.length)}>
      <div class="lane" />
      <div class="fill" style={{ width: at }} />
      {steps.slice(1).map(({ step }, place) => (
        <i key={step} class="tk" style={{ left: `${((place + 1) / all) * 100}%` }} />
      ))}
      <div class="me" style={{ left: at }}>
        {hud.me}
      </div>
    </div>
  );
}

/** Chosen: often enough for tenths of a second to look alive, seldom enough for an old machine. */
const TICK_MS = 100;

function LessonClock({ clock }: { readonly clock: NonNullable<Coach["clock"]> }) {
  const { store } = usePlace();
  const { hud } = words();
  const [told, setTold] = useState({ clock, worldMs: store.worldNowMs() });
  const [, redraw] = useState(0);
  if (told.clock !== clock) setTold({ clock, worldMs: store.worldNowMs() });
  const runs = clock.running && !store.paused.value && store.link.value === "open";
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => redraw((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [runs]);
  const since = clock.running && told.clock === clock ? store.worldNowMs() - told.worldMs : 0;
  return (
    <div class="stat" role="timer">
      <small>{hud.time}</small>
      <b>
        {formatSeconds(clock.activeMs + since)}
        <i> / {Math.round(clock.parMs / 1000)}</i>
      </b>
    </div>
  );
}

/** A lost point is printed on the edge of the roll like a line of a receipt, for a while. */
const LOSS_SHOWN_MS = 4000;

function LastLoss({ coach }: { readonly coach: Coach | undefined }) {
  const { debrief, hud } = words();
  const loss = coach?.lastLoss;
  const which = loss === undefined ? "" : `${loss.part} ${loss.points} ${loss.why.zh}`;
  const [hidden, setHidden] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setHidden(which), LOSS_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [which]);
  if (loss === undefined || hidden === which) return null;
  const part = debrief.parts[loss.part as keyof typeof debrief.parts] ?? loss.part;
  return (
    <div class="loss" role="status">
      <b>{hud.lostPoints(part, formatPoints(loss.points))}</b>
      <span>{inWords(loss.why)}</span>
    </div>
  );
}
