import { go } from "../pages/route.ts";
import { usePlace } from "../session/place.ts";
import {
  motion,
  plain,
  setWedgePrefix,
  sound,
  switchMotion,
  switchPlain,
  switchSound,
  switchWedge,
  wedgeOn,
  wedgePrefix,
} from "../session/settings.ts";
import { switchLanguage, words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Key } from "./icon.tsx";

/** Time stands still: go on, change how the page behaves, or leave. */
export function PauseMenu() {
  const place = usePlace();
  const { pause, language, help } = words();
  const seat = place.store.opened.value?.seat;
  const real = place.store.view.printer.value?.real;
  return (
    <>
      <div class="abs scrim" />
      <Dialog label={pause.title} className="abs paused">
        <h2>{pause.title}</h2>
        <p>{pause.still}</p>
        <button type="button" class="btn y" data-first onClick={place.shut}>
          {pause.resume} <Key>{help.keys.esc}</Key>
        </button>
        <ul class="choices">
          <li>
            <button type="button" onClick={switchPlain}>
              {plain.value ? pause.pictured : pause.plain}
              <Key>Alt V</Key>
            </button>
          </li>
          <li>
            <button type="button" aria-pressed={sound.value} onClick={switchSound}>
              {pause.sound}
              <b>{sound.value ? pause.on : pause.off}</b>
            </button>
          </li>
          <li>
            <button type="button" onClick={switchLanguage}>
              {pause.language}
              <b>{language.toggle}</b>
            </button>
          </li>
          <li>
            <button type="button" onClick={switchMotion}>
              {pause.motion}
              <b>{motion.value === "full" ? pause.fullMotion : pause.lessMotion}</b>
            </button>
          </li>
          <li>
            <button type="button" aria-pressed={wedgeOn.value} onClick={switchWedge}>
              {pause.wedge}
              <b>{wedgeOn.value ? pause.on : pause.off}</b>
            </button>
          </li>
          {wedgeOn.value && <Prefix />}
          <li>
            <button type="button" onClick={() => go({ page: "home" })}>
              {pause.leave}
              <small>{pause.leaveHint}</small>
            </button>
          </li>
        </ul>
        {seat && (
          <p class="seat">
            {pause.seat} <b>{seat.replace(/^.{3}/, "$&-")}</b> {real && pause.realPrinter[real]}
          </p>
        )}
      </Dialog>
    </>
  );
}

/** Chosen: an AIM identifier, or a few signs of one's own. */
const PREFIX_CHARS_MAX = 8;

/** What the scanner sends first: where it is known, no other key has to wait for it. */
function Prefix() {
  const { pause } = words();
  return (
    <li>
      <label class="field">
        {pause.prefix}
        <input
          type="text"
          value={wedgePrefix.value}
          maxLength={PREFIX_CHARS_MAX}
          placeholder={pause.prefixHint}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setWedgePrefix(currentTarget.value.trim())}
        />
      </label>
    </li>
  );
}
