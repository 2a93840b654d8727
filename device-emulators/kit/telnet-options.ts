import { concat } from "./bytes.ts";
import { buildTelnetOption, type TelnetVerb } from "./telnet.ts";

/** Which options each side does, of those that may be done at all. */
export type TelnetOptions = { readonly ours: OptionStates; readonly theirs: OptionStates };

/** An option that is not named is refused. */
type OptionStates = Readonly<Record<number, "off" | "asked" | "on">>;

/** Every byte passes as it is. @source RFC 856 */
export const BINARY = 0;
/** Nobody waits for leave to speak. @source RFC 858 */
export const SUPPRESS_GO_AHEAD = 3;

/** Asks for these options of either side. */
export function askOptions(asked: {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}): {
  readonly options: TelnetOptions;
  readonly bytes: Uint8Array;
} {
  const statesOf = (list: readonly number[]): OptionStates =>
    Object.fromEntries(list.map((option) => [option, "asked"]));
  return {
    options: { ours: statesOf(asked.ours), theirs: statesOf(asked.theirs) },
    bytes: concat([
      ...asked.ours.map((option) => buildTelnetOption("will", option)),
      ...asked.theirs.map((option) => buildTelnetOption("do", option)),
    ]),
  };
}

/**
 * Takes what the other side says of an option. What changes nothing is not answered, so that two
 * sides never answer each other for ever.
 *
 * @source RFC 854, and RFC 1143 for the loops
 */
export function answerOption(
  options: TelnetOptions,
  { verb, option }: { readonly verb: TelnetVerb; readonly option: number },
): { readonly options: TelnetOptions; readonly answer: Uint8Array | undefined } {
  const side = verb === "will" || verb === "wont" ? "theirs" : "ours";
  const on = verb === "will" || verb === "do";
  const [agree, refuse] =
    side === "theirs" ? (["do", "dont"] as const) : (["will", "wont"] as const);
  const now = Object.hasOwn(options[side], option) ? options[side][option] : undefined;
  if (now === undefined) {
    return { options, answer: on ? buildTelnetOption(refuse, option) : undefined };
  }
  const answer = on
    ? now === "off"
      ? buildTelnetOption(agree, option)
      : undefined
    : now === "on"
      ? buildTelnetOption(refuse, option)
      : undefined;
  const states = { ...options[side], [option]: on ? ("on" as const) : ("off" as const) };
  return { options: { ...options, [side]: states }, answer };
}
