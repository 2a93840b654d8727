import type { Flow } from "../../world/flow.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import type { Terminal } from "../powered-terminal.ts";
import { messageScreen } from "../screens/system.ts";

/** What a message says: a head, lines under it, and whether it is bad news. */
export type Message = Parameters<typeof messageScreen>[2];

/** A message that stands until a key is pressed, or nobody comes. */
export function* tell(terminal: Terminal, title: string, message: Message): Flow<void> {
  prompt(terminal, messageScreen("message", title, message));
  yield* acknowledge(terminal, INPUT_MS_MAX);
}
