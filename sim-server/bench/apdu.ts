import { join } from "node:path";
import process from "node:process";
import { chipOf } from "../../device-emulators/devices/card/card-chip.ts";
import type { Chip } from "../../device-emulators/devices/card/chip.ts";
import type { Card } from "../../device-emulators/devices/card/chip-card.ts";
import { cardInHand, plugIn } from "../../device-emulators/devices/card/plugged-card.ts";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { openPcscReader, type PcscReader } from "../../device-emulators/transports/pcsc.ts";
import { loadCard } from "../io/devices/card-file.ts";
import { plugCardIntoVpcd } from "../io/devices/vpcd-card.ts";
import { PACKAGE_FOLDER } from "../package-info.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { type Pcscd, setUpPcscd, whyNoPcscd } from "./pcscd.ts";
import { median } from "./rate.ts";

/** SELECT of the payment directory, and its first record: what every terminal asks first. */
const COMMANDS = [fromHex("00A404000E315041592E5359532E444446303100"), fromHex("00B2010C00")];
const WARM = 200;
const TRIPS = 2_000;
const READER = "Virtual PCD 00 00";

/** A command to the chip card and its answer, by way of the system's PC/SC, and without it. */
export const APDU: Benchmark = {
  name: "apdu",
  measures: "a command to a card and its answer, through pcscd and vpcd, and in memory",
  run: async () => {
    const why = await whyNoPcscd();
    if (why === undefined) return [await measure()];
    process.stderr.write(`apdu: left out: ${why}\n`);
    return [];
  },
};

async function measure(): Promise<Figure> {
  const chip = chipOf(loadCard(join(PACKAGE_FOLDER, "scenarios", "cards", "chip.yaml")));
  const pcscd = await setUpPcscd();
  try {
    await pcscd.start();
    return {
      name: "apdu-pcsc",
      value: await throughPcscd(pcscd, chip),
      unit: "ms, median",
      baseline: "the same card in memory",
      baselineValue: inMemory(chip),
      target: { of: "value", atMost: 1 },
    };
  } finally {
    await pcscd.remove();
  }
}

/** Both ends in this process, as close together as they ever are. */
async function throughPcscd({ port }: Pcscd, chip: Chip<Card>): Promise<number> {
  const ignore = (): void => undefined;
  const card = plugCardIntoVpcd({
    ...{ host: "127.0.0.1", port, clock: REAL_CLOCK, chip, tell: ignore },
  });
  let arrived = ignore;
  const present = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const reader = await openPcscReader(
    { name: READER, clock: REAL_CLOCK },
    { tokenPresent: () => arrived(), tokenGone: ignore, readerGone: ignore, readerBack: ignore },
  );
  try {
    card.insert();
    await present;
    return await medianOf(async (command) => must(await reader.transmit(command)));
  } finally {
    await reader.close();
    card.close();
  }
}

function must(answer: Awaited<ReturnType<PcscReader["transmit"]>>): void {
  if (answer.ok) return;
  throw new TillyardError("device-unavailable", "the card in pcscd's virtual reader is silent", {
    hint: "run pcscd --foreground --debug beside it to see why",
  });
}

function inMemory(chip: Chip<Card>): number {
  const machine = plugIn(chip);
  const at = (input: Parameters<typeof machine>[1], state = cardInHand(chip)) =>
    machine(state, input, 0).state;
  let state = at({ type: "power-on" }, at({ type: "insert" }));
  const took = Array.from({ length: WARM + TRIPS }, (_, trip) => {
    const begun = performance.now();
    for (const bytes of COMMANDS) state = at({ type: "command", bytes }, state);
    return { trip, ms: (performance.now() - begun) / COMMANDS.length };
  });
  return median(took.filter(({ trip }) => trip >= WARM).map(({ ms }) => ms));
}

async function medianOf(ask: (command: Uint8Array) => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let trip = 0; trip < WARM + TRIPS; trip += 1) {
    for (const command of COMMANDS) {
      const begun = performance.now();
      await ask(command);
      if (trip >= WARM) took.push(performance.now() - begun);
    }
  }
  return median(took);
}
