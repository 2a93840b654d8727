import { useState } from "preact/hooks";
import type { Home, LessonCard } from "../../sim-server/contract/index.ts";
import { Icon } from "../panels/icon.tsx";
import { streetPicture, uiPicture } from "../panels/pictures.ts";
import { formalNumeral } from "../text/figures.ts";
import { inWords, switchLanguage, words } from "../text/language.ts";
import { LessonPanel } from "./lesson-panel.tsx";
import { taught } from "./practice-list.ts";
import { go } from "./route.ts";
import { inOrder, isFinished, nextLesson, planStreet, type Shop } from "./street-plan.ts";

/** The street: a shop for each chapter, the roll of lessons before them, and the lesson chosen. */
export function Street({ home }: { readonly home: Home }) {
  const lessons = taught(home.lessons);
  const [chosenId, choose] = useState(nextLesson(lessons)?.id);
  const { home: say } = words();
  const chosen = lessons.find(({ id }) => id === chosenId);
  return (
    <div class="street-page">
      <StreetHead nickname={home.nickname} />
      <main class="street">
        <img class="backdrop" src={streetPicture("street")} alt="" />
        <p class="lit">
          <small>{say.lit}</small>
          <b>
            {lessons.filter(isFinished).length}
            <i> {say.ofLessons(lessons.length)}</i>
          </b>
        </p>
        {lessons.length === 0 ? (
          <p class="pp empty">{say.empty}</p>
        ) : (
          <Shops lessons={lessons} chosen={chosen} choose={choose} />
        )}
        <img class="cat" src={streetPicture("cat")} alt="" width={130} />
        {chosen !== undefined && (
          <LessonPanel
            key={chosen.id}
            lesson={chosen}
            number={inOrder(lessons).indexOf(chosen) + 1}
          />
        )}
      </main>
    </div>
  );
}

function StreetHead({ nickname }: { readonly nickname: string }) {
  const { brand, home, practice, language } = words();
  return (
    <header class="top">
      <div class="logo">
        <img src={uiPicture("logo")} alt="" width={30} height={30} />
        {brand}
      </div>
      <h1>{home.title}</h1>
      <button type="button" class="btn free" onClick={() => go({ page: "practice" })}>
        <Icon name="keypad" size={18} />
        {practice.title}
      </button>
      <div class="gap" />
      <button type="button" class="lang" aria-label={language.other} onClick={switchLanguage}>
        {language.toggle}
      </button>
      <b class="who">{nickname}</b>
    </header>
  );
}

type ShopsProps = {
  readonly lessons: readonly LessonCard[];
  readonly chosen: LessonCard | undefined;
  readonly choose: (id: string) => void;
};

function Shops({ lessons, chosen, choose }: ShopsProps) {
  const { home: say } = words();
  const ordered = inOrder(lessons);
  return (
    <nav class="shops" aria-label={say.lessons}>
      {planStreet(lessons).map((shop) => (
        <section
          key={shop.chapter}
          class={`shop ${shop.state}`}
          aria-label={chapterName(shop, say)}
        >
          <h2>
            <span aria-hidden="true" lang="zh-CN">
              {formalNumeral(shop.chapter)}
            </span>
            {chapterName(shop, say)}
          </h2>
          <img src={streetPicture(`shop-${shop.chapter}-${shop.state}`)} alt="" />
          {shop.state === "shut" && (
            <p class="sign">
              <b>{say.shut}</b>
              {say.shutHint}
            </p>
          )}
          <ol>
            {shop.lessons.map((lesson) => (
              <li key={lesson.id} class={isFinished(lesson) ? "done" : ""}>
                <button
                  type="button"
                  class={nodeClass(lesson, lesson === chosen)}
                  aria-pressed={lesson === chosen}
                  aria-label={nodeName(lesson, ordered.indexOf(lesson) + 1, say)}
                  onClick={() => choose(lesson.id)}
                >
                  {ordered.indexOf(lesson) + 1}
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  );
}

type Say = ReturnType<typeof words>["home"];

function chapterName({ chapter }: Shop, say: Say): string {
  return say.chapters[chapter - 1] ?? say.chapter(String(chapter));
}

function nodeClass(lesson: LessonCard, chosen: boolean): string {
  const state = isFinished(lesson) ? "d" : "n";
  return chosen ? `nd ${state} now` : `nd ${state}`;
}

function nodeName(lesson: LessonCard, number: number, say: Say): string {
  const { marks } = words();
  const state =
    lesson.open === undefined ? (isFinished(lesson) ? say.done : say.notYet) : say.goingOn;
  return `${say.lesson(number)}${marks.colon}${inWords(lesson.title)}${marks.comma}${state}`;
}
