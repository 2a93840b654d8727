import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { DESK_NAMESPACE, DESK_VERSION } from "../../../../sim-server/contract/index.ts";
import { REFUSALS } from "../../../../sim-server/io/http/refusals.ts";
import { sitDown, startServer } from "../../../kit/server.ts";

const JOIN = {
  version: DESK_VERSION,
  seat: "222222",
  desk: "d".repeat(32),
  devices: ["scanner"],
  plugged: [],
};
const SCAN = { device: "scanner", kind: "bytes", hex: "310D" };

test("a desk joins the seat whose code it says, and learns whose it is", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const desk = await connectDesk(server.url);
  const answer = await desk.emitWithAck("join", { ...JOIN, seat: seat.opened()?.seat });
  expect(answer).toMatchObject({ ok: true, cashier: "小禾" });
  const plugged = { device: "scanner", kind: "plugged" };
  expect(await desk.emitWithAck("event", { n: 1, event: plugged })).toEqual({ ok: true });
  expect(await desk.emitWithAck("event", { n: 2, event: SCAN })).toEqual({ ok: true });
  expect(server.failures).toEqual([]);
});

test.each<[string, string, unknown, object]>([
  ["a seat that nobody has", "join", JOIN, REFUSALS.noSeat],
  ["another version", "join", { ...JOIN, version: DESK_VERSION + 1 }, REFUSALS.deskVersion],
  ["a seat that is no code", "join", { ...JOIN, seat: "x" }, { code: "malformed" }],
  ["a device that there is not", "join", { ...JOIN, devices: ["oven"] }, { code: "malformed" }],
  ["an event before it has joined", "event", { n: 1, event: SCAN }, REFUSALS.deskUnjoined],
  ["nothing at all", "join", undefined, { code: "malformed" }],
])("%s is refused", async (_what, name, message, refusal) => {
  const { url } = await startServer();
  const desk = await connectDesk(url);
  expect(await desk.emitWithAck(name, message)).toMatchObject({ ok: false, refusal });
});

test.each([
  { n: 0, event: SCAN },
  { n: 1, event: { ...SCAN, device: "stripe" } },
  { n: 1, event: { ...SCAN, hex: "3" } },
  { n: 1, event: { ...SCAN, hex: "30".repeat(3000) } },
  { n: 1, event: { device: "printer", kind: "withdrawn" } },
])("%j is no event of a desk", async (message) => {
  const { url } = await startServer();
  const seat = await sitDown(url);
  const desk = await connectDesk(url);
  await desk.emitWithAck("join", { ...JOIN, seat: seat.opened()?.seat });
  const answer = await desk.emitWithAck("event", message);
  expect(answer).toMatchObject({ ok: false, refusal: { code: "malformed" } });
});

test("whoever guesses codes is soon too fast, also with the right one", async () => {
  const { url } = await startServer();
  const seat = await sitDown(url);
  const guesser = await connectDesk(url);
  const guesses = Array.from({ length: 500 }, () => guesser.emitWithAck("join", JOIN));
  const right = guesser.emitWithAck("join", { ...JOIN, seat: seat.opened()?.seat });
  const codes = (await Promise.all(guesses)).map(({ refusal }) => refusal.code);
  expect(new Set(codes)).toEqual(new Set(["not-found", "too-fast"]));
  expect((await right).refusal).toEqual(REFUSALS.tooFast);
});

async function connectDesk(url: string) {
  const socket = io(`${url}${DESK_NAMESPACE}`, {
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { origin: url },
  });
  onTestFinished(() => void socket.close());
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}
