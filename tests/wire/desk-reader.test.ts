import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Pcscd, setUpPcscd, whyNoPcscd } from "../../sim-server/bench/pcscd.ts";
import { enter, openLesson, type Seat } from "../../sim-server/bench/seat.ts";
import { startDevice } from "../kit/device.ts";
import { lesson } from "../kit/lessons.ts";
import { PCSCD_TURN_MS_MAX } from "../kit/pcscd.ts";
import { expectReplay, quickCashier } from "../kit/quick-cashier.ts";
import { sitAt, spawnServer, temporaryFolder, until } from "../kit/server.ts";
import { startVerb } from "../kit/verb-process.ts";

const unable = await whyNoPcscd();
const FIRST = lesson("first-sale");
const TOKEN = "04A1B2C3D4E5F6";
/** A test card that is none of the lesson's; to the gate it is a payment card like any other. */
const NUMBER = "6200000000000005";

describe.skipIf(unable !== undefined)(`a reader on a desk${unable ? ` (${unable})` : ""}`, () => {
  let pcscd: Pcscd;

  beforeAll(async () => {
    pcscd = await setUpPcscd();
    await pcscd.start();
  }, PCSCD_TURN_MS_MAX);
  afterAll(async () => {
    await pcscd.remove();
  });

  const cardInReader = (...words: readonly string[]) =>
    startDevice(["card", "--vpcd", `127.0.0.1:${pcscd.port}`, ...words]);

  test("a training card pays at the counter, where the emulated chip answers for it", async () => {
    const { seat, desk, folder, session, server } = await sitAtDesk();
    const title = FIRST.answers.right.title;
    const play = FIRST.answers.right.play.filter((intention) => intention.do !== "insert");
    const card = await cardInReader("--blank", "--uid", TOKEN);
    await desk.events("token");
    await until(seat, () => seat.view().terminal.slot === "card");
    expect(seat.view().card).toMatchObject({ id: "debit", place: "slot" });
    card.hand("remove");
    await desk.events("token-gone");
    await until(seat, () => seat.view().card.place === "held");

    const playing = quickCashier({ title, play: withoutAsking(play) }).play(seat);
    await until(seat, () => seat.view().terminal.screen === "insert-card");
    card.hand("insert");
    expect(await playing).toBeUndefined();
    await until(seat, () => seat.view().phase === "ended");
    await server.kill("SIGTERM");
    const { trace } = await expectReplay(folder, session, FIRST);
    expect(trace?.filter((line) => line.includes('"kind":"bank.posted"'))).toHaveLength(1);
  }, 90_000);

  test("a payment card is refused, and nothing of it is in log, trace, words or files", async () => {
    const { seat, desk, folder, session, server } = await sitAtDesk();
    const file = join(temporaryFolder(), "chip.yaml");
    writeFileSync(file, `format: 1\nnumber: "${NUMBER}"\n`);
    await cardInReader("--card", file);
    await desk.events("refused");
    expect(seat.view().terminal.slot).toBe("empty");
    await desk.end("SIGTERM");
    await server.kill("SIGTERM");
    const { rows, session: played } = await expectReplay(folder, session, FIRST);
    const kept = rows.filter((row) => "hardware" in row && row.hardware.kind === "refused");
    expect(kept).toMatchObject([{ hardware: { device: "reader", kind: "refused" } }]);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    for (const text of [...files, ...played.trace(), desk.notes(), server.said()]) {
      expect(text.includes(NUMBER)).toBe(false);
    }
  }, 60_000);
});

/** The card comes from the desk: nobody asks for it or looks at it. */
function withoutAsking(play: typeof FIRST.answers.right.play) {
  return play.filter(
    (intention) =>
      !(
        ("thing" in intention && intention.thing === "card" && intention.do !== "hand") ||
        (intention.do === "say" && intention.phrase === "ask-card")
      ),
  );
}

async function sitAtDesk() {
  const folder = temporaryFolder();
  const cards = join(temporaryFolder(), "cards.yaml");
  writeFileSync(cards, `format: 1\ntokens:\n  - uid: "${TOKEN}"\n    card: debit\n`);
  const server = await spawnServer(folder);
  const guest = await enter(server.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat: Seat = await sitAt(guest, session);
  const desk = await startVerb([
    "desk",
    ...["--server", server.url, "--seat", seat.opened()?.seat ?? ""],
    ...["--device", "reader=pcsc:00 00", "--training-cards", cards],
  ]);
  await desk.events("joined");
  await desk.events("plugged");
  return { seat, desk, folder, session, server };
}
