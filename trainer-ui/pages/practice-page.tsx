import { useEffect, useState } from "preact/hooks";
import type { Home, LessonCard } from "../../sim-server/contract/index.ts";
import { Icon } from "../panels/icon.tsx";
import { type Answer, loadHome, openSession } from "../session/api.ts";
import { inWords, switchLanguage, words } from "../text/language.ts";
import { FaultPage } from "./fault-page.tsx";
import { NicknameForm } from "./nickname-form.tsx";
import { findScenarios, practised } from "./practice-list.ts";
import { go } from "./route.ts";

/** Everything that can be opened without being taught: free practice, and scenarios of one's own. */
export function PracticePage() {
  const [answer, setAnswer] = useState<Answer<Home> | undefined>(undefined);
  const load = (): void => void loadHome().then(setAnswer);
  useEffect(load, []);
  if (answer === undefined) return <p class="loading">{words().loading}</p>;
  if (answer.ok) return <Listed home={answer.value} />;
  if (answer.status === 401) return <NicknameForm entered={load} />;
  return <FaultPage status={answer.status} refusal={answer.refusal} retry={load} />;
}

function Listed({ home }: { readonly home: Home }) {
  const [sought, seek] = useState("");
  const { practice: say } = words();
  const scenarios = practised(home.lessons, "qa");
  const found = findScenarios(scenarios, sought);
  return (
    <div class="practice-page">
      <PracticeHead nickname={home.nickname} />
      <main>
        <ul class="free">
          {practised(home.lessons, "practice").map((card) => (
            <FreePractice key={card.id} card={card} />
          ))}
        </ul>
        <section aria-labelledby="scenarios">
          <h2 id="scenarios">
            {say.scenarios} <small>{say.count(scenarios.length)}</small>
          </h2>
          <p>{scenarios.length === 0 ? say.none : say.unscored}</p>
          {scenarios.length > 0 && (
            <label>
              {say.find}
              <input
                type="search"
                value={sought}
                onInput={(event) => seek(event.currentTarget.value)}
              />
            </label>
          )}
          <ul class="scenarios">
            {found.map((card) => (
              <Scenario key={card.id} card={card} />
            ))}
          </ul>
          {scenarios.length > 0 && found.length === 0 && <p role="status">{say.notFound}</p>}
        </section>
      </main>
    </div>
  );
}

function PracticeHead({ nickname }: { readonly nickname: string }) {
  const { practice: say, debrief, back, marks, language } = words();
  return (
    <header class="top">
      <button
        type="button"
        class="ib"
        aria-label={`${back}${marks.colon}${debrief.home}`}
        onClick={() => go({ page: "home" })}
      >
        <Icon name="prev" size={20} />
      </button>
      <h1>{say.title}</h1>
      <div class="gap" />
      <button type="button" class="lang" aria-label={language.other} onClick={switchLanguage}>
        {language.toggle}
      </button>
      <b class="who">{nickname}</b>
    </header>
  );
}

type CardProps = { readonly card: LessonCard };

function FreePractice({ card }: CardProps) {
  const { home: say } = words();
  const { busy, wrong, start } = useStart(card);
  const { open } = card;
  return (
    <li class="pp">
      <div>
        <h2>{inWords(card.title)}</h2>
        <p>{inWords(card.summary)}</p>
        {wrong}
      </div>
      {open !== undefined && (
        <button type="button" class="btn" onClick={() => go({ page: "counter", session: open })}>
          {say.goOn}
        </button>
      )}
      <button type="button" class="btn y" disabled={busy} onClick={start}>
        {open === undefined ? say.start : say.again}
        <Icon name="next" size={18} weight={2.6} />
      </button>
    </li>
  );
}

function Scenario({ card }: CardProps) {
  const { busy, wrong, start } = useStart(card);
  return (
    <li>
      <button type="button" disabled={busy} onClick={start}>
        <i>{card.lesson}</i>
        <b>{inWords(card.title)}</b>
        <span>{inWords(card.summary)}</span>
        <Icon name="next" size={16} />
      </button>
      {wrong}
    </li>
  );
}

/** Opens a session of it and goes there; `wrong` is why that did not work. */
function useStart({ id }: LessonCard) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | undefined>(undefined);
  const open = async (): Promise<void> => {
    setBusy(true);
    const answer = await openSession(id);
    setBusy(false);
    if (answer.ok) go({ page: "counter", session: answer.value.id });
    else setWhy(inWords(answer.refusal.what));
  };
  const wrong = why === undefined ? null : <p class="wrong" role="alert" children={why} />;
  return { busy, wrong, start: () => void open() };
}
