import type { WireView } from "../../sim-server/contract/index.ts";
import { usePlace } from "../session/place.ts";
import { dial, NUMBER_MAX } from "../session/words-and-verdicts.ts";
import { inWords, words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Icon, Key } from "./icon.tsx";
import { choicesInOrder } from "./phone-choices.ts";
import { phonePicture } from "./pictures.ts";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/** The phone: a number to dial, and the call that comes of it. */
export function PhonePanel() {
  const place = usePlace();
  const { phone } = place.seen;
  const { phone: say, close } = words();
  const live = phone !== undefined && phone.state !== "on-hook";
  return (
    <Dialog label={live ? say.call : say.title} className="abs call">
      <div class="ch">
        <img src={phonePicture("agent")} alt="" width={56} height={56} />
        <div>
          <b>{say.poster}</b>
          <span role="status">
            <Icon name="phone" size={13} /> {callState(phone, say)}
          </span>
        </div>
        {live && (
          <button type="button" class="vol" onClick={() => place.act({ type: "hang-up" })}>
            <Icon name="phone" size={16} />
            {say.hangUp}
          </button>
        )}
        <button
          type="button"
          class={live ? "ib" : "ib last"}
          aria-label={`${close} Esc`}
          onClick={place.shut}
        >
          <Icon name="x" size={18} />
        </button>
      </div>
      <Transcript phone={phone} />
      {live ? <Choices phone={phone} /> : <Dial />}
    </Dialog>
  );
}

type Phone = WireView["phone"];

function callState(phone: Phone | undefined, say: ReturnType<typeof words>["phone"]): string {
  switch (phone?.state) {
    case "ringing":
      return say.ringing;
    case "talking":
      return say.talking;
    default:
      return (phone?.transcript.length ?? 0) > 0 ? say.ended : say.bankNumber;
  }
}

function Transcript({ phone }: { readonly phone: Phone | undefined }) {
  const { phone: say } = words();
  return (
    <div class="lg" role="log" aria-label={say.call}>
      {phone?.transcript.map((line, at) => (
        <p key={at} class={line.who === "cashier" ? "me" : ""}>
          <i>{line.who === "cashier" ? say.you : say.bank}</i>
          {inWords(line)}
        </p>
      ))}
    </div>
  );
}

function Choices({ phone }: { readonly phone: Phone }) {
  const place = usePlace();
  const { phone: say } = words();
  const choices = choicesInOrder(phone, place.session);
  if (choices.length === 0) return phone.state === "talking" ? <p>{say.waiting}</p> : null;
  return (
    <ol class="opt" aria-label={say.choices}>
      {choices.map((choice, at) => (
        <li key={choice.id}>
          <button
            type="button"
            data-choice={choice.id}
            onClick={() => place.act({ type: "answer", choice: choice.id })}
          >
            <Key>{at + 1}</Key>
            <span>{inWords(choice)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Dial() {
  const place = usePlace();
  const { phone: say } = words();
  const { dialled } = place;
  return (
    <div class="dial">
      <output aria-label={say.number}>{dialled.value === "" ? " " : dialled.value}</output>
      <fieldset class="pad" aria-label={say.number}>
        {DIGITS.map((digit) => (
          <button
            key={digit}
            type="button"
            onClick={() => {
              dialled.value = `${dialled.value}${digit}`.slice(0, NUMBER_MAX);
            }}
          >
            {digit}
          </button>
        ))}
        <button
          type="button"
          aria-label={say.erase}
          onClick={() => {
            dialled.value = dialled.value.slice(0, -1);
          }}
        >
          <Icon name="undo" size={18} />
        </button>
      </fieldset>
      <button type="button" class="go" disabled={dialled.value === ""} onClick={() => dial(place)}>
        <Icon name="phone" size={18} />
        {say.dial} <Key>Enter</Key>
      </button>
      <p class="hint">{say.hint}</p>
    </div>
  );
}
