import type { Flow } from "../world/flow.ts";
import { keyDigits } from "./keypad.ts";
import type { Terminal } from "./powered-terminal.ts";
import { operatorScreen } from "./screens.ts";

/** @source UnionPay terminals: operators have two digits, their passwords four */
const OPERATOR_DIGITS = 2;
const PASSWORD_DIGITS = 4;

/** Asks for operator and password until both belong together. */
export function* logOn(terminal: Terminal): Flow<void> {
  let refused = false;
  for (;;) {
    const id: string | undefined = yield* keyText(terminal, "operator", OPERATOR_DIGITS, refused);
    const password: string | undefined =
      id && (yield* keyText(terminal, "password", PASSWORD_DIGITS, false));
    const known = terminal.config.operators.find(
      (operator) => operator.id === id && operator.password === password,
    );
    if (known !== undefined) {
      terminal.operator = known.id;
      return;
    }
    // Giving up a prompt begins again; only a wrong pair is a refusal.
    refused = password !== undefined;
  }
}

function* keyText(
  terminal: Terminal,
  name: "operator" | "password",
  digitsMax: number,
  refused: boolean,
): Flow<string | undefined> {
  const entered = yield* keyDigits(terminal, {
    digitsMax,
    start: "",
    complete: (digits) => digits.length === digitsMax,
    screen: (digits) => operatorScreen(name, digits, refused && digits === ""),
    needsCard: false,
  });
  return "digits" in entered ? entered.digits : undefined;
}
