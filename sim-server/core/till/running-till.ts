import type { TillView } from "../counter/view.ts";
import { START_DISPLAY, writeDisplay } from "../drivers/display-driver.ts";
import type { Emit } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";
import type { Product } from "./basket.ts";
import { customerText } from "./customer-text.ts";
import { IDLE_TILL, type TillEffect, type TillInput, type TillState, tillMachine } from "./till.ts";

/** What a till hangs on. Each of its line ends belongs to it alone. */
export type TillPorts = {
  readonly emit: Emit;
  readonly products: readonly Product[];
  readonly scanner: LineEnd;
  readonly terminal: LineEnd;
  readonly display: LineEnd;
  readonly kickDrawer: () => void;
};

export type Till = {
  readonly send: (input: TillInput) => void;
  readonly state: () => TillState;
  readonly view: () => TillView;
};

/** A till at work in the world: it listens to its cables from now on, and greets the customer. */
export function createTill(ports: TillPorts): Till {
  const catalogue = new Map(ports.products.map((product) => [product.code, product]));
  const step = tillMachine(catalogue);
  let state = IDLE_TILL;
  const perform = (effect: TillEffect): void => {
    if (effect.type === "answer") ports.terminal.send(effect.bytes);
    else if (effect.type === "kick-drawer") ports.kickDrawer();
    else ports.emit(effect.kind, effect.data);
  };
  let shown = customerText(state);
  const showCustomer = (before: TillState): void => {
    if (state.view === before.view && state.givenMinor === before.givenMinor) return;
    const text = customerText(state);
    if (text[0] === shown[0] && text[1] === shown[1]) return;
    shown = text;
    ports.display.send(writeDisplay(text));
  };
  const send = (input: TillInput): void => {
    const before = state;
    const next = step(state, input);
    state = next.state;
    for (const effect of next.effects) perform(effect);
    showCustomer(before);
  };
  ports.scanner.onReceive = (bytes) => send({ type: "scanner", bytes });
  ports.terminal.onReceive = (bytes) => send({ type: "terminal", bytes });
  ports.display.send(START_DISPLAY);
  ports.display.send(writeDisplay(shown));
  return { send, state: () => state, view: () => state.view };
}
