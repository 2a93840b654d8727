import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Chip } from "../../device-emulators/devices/card/chip.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { type Pcscd, setUpPcscd } from "../../sim-server/bench/pcscd.ts";
import {
  type CardNews,
  plugCardIntoVpcd,
  type VpcdCard,
} from "../../sim-server/io/devices/vpcd-card.ts";
import { PCSCD_TURN_MS_MAX } from "./pcscd.ts";

/** Waits for what another process or thread does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10);
}

/** The virtual reader of a pcscd that runs for the tests of one file; each test finds it empty. */
export function usePcscSlot() {
  let pcscd: Pcscd | undefined;
  let card: VpcdCard | undefined;
  const news: CardNews[] = [];

  const daemon = (): Pcscd => {
    if (pcscd === undefined) throw new Error("pcscd is there while tests run");
    return pcscd;
  };
  const told = (event: CardNews["event"]): Promise<void> =>
    until(() => news.some((one) => one.event === event));
  const remove = async (): Promise<void> => {
    card?.remove();
    await until(() => card === undefined || news.at(-1)?.event === "removed");
    card = undefined;
  };

  beforeAll(async () => {
    pcscd = await setUpPcscd();
    await pcscd.start();
  }, PCSCD_TURN_MS_MAX);
  afterEach(remove, PCSCD_TURN_MS_MAX);
  afterAll(async () => {
    card?.close();
    await pcscd?.remove();
  }, PCSCD_TURN_MS_MAX);

  return {
    news,
    told,
    remove,
    /** The kinds of all news, in order. */
    events: (): string => news.map(({ event }) => event).join(" "),
    pcscd: daemon,
    /** Puts a card with this chip in; the news begin anew. */
    insert: async <S>(chip: Chip<S>): Promise<VpcdCard> => {
      news.length = 0;
      const place = { host: "127.0.0.1", port: daemon().port, clock: REAL_CLOCK };
      const plugged = plugCardIntoVpcd({ ...place, chip, tell: (one) => news.push(one) });
      card = plugged;
      plugged.insert();
      await told("inserted");
      return plugged;
    },
  };
}
