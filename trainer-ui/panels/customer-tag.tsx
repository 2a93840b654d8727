import { usePlace } from "../session/place.ts";
import { inWords, LANG, language, words } from "../text/language.ts";
import { Face } from "./face.tsx";
import { Icon, Key } from "./icon.tsx";

const PATIENCE_MAX = 5;

/** Who stands at the counter: name, mood and patience; and a way to speak. */
export function CustomerTag() {
  const place = usePlace();
  const { customer } = place.seen;
  const { customer: say } = words();
  const shows = place.store.opened.value?.lesson.shows.patience === true;
  if (customer === undefined || !customer.here) return null;
  const { patience } = customer;
  return (
    <div class="abs tag cust">
      <Face face={customer.face} mood={customer.mood} size={24} />
      <span lang="zh-CN">{customer.name}</span>
      {shows && <small>{say.moods[customer.mood]}</small>}
      {shows && patience !== undefined && (
        <span class="pips" role="img" aria-label={say.patience(patience)}>
          {Array.from({ length: PATIENCE_MAX }, (_, at) => (
            <i key={at} class={at < patience ? "" : "o"} />
          ))}
        </span>
      )}
    </div>
  );
}

/** What the customer is saying, and the button to answer. */
export function SpeechBubble() {
  const place = usePlace();
  const { customer } = place.seen;
  const { customer: say, deeds } = words();
  const speech = customer?.here ? customer.speech : undefined;
  return (
    <>
      <div class="speech-live" role="status" aria-label={say.says}>
        {speech !== undefined && (
          <p key={speech.id} class="abs bub" lang={LANG[language.value]}>
            {inWords(speech)}
            <svg width="22" height="20" viewBox="0 0 22 20" aria-hidden="true">
              <path d="M0,2 L22,16 L2,18Z" fill="#FFFFFB" />
            </svg>
          </p>
        )}
      </div>
      <button
        type="button"
        class="abs talk-button"
        onClick={() => place.open({ kind: "talk" })}
        aria-haspopup="dialog"
        aria-label={say.talk}
      >
        <Icon name="talk" size={18} />
        {deeds.talk}
        <Key>S</Key>
      </button>
    </>
  );
}

/** How many wait behind, where the lesson times patience. */
export function QueueTag() {
  const place = usePlace();
  const { customer } = place.seen;
  const { customer: say } = words();
  if (!customer?.here || customer.queue === 0) return null;
  return <div class="abs tag queue">{say.queue(customer.queue)}</div>;
}
