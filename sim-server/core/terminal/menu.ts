import type { DeviceKey } from "../counter/act.ts";
import type { Flow } from "../world/flow.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "./keypad.ts";
import type { TerminalScreen } from "./ports.ts";
import type { Terminal } from "./powered-terminal.ts";
import { SCREEN } from "./screens.ts";
import { reprintLast } from "./transactions/reprint.ts";
import { sell } from "./transactions/sale.ts";

type Choices = {
  readonly screen: TerminalScreen;
  readonly lines: { readonly [K in DeviceKey]?: (terminal: Terminal) => Flow<void> };
};

/** Numbers as on every terminal of its kind; what is not there is not in this version. */
const PRINT_MENU: Choices = { screen: SCREEN.printMenu, lines: { "1": reprintLast } };
const MAIN_MENU: Choices = {
  screen: SCREEN.menu,
  lines: {
    "1": (terminal) => sell(terminal, undefined),
    "6": (terminal) => choose(terminal, PRINT_MENU),
  },
};

/** The main menu and what is chosen from it, back to where it was opened. */
export function chooseFromMenu(terminal: Terminal): Flow<void> {
  return choose(terminal, MAIN_MENU);
}

function* choose(terminal: Terminal, { screen, lines }: Choices): Flow<void> {
  prompt(terminal, screen);
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return;
    const chosen = next.kind === "key" ? lines[next.key] : undefined;
    if (chosen !== undefined) {
      yield* chosen(terminal);
      return;
    }
  }
}
