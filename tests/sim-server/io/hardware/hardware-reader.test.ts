import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import type { HardwareEvent } from "../../../../sim-server/core/counter/hardware-event.ts";
import type { openTokenReader, TokenNews } from "../../../../sim-server/io/devices/token-reader.ts";
import { LOOK_AGAIN_MS } from "../../../../sim-server/io/hardware/hardware-cable.ts";
import { keepReader } from "../../../../sim-server/io/hardware/hardware-reader.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";

const TAG = { kind: "uid", hex: "04A1B2C3" } as const;
const CHIP = { kind: "atr", hex: "3B0211A5" } as const;

test("a training card is told as the card that it stands for, and that it is gone", async () => {
  const reader = await setUp();
  reader.news({ event: "token", token: TAG });
  reader.news({ event: "token-gone" });
  reader.news({ event: "token", token: CHIP });
  expect(reader.told).toEqual([
    { device: "reader", kind: "plugged" },
    { device: "reader", kind: "token", card: "quick", by: "field" },
    { device: "reader", kind: "token-gone" },
    { device: "reader", kind: "token", card: "debit", by: "contact" },
  ]);
});

test.each<[string, TokenNews, string]>([
  ["a token that is not enrolled", token("04FFFFFF"), "npx tillyard enrol"],
  ["a token that cannot be read", { event: "refused", why: "unreadable" }, "take another"],
  ["a telephone", { event: "refused", why: "no-lasting-number" }, "as telephones do"],
  ["a token that another program has", { event: "in-use" }, "another program"],
])("%s is told to whoever laid it there, and to no counter", async (_what, news, said) => {
  const reader = await setUp();
  reader.news(news);
  reader.news({ event: "token-gone" });
  expect(reader.told).toHaveLength(1);
  expect(reader.said.join()).toContain(said);
});

test("of a real card the counter learns that one was refused, and nothing else", async () => {
  const reader = await setUp();
  reader.news({ event: "refused", why: "real-card" });
  reader.news({ event: "token-gone" });
  expect(reader.told.slice(1)).toEqual([{ device: "reader", kind: "refused" }]);
});

test("a reader that is pulled out and put back is told as such", async () => {
  const reader = await setUp();
  reader.news({ event: "reader-gone", why: "the reader is unplugged" });
  reader.news({ event: "reader-back" });
  expect(reader.told.map(({ kind }) => kind)).toEqual(["plugged", "unplugged", "plugged"]);
});

test("a reader that is not there is looked for, and told of once for each reason", async () => {
  const reader = await setUp(["no readers fit ACR", "no readers fit ACR", "PC/SC does not run"]);
  for (let turn = 0; turn < 3; turn += 1) await reader.pass(LOOK_AGAIN_MS);
  expect(reader.reasons).toEqual(["no readers fit ACR", "PC/SC does not run"]);
  expect(reader.told).toEqual([{ device: "reader", kind: "plugged" }]);
});

test("let go, it tells nothing any more and looks for nothing", async () => {
  const reader = await setUp();
  reader.letGo();
  reader.news({ event: "token", token: TAG });
  expect([reader.told.length, reader.closed()]).toEqual([1, true]);
  const away = await setUp(["no readers fit ACR"]);
  away.letGo();
  await away.pass(LOOK_AGAIN_MS);
  expect(away.told).toEqual([]);
});

function token(hex: string): TokenNews {
  return { event: "token", token: { kind: "uid", hex } };
}

/** @param refusals why it cannot be opened, turn by turn; then it can */
async function setUp(refusals: readonly string[] = []) {
  const clock = createHandClock();
  const told: HardwareEvent[] = [];
  const reasons: string[] = [];
  const said: string[] = [];
  let hear: (news: TokenNews) => void = () => undefined;
  let turn = 0;
  let closed = false;
  const open: typeof openTokenReader = async ({ name, tell }) => {
    const why = refusals[turn];
    turn += 1;
    if (why !== undefined) throw new TillyardError("device-unavailable", why, { hint: "" });
    hear = tell;
    return {
      name,
      close: async () => {
        closed = true;
      },
    };
  };
  const letGo = keepReader(
    {
      ...{ device: "reader", name: "ACR", open },
      cardOf: ({ hex }) => ({ [TAG.hex]: "quick", [CHIP.hex]: "debit" })[hex],
    },
    {
      clock,
      tell: (event) => void told.push(event),
      unreachable: (why) => void reasons.push(why),
      say: (line) => void said.push(line),
    },
  );
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  await settle();
  return {
    told,
    reasons,
    said,
    letGo,
    news: (news: TokenNews) => hear(news),
    closed: () => closed,
    pass: async (ms: number) => {
      clock.pass(ms);
      await settle();
    },
  };
}
