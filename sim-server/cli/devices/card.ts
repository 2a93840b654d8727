import process from "node:process";
import { createInterface } from "node:readline";
import {
  CARD_FAULT_FORMS,
  type CardFault,
  parseCardFault,
} from "../../../device-emulators/devices/card/card-faults.ts";
import { instructionOf } from "../../../device-emulators/kit/apdu-words.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { VPCD_PORT } from "../../../device-emulators/transports/vpcd.ts";
import {
  type CardNews,
  plugCardIntoVpcd,
  type VpcdCard,
} from "../../../device-emulators/transports/vpcd-card.ts";
import { loadCard } from "../../io/devices/card-file.ts";
import type { Call, Verb } from "../verb.ts";

/** Chosen: pcscd asks for a card several times a second. */
const TAKEN_MS_MAX = 3_000;

/** A chip card in pcscd's virtual reader. */
export const CARD_DEVICE: Verb = {
  name: "card",
  summary: "a chip card, inserted into pcscd's virtual reader",
  takes: "--card FILE [--vpcd HOST:PORT] [--fault FAULT]...",
  takesWords: false,
  flags: [
    { name: "card", value: "FILE", means: "the card: number, expiry, persona (YAML)" },
    { name: "vpcd", value: "HOST:PORT", means: `where vpcd listens (127.0.0.1:${VPCD_PORT})` },
    { name: "fault", value: "FAULT", means: CARD_FAULT_FORMS, many: true },
    { name: "json", means: "one JSON object an event on standard output" },
  ],
  examples: [
    "npx tillyard device card --card scenarios/cards/chip.yaml",
    "npx tillyard device card --card my-card.yaml --vpcd 127.0.0.1:35963 --fault pull@5",
  ],
  run: async (call) => {
    const file = call.text("card");
    if (file === undefined) {
      throw new TillyardError("config-invalid", "device card wants a card", {
        hint: "give --card FILE; scenarios/cards/chip.yaml is one to copy",
      });
    }
    const address = readAddress(call.text("vpcd") ?? `127.0.0.1:${VPCD_PORT}`);
    const options = { ...address, card: loadCard(file), faults: readFaults(call.texts("fault")) };
    await play(call, options);
    return 0;
  },
};

/** Inserts the card and answers for it until the process is told to end. */
async function play(
  call: Call,
  options: Omit<Parameters<typeof plugCardIntoVpcd>[0], "tell">,
): Promise<void> {
  let take = (): void => undefined;
  let refuse = (_what: string, _hint: string): void => undefined;
  const taken = new Promise<void>((resolve, reject) => {
    take = resolve;
    refuse = (what, hint) => reject(new TillyardError("device-unavailable", what, { hint }));
  });
  const at = `${options.host}:${options.port}`;
  const card = plugCardIntoVpcd({
    ...options,
    tell: (news) => {
      if (news.event === "inserted") take();
      if (news.event === "no-reader") refuse(...whyNot(at, news.cause));
      process.stdout.write(call.on("json") ? `${JSON.stringify(news)}\n` : `${wordsOf(news)}\n`);
    },
  });
  const patience = setTimeout(
    () => refuse(`vpcd at ${at} asks for no card`, "another card is in this slot: take it out"),
    TAKEN_MS_MAX,
  );
  const lines = createInterface({ input: process.stdin });
  try {
    card.insert();
    await taken;
    lines.on("line", (line) => obey(card, line));
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
  } finally {
    clearTimeout(patience);
    lines.close();
    card.close();
  }
}

function whyNot(at: string, cause: string | undefined): [what: string, hint: string] {
  return [
    `no virtual reader answers at ${at}${cause === undefined ? "" : ` (${cause})`}`,
    "install it and start pcscd (Debian: apt-get install pcscd vsmartcard-vpcd; pcscd)",
  ];
}

/** `insert`, `remove`, `fault FAULT...` (these and no others); other lines are told about. */
function obey(card: VpcdCard, line: string): void {
  const [verb = "", ...words] = line.trim().split(/\s+/);
  const faults = parseFaults(words);
  if (verb === "insert" && words.length === 0) card.insert();
  else if (verb === "remove" && words.length === 0) card.remove();
  else if (verb === "fault" && faults.ok) card.setFaults(faults.value);
  else {
    const why = verb === "fault" && !faults.ok ? `: ${faults.error}` : "";
    process.stderr.write(
      `tillyard device card: give insert, remove, or fault and any of ${CARD_FAULT_FORMS}${why}\n`,
    );
  }
}

function readFaults(texts: readonly string[]): readonly CardFault[] {
  const faults = parseFaults(texts);
  if (faults.ok) return faults.value;
  throw new TillyardError("config-invalid", `--fault ${faults.error}`, {
    hint: `give one of ${CARD_FAULT_FORMS}`,
  });
}

function parseFaults(texts: readonly string[]): Result<readonly CardFault[], string> {
  const faults: CardFault[] = [];
  for (const text of texts) {
    const fault = parseCardFault(text);
    if (!fault.ok) return err(`${text} ${fault.error}`);
    faults.push(fault.value);
  }
  return ok(faults);
}

function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? 0);
  const host = bracketed ?? plain;
  if (host !== undefined && port > 0 && port <= 65_535) return { host, port };
  throw new TillyardError("config-invalid", `--vpcd ${text} is not a host and a port`, {
    hint: `give HOST:PORT, such as 127.0.0.1:${VPCD_PORT}`,
  });
}

function wordsOf(news: CardNews): string {
  switch (news.event) {
    case "inserted":
      return "the card is in the reader";
    case "removed":
      return "the card is out";
    case "no-reader":
      return "pcscd has gone; the card goes back in when it comes back";
    case "command": {
      const name = instructionOf(news.instruction)?.name ?? `command ${hex(news.instruction, 2)}`;
      const status = news.statusWord === undefined ? "no answer" : hex(news.statusWord, 4);
      return `${news.number} ${name} ${status}`;
    }
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
