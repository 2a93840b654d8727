import { useState } from "preact/hooks";
import type { LessonCard } from "../../sim-server/contract/index.ts";
import { Face } from "../panels/face.tsx";
import { Icon } from "../panels/icon.tsx";
import { openSession } from "../session/api.ts";
import { chapterNumeral, formatTarget } from "../text/figures.ts";
import { inWords, language, words } from "../text/language.ts";
import { go } from "./route.ts";

/** The lesson chosen on the street, and the one button that begins it or goes on with it. */
export function LessonPanel({ lesson, number }: LessonPanelProps) {
  const { home: say } = words();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const start = async (): Promise<void> => {
    setBusy(true);
    const answer = await openSession(lesson.id);
    setBusy(false);
    if (answer.ok) go({ page: "counter", session: answer.value.id });
    else setWrong(inWords(answer.refusal.what));
  };
  const open = lesson.open;
  return (
    <section class="sel" aria-labelledby="chosen">
      <div>
        <p class="where">
          {say.chapter(chapterNumeral(lesson.chapter, language.value))} · {say.lesson(number)}
        </p>
        <h2 id="chosen">{inWords(lesson.title)}</h2>
        <p>{inWords(lesson.summary)}</p>
        {wrong !== undefined && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
      </div>
      <dl>
        <div>
          <dt>{say.target}</dt>
          <dd>{formatTarget(lesson.parMs)}</dd>
        </div>
        {lesson.best !== undefined && lesson.best > 0 && (
          <div>
            <dt>{say.best}</dt>
            <dd>{Math.round(lesson.best)}</dd>
          </div>
        )}
        <div>
          <dt>{say.customer}</dt>
          <dd>
            <Face face={lesson.face} mood="calm" size={32} />
          </dd>
        </div>
      </dl>
      {open === undefined ? (
        <StartButton label={say.start} busy={busy} start={() => void start()} main />
      ) : (
        <>
          <StartButton label={say.again} busy={busy} start={() => void start()} />
          <StartButton
            label={say.goOn}
            busy={busy}
            start={() => go({ page: "counter", session: open })}
            main
          />
        </>
      )}
    </section>
  );
}

type LessonPanelProps = { readonly lesson: LessonCard; readonly number: number };

type StartButtonProps = {
  readonly label: string;
  readonly busy: boolean;
  readonly start: () => void;
  readonly main?: boolean;
};

function StartButton({ label, busy, start, main = false }: StartButtonProps) {
  return (
    <button type="button" class={main ? "btn y" : "btn"} disabled={busy} onClick={start}>
      {label}
      {main && <Icon name="next" size={18} weight={2.6} />}
    </button>
  );
}
