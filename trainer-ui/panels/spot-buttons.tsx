import { useSignal } from "@preact/signals";
import type { FocusKey } from "../counter/picture.ts";
import type { Box, Stage } from "../counter/stage.ts";
import { slipRect, stageRects } from "../counter/stage-rects.ts";
import { type Place, usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { DEED_KEYS } from "./deed-keys.ts";
import { deedsAt, type Spot } from "./deeds.ts";
import { Dialog } from "./dialog.tsx";
import { Key } from "./icon.tsx";
import { mobileName } from "./mobile-name.ts";
import { type SpotDeed, spotButtons } from "./spots.ts";
import { KEYPAD, keyName } from "./terminal-keys.ts";

/** Invisible buttons over the objects of the scene; their focus is drawn in the scene. */
export function SpotButtons({ stage, part, onFocus }: SpotButtonsProps) {
  const place = usePlace();
  const buttons = spotButtons(place.seen, stage, words());
  const own = buttons.filter(({ does }) => (does.kind === "scan") === (part === "goods"));
  return (
    <div class="spots">
      {part === "rest" && <SceneKeypad stage={stage} />}
      {own.map(({ id, box, name, focus, does }) => (
        <button
          key={id}
          type="button"
          class="abs spot"
          data-testid={`spot-${id}`}
          // The customer stands behind all that lies on the counter.
          style={{ ...at(box), zIndex: id === "customer" ? 0 : 1 }}
          aria-label={name}
          onFocus={() => onFocus(focus)}
          onBlur={() => onFocus(undefined)}
          onPointerEnter={() => onFocus(focus)}
          onPointerLeave={() => onFocus(undefined)}
          onClick={() => perform(does, place)}
        />
      ))}
    </div>
  );
}

type SpotButtonsProps = {
  readonly stage: Stage;
  /** Goods come before the till in the order of the work, the rest after it. */
  readonly part: "goods" | "rest";
  readonly onFocus: (focus: FocusKey | undefined) => void;
};

function perform(does: SpotDeed, place: Place): void {
  switch (does.kind) {
    case "scan":
      place.act({ type: "scan", item: does.item });
      break;
    case "deed":
      place.deed(does.deed);
      break;
    case "choose":
      place.open({ kind: "choose", spot: does.spot });
      break;
    case "read":
      place.open({ kind: "look", thing: "other-copy" });
      break;
    case "talk":
    case "phone":
    case "display":
      place.open({ kind: does.kind });
      break;
  }
}

/** The terminal's keys as they stand in the scene: small, so a finger gets the large ones. */
function SceneKeypad({ stage }: { readonly stage: Stage }) {
  const place = usePlace();
  const { terminal } = words();
  const { keys } = stageRects(stage);
  const byTouch = useSignal(false);
  return (
    <fieldset aria-label={terminal.keypad}>
      {KEYPAD.map(({ key, rect }) => {
        const box = keys[rect];
        if (box === undefined) return null;
        return (
          <button
            key={key}
            type="button"
            class={place.pressed.value === key ? "abs spot key dn" : "abs spot key"}
            style={at(box)}
            aria-label={keyName(key, terminal.keys)}
            onPointerDown={(event) => {
              byTouch.value = event.pointerType === "touch";
            }}
            onClick={() => {
              if (byTouch.value) place.deed("look-terminal");
              else place.terminalKey(key);
            }}
          />
        );
      })}
    </fieldset>
  );
}

/** What can be done with one object, beside it. */
export function SpotMenu({ spot, stage }: { readonly spot: Spot; readonly stage: Stage }) {
  const place = usePlace();
  const say = words();
  const shown = spot === "mobile" ? mobileName(place.seen.mobile, say.things) : undefined;
  const thing = shown ?? thingName(spot, say.things);
  const offered = deedsAt(spot, place.seen);
  return (
    <>
      <button
        type="button"
        class="abs away"
        tabIndex={-1}
        aria-hidden="true"
        onClick={place.shut}
      />
      <Dialog
        label={say.things.choose(thing)}
        className="abs menu"
        style={beside(spot, stage, offered.length)}
      >
        <h3>{thing}</h3>
        <ul>
          {offered.map((deed, number) => (
            <li key={deed}>
              <button
                type="button"
                data-first={number === 0 ? "" : undefined}
                onClick={() => place.deed(deed)}
              >
                {say.deeds[deed]}
                <Key>{DEED_KEYS[deed] ?? number + 1}</Key>
              </button>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

/** Chosen: wide enough for the longest deed in English. */
const MENU_WIDTH = 232;
/** The head of a menu, and one of its rows. */
const MENU_HEAD = 60;
const MENU_ROW = 50;

/** Where a menu opens so that it stands beside its object and within the stage. */
function beside(spot: Spot, stage: Stage, rows: number) {
  const rects = stageRects(stage);
  const box = {
    goods: rects.scanner,
    card: rects.cardOnCounter,
    terminal: rects.lcd,
    slot: rects.slot,
    reader: rects.reader,
    mobile: rects.mobile,
    pad: rects.pinPadOnCounter,
    printer: rects.printer,
    "merchant-copy": slipRect(stage, stage.slips[0]),
    "cardholder-copy": slipRect(stage, stage.slips[1]),
    drawer: rects.drawer,
  }[spot];
  return {
    left: `${Math.min(box.x + box.width / 2, stage.width - MENU_WIDTH)}px`,
    top: `${Math.max(64, Math.min(box.y, stage.height - MENU_HEAD - rows * MENU_ROW))}px`,
  };
}

function thingName(spot: Spot, things: ReturnType<typeof words>["things"]): string {
  switch (spot) {
    case "merchant-copy":
      return things.copies.merchant;
    case "cardholder-copy":
      return things.copies.cardholder;
    case "card":
      return things.card;
    case "reader":
      return things.reader;
    case "mobile":
      return things.mobile;
    case "pad":
      return things.pad;
    case "printer":
      return things.printer;
    case "terminal":
    case "slot":
      return things.terminal;
    case "goods":
      return things.scanner;
    case "drawer":
      return things.drawer;
  }
}

/** Lays an element onto a box of the stage. */
export function at(box: Box) {
  return {
    left: `${box.x}px`,
    top: `${box.y}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
  };
}
