import {
  CD5220,
  type Dialect,
  ESCPOS_DISPLAY,
} from "../../../device-emulators/devices/display/commands.ts";
import {
  DISPLAY_START,
  type Display,
  type DisplayEffect,
  type DisplayInput,
  displayOf,
} from "../../../device-emulators/devices/display/display.ts";
import {
  type Glass,
  type Glyphs,
  linesOf,
} from "../../../device-emulators/devices/display/glass.ts";
import { DSP800, UTC } from "../../../device-emulators/devices/display/pole-commands.ts";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import type { DisplayView } from "../../io/devices/control/views.ts";
import type { DeviceKind, Told } from "./kind.ts";

const DIALECTS: readonly Dialect[] = [ESCPOS_DISPLAY, CD5220, UTC, DSP800];
const NAMES = DIALECTS.map(({ name }) => name).join(", ");

const GLYPHS: readonly Glyphs[] = ["ascii", "gb18030"];

/** Chosen: the port behind the printer's usual one. */
const USUAL_PORT = 9101;

/** A customer display of two lines. */
export const DISPLAY: DeviceKind = {
  name: "display",
  summary: "a customer display of two lines of twenty",
  usualPort: USUAL_PORT,
  flags: [
    { name: "commands", value: "WHICH", means: `display: ${NAMES} (${ESCPOS_DISPLAY.name})` },
    { name: "glyphs", value: "WHICH", means: `display: ${GLYPHS.join(", ")} (${GLYPHS[0]})` },
  ],
  hands: [],
  start: (options, { clock, tell, cable }) => {
    const dialect = findDialect(options.text("commands") ?? ESCPOS_DISPLAY.name);
    const glyphs = findGlyphs(options.text("glyphs"));
    const display = attach(displayAtCable(dialect), clock, {
      cable,
      saw: (effect) => {
        const told = toldOf(effect, glyphs);
        if (told !== undefined) tell(told);
      },
    });
    return {
      plug: display.plug,
      close: display.close,
      hand: () => undefined,
      view: () => viewOf(display.state().seen, glyphs),
    };
  },
};

function displayAtCable(dialect: Dialect): Device<Display, DisplayInput, DisplayEffect> {
  return {
    machine: displayOf(dialect),
    initial: DISPLAY_START,
    hears: (bytes) => ({ type: "received", bytes }),
    wants: (effect) =>
      effect.type === "reply" ? { type: "send", bytes: effect.bytes } : undefined,
  };
}

function findDialect(name: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.name === name);
  if (found !== undefined) return found;
  throw new TillyardError("config-invalid", `--commands ${name} is no display's`, {
    hint: `give one of ${NAMES}`,
  });
}

function findGlyphs(name: string | undefined): Glyphs {
  if (name === undefined) return "ascii";
  const found = GLYPHS.find((glyphs) => glyphs === name);
  if (found !== undefined) return found;
  throw new TillyardError("config-invalid", `--glyphs ${name} are no display's`, {
    hint: `give one of ${GLYPHS.join(", ")}`,
  });
}

function viewOf(glass: Glass, glyphs: Glyphs): DisplayView {
  const { cursor, cursorShown, brightness, blinkMs, dark } = glass;
  const [upper, lower] = linesOf(glass, glyphs);
  return {
    kind: "display",
    lines: [upper, lower],
    cursor: cursorShown ? cursor : null,
    brightness,
    blinkMs,
    dark,
  };
}

/** What is said of an effect; undefined for those that concern the cable alone. */
function toldOf(effect: DisplayEffect, glyphs: Glyphs): Told | undefined {
  switch (effect.type) {
    case "shown": {
      const [upper, lower] = linesOf(effect.glass, glyphs);
      const { cursor, cursorShown, brightness, blinkMs, dark } = effect.glass;
      const look = { cursor, cursorShown, brightness, blinkMs, dark };
      return {
        event: { event: "shown", lines: [upper, lower], ...look },
        shown: [`|${upper}|`, `|${lower}|`],
      };
    }
    case "pass":
      return { event: { event: "passed", bytes: toHex(effect.bytes) } };
    case "told":
      return {
        event: { event: "told", what: effect.what, offset: effect.offset },
        note: `byte ${effect.offset}: ${effect.what}`,
      };
    case "reply":
      return undefined;
  }
}
