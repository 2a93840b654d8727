import { existsSync } from "node:fs";
import process from "node:process";
import type { TokenId } from "../../device-emulators/devices/card-reader/token-gate.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { listPcscReaders } from "../../device-emulators/transports/pcsc.ts";
import { id } from "../../scenarios/format/values.ts";
import {
  cardFor,
  type Enrolment,
  enrol,
  loadEnrolments,
  saveEnrolments,
} from "../io/devices/enrolment-file.ts";
import {
  IN_USE_WORDS,
  openTokenReader,
  REFUSAL_WORDS,
  type TokenNews,
} from "../io/devices/token-reader.ts";
import { stopped } from "./stopped.ts";
import type { Call, Verb } from "./verb.ts";

const USUAL_FILE = "training-cards.yaml";

export const ENROL: Verb = {
  name: "enrol",
  summary: "lets a blank token in a real reader stand for a card of a scenario",
  takes: "--card ID [--reader NAME] [--file FILE]",
  takesWords: false,
  flags: [
    { name: "card", value: "ID", means: "the card that it stands for, as scenarios name it" },
    { name: "reader", value: "NAME", means: "the reader, or a part of its name (the only one)" },
    { name: "file", value: "FILE", means: `where enrolments are kept (${USUAL_FILE})` },
    { name: "json", means: "one JSON object, on standard output" },
  ],
  examples: [
    "npx tillyard enrol --card chip",
    'npx tillyard enrol --reader ACR122U --card quick --file "training-cards.yaml"',
  ],
  run: async (call) => {
    const card = readCard(call);
    const file = call.text("file") ?? USUAL_FILE;
    const enrolments = existsSync(file) ? loadEnrolments(file) : [];
    const found = await waitForToken(call.text("reader") ?? (await onlyReader()));
    if (found === undefined) return 0;
    if (found.event === "refused") {
      say(REFUSAL_WORDS[found.why]);
      return 1;
    }
    if (found.event === "in-use") {
      say(IN_USE_WORDS);
      return 1;
    }
    keep(file, enrolments, { token: found.token, card });
    if (call.on("json")) process.stdout.write(`${JSON.stringify({ ...found, card, file })}\n`);
    return 0;
  },
};

type Found = Extract<TokenNews, { event: "token" | "refused" | "in-use" }>;

function readCard(call: Call): string {
  const card = call.text("card");
  if (card !== undefined && id.safeParse(card).success) return card;
  throw new TillyardError(
    "config-invalid",
    card === undefined ? "enrol wants a card" : `--card ${card} is no card's id`,
    { hint: "give the id that scenarios name it by: --card chip" },
  );
}

async function onlyReader(): Promise<string> {
  const names = await listPcscReaders();
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new TillyardError("device-unavailable", `${names.length} readers are plugged in`, {
    hint:
      names.length === 0
        ? "plug one in; npx tillyard doctor says what else it takes"
        : `say which: --reader with one of: ${names.join("; ")}`,
  });
}

/** What the first token comes to; undefined where the wait was ended by hand. */
async function waitForToken(name: string): Promise<Found | undefined> {
  let hear = (_news: Found): void => undefined;
  const token = new Promise<Found>((resolve) => {
    hear = resolve;
  });
  const reader = await openTokenReader({
    name,
    clock: REAL_CLOCK,
    tell: (news) => {
      if (news.event === "reader-gone") say(news.why);
      if (news.event === "token" || news.event === "refused" || news.event === "in-use") hear(news);
    },
  });
  const stop = stopped();
  say(`lay a blank token on ${reader.name}, or put it in`);
  const found = await Promise.race([token, stop.then(() => undefined)]);
  await reader.close();
  return found;
}

function keep(file: string, enrolments: readonly Enrolment[], enrolment: Enrolment): void {
  const before = cardFor(enrolments, enrolment.token);
  saveEnrolments(file, enrol(enrolments, enrolment));
  const instead = before === undefined || before === enrolment.card ? "" : ` instead of ${before}`;
  say(`the ${wordOf(enrolment.token)} stands for ${enrolment.card}${instead}; ${file} says so`);
}

/** A chip without a number of its own has the same answer to reset as all others of its make. */
function wordOf({ kind, hex }: TokenId): string {
  return kind === "uid" ? `token ${hex}` : `kind of token that says ${hex}`;
}

function say(text: string): void {
  process.stderr.write(`tillyard enrol: ${text}\n`);
}
