import { useEffect, useState } from "preact/hooks";
import type { Debrief } from "../../sim-server/contract/index.ts";
import { Icon, Key } from "../panels/icon.tsx";
import { type Answer, loadDebrief, openSession } from "../session/api.ts";
import { playSound } from "../sound/play.ts";
import { inWords, words } from "../text/language.ts";
import { BankComparison } from "./bank-comparison.tsx";
import { FaultPage } from "./fault-page.tsx";
import { MoodCurve } from "./mood-curve.tsx";
import { PraiseSlip, ScoreReceipt } from "./receipt.tsx";
import { go } from "./route.ts";
import { StepLanes } from "./step-lanes.tsx";

/** A finished session, explained: what it was worth, where each point went, and what comes next. */
export function DebriefPage({ session }: { readonly session: string }) {
  const [answer, setAnswer] = useState<Answer<Debrief> | undefined>(undefined);
  const load = (): void => void loadDebrief(session).then(setAnswer);
  useEffect(load, [session]);
  if (answer === undefined) return <p class="loading">{words().loading}</p>;
  if (!answer.ok) {
    return (
      <FaultPage status={answer.status} refusal={answer.refusal} retry={load} session={session} />
    );
  }
  return <Explained debrief={answer.value} />;
}

function Explained({ debrief }: { readonly debrief: Debrief }) {
  const [marked, mark] = useState<number | undefined>(undefined);
  useEffect(() => playSound("seal"), []);
  return (
    <div class="debrief-page">
      <DebriefHead debrief={debrief} />
      <main class="debrief">
        {debrief.total === undefined ? (
          <PraiseSlip debrief={debrief} />
        ) : (
          <ScoreReceipt debrief={debrief} marked={marked} mark={mark} />
        )}
        {debrief.steps.length > 0 && <StepLanes debrief={debrief} marked={marked} mark={mark} />}
        <BankComparison debrief={debrief} />
        <MoodCurve debrief={debrief} />
      </main>
    </div>
  );
}

function DebriefHead({ debrief }: { readonly debrief: Debrief }) {
  const { debrief: say, home, back, marks } = words();
  const open = async (lesson: string): Promise<void> => {
    const answer = await openSession(lesson);
    if (answer.ok) go({ page: "counter", session: answer.value.id });
    else go({ page: "home" });
  };
  const { next } = debrief;
  const chapter = home.chapters[debrief.lesson.chapter - 1];
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
      if (event.code === "KeyR" && plain && !event.repeat) void open(debrief.lesson.id);
      if (event.code === "Escape") go({ page: "home" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [debrief.lesson.id]);
  return (
    <header class="top">
      <button
        type="button"
        class="ib"
        aria-label={`${back}${marks.colon}${say.home}`}
        onClick={() => go({ page: "home" })}
      >
        <Icon name="prev" size={20} />
      </button>
      <div>
        <small>
          {chapter === undefined ? "" : `${chapter} · `}
          {debrief.cashier}
        </small>
        <h1>{say.title(inWords(debrief.lesson.title))}</h1>
      </div>
      <div class="gap" />
      <button type="button" class="btn" onClick={() => void open(debrief.lesson.id)}>
        <Icon name="undo" size={18} />
        {say.again} <Key>R</Key>
      </button>
      {next !== undefined && (
        <button type="button" class="btn p" onClick={() => void open(next)}>
          {say.next}
          <Icon name="next" size={18} />
        </button>
      )}
    </header>
  );
}
