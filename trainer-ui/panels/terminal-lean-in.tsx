import { usePlace } from "../session/place.ts";
import { formatMinor } from "../text/figures.ts";
import { words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Icon, Key } from "./icon.tsx";
import { FUNCTION_KEYS, KEYPAD, keyName } from "./terminal-keys.ts";
import { Lcd } from "./terminal-lcd.tsx";

/** The terminal seen from near: its glass to read, its keys large enough for a finger. */
export function TerminalLeanIn() {
  const place = usePlace();
  const { terminal: say, back } = words();
  return (
    <>
      <div class="abs scrim" />
      <Dialog label={say.title} className="lean-in">
        <div class="abs kt">
          <Lamps />
          <Lcd />
          <Keypad />
        </div>
        <div class="abs sidel">
          <DueBox />
          <p class="hint">{say.lookAgain}</p>
          <button type="button" class="bk" onClick={place.shut}>
            <Icon name="prev" size={18} />
            {back} <Key>Esc</Key>
          </button>
        </div>
        <div class="abs sider">
          <h3>
            <Icon name="keypad" size={18} />
            {say.shapes}
          </h3>
          <ol>
            {(["cancel", "clear", "enter"] as const).map((key) => (
              <li key={key}>
                <span class={`sh ${FUNCTION_KEYS[key]?.tone}`}>
                  <Icon name={FUNCTION_KEYS[key]?.icon ?? "x"} size={20} weight={3} />
                </span>
                <b>{say.keys[key]}</b>
                {say.meaning[key]}
              </li>
            ))}
          </ol>
        </div>
      </Dialog>
    </>
  );
}

function Lamps() {
  const { seen } = usePlace();
  return (
    <div class="ld" aria-hidden="true">
      {(seen.terminal?.leds ?? []).map((lamp, at) => (
        <i key={at} class={lamp === "on" ? `on l${at}` : ""} />
      ))}
    </div>
  );
}

/** The till's total, beside whatever has to agree with it. */
export function DueBox() {
  const { seen } = usePlace();
  const { inspect } = words();
  const lines = seen.till?.lines ?? [];
  return (
    <>
      <h3>
        <Icon name="cash" size={18} />
        {inspect.due}
      </h3>
      <div class="box row">
        <span>{inspect.pieces(lines.reduce((sum, line) => sum + line.quantity, 0))}</span>
        <b class="due">
          <i>¥</i>
          {formatMinor(seen.till?.totalMinor ?? 0)}
        </b>
      </div>
    </>
  );
}

/** The terminal's fifteen keys as buttons. */
export function Keypad() {
  const place = usePlace();
  const { terminal: say } = words();
  return (
    <fieldset class="ks" aria-label={say.keypad}>
      {KEYPAD.map(({ key, rect }) => {
        const shape = FUNCTION_KEYS[key];
        const down = place.pressed.value === key ? "dn" : "";
        return (
          <button
            key={key}
            type="button"
            class={`${down} ${shape === undefined ? "" : `fx ${shape.tone}`}`}
            aria-label={keyName(key, say.keys)}
            onClick={() => place.terminalKey(key)}
          >
            {shape === undefined ? (
              rect
            ) : (
              <>
                <Icon name={shape.icon} size={24} weight={3} />
                {keyName(key, say.keys)}
              </>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
