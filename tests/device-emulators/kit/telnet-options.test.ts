import { expect, test } from "vitest";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { TelnetVerb } from "../../../device-emulators/kit/telnet.ts";
import {
  answerOption,
  askOptions,
  BINARY,
  SUPPRESS_GO_AHEAD,
} from "../../../device-emulators/kit/telnet-options.ts";

test("what is wanted of either side is asked for at the beginning", () => {
  const { bytes } = askOptions({ ours: [BINARY, SUPPRESS_GO_AHEAD], theirs: [44] });
  expect(toHex(bytes)).toBe("FFFB00FFFB03FFFD2C");
});

/** Binary was asked of both sides; nothing else is known. */
test.each<[string, string]>([
  ["do 0", ""],
  ["do 0, do 0", ", "],
  ["do 0, dont 0", ", FFFC00"],
  ["do 0, dont 0, do 0", ", FFFC00, FFFB00"],
  ["dont 0", ""],
  ["dont 0, dont 0", ", "],
  ["will 0", ""],
  ["will 0, wont 0", ", FFFE00"],
  ["will 0, wont 0, will 0", ", FFFE00, FFFD00"],
  ["wont 0", ""],
  ["do 24", "FFFC18"],
  ["will 24", "FFFE18"],
  ["dont 24", ""],
  ["wont 24", ""],
])("%s is answered by %j", (said, answers) => {
  let { options } = askOptions({ ours: [BINARY], theirs: [BINARY] });
  const given = said.split(", ").map((words) => {
    const [verb, option] = words.split(" ");
    const next = answerOption(options, { verb: verb as TelnetVerb, option: Number(option) });
    options = next.options;
    return next.answer === undefined ? "" : toHex(next.answer);
  });
  expect(given.join(", ")).toBe(answers);
});

test("two sides that want everything come to rest", () => {
  const sides = [0, 1].map(() => askOptions({ ours: [0, 3, 44], theirs: [0, 3, 44] }));
  const verbs: readonly TelnetVerb[] = ["will", "wont", "do", "dont"];
  let count = 0;
  const inboxes = sides.map(({ bytes }) => [bytes]).reverse();
  const states = sides.map(({ options }) => options);
  for (let turn = 0; inboxes.some((inbox) => inbox.length > 0); turn = 1 - turn) {
    const bytes = inboxes[turn]?.shift() ?? new Uint8Array(0);
    for (let at = 0; at < bytes.length; at += 3) {
      const verb = verbs[(bytes[at + 1] ?? 0) - 251];
      const state = states[turn];
      if (verb === undefined || state === undefined) throw new Error("no option was said");
      const { options, answer } = answerOption(state, { verb, option: bytes[at + 2] ?? 0 });
      states[turn] = options;
      if (answer !== undefined) inboxes[1 - turn]?.push(answer);
      count += 1;
    }
  }
  expect(count).toBe(12);
});
