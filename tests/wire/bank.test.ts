import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { type BankAppOptions, type RunningBank, startBankApp } from "../../sim-server/bank-app.ts";
import { iso87Ascii, iso87Bcd } from "../../sim-server/core/iso8583/dialects/iso87.ts";
import { loadBankFile } from "../../sim-server/io/bank/bank-file.ts";
import { keyedPurchase, openLine, SIGNATURE } from "../kit/bank-line.ts";

async function open(options: Partial<BankAppOptions> = {}): Promise<RunningBank> {
  const failures: unknown[] = [];
  const bank = await startBankApp({
    setup: loadBankFile(),
    dialect: iso87Ascii,
    host: "127.0.0.1",
    port: 0,
    seed: 1,
    failed: (error) => failures.push(error),
    ...options,
  });
  onTestFinished(async () => {
    await bank.close();
    expect(failures).toEqual([]);
  });
  return bank;
}

const happened = ({ desk }: RunningBank): string[] =>
  desk.log.since(0, 10_000).flatMap((each) => (each.direction === "none" ? [each.happened] : []));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

describe("a connection to the bank", () => {
  test("may stay open for many messages, or serve one", async () => {
    const { port } = await open();
    const line = await openLine(port, iso87Ascii);
    for (const stan of ["000001", "000002", "000003"]) {
      expect(await line.draw(keyedPurchase(stan))).toBe("0210 00");
    }
    expect(await (await openLine(port, iso87Ascii)).draw(keyedPurchase("000004"))).toBe("0210 00");
  });

  test("may be cut into pieces, or carry several messages at once", async () => {
    const { port } = await open();
    const line = await openLine(port, iso87Ascii);
    for (const byte of line.pack(keyedPurchase("000001"))) line.send(Uint8Array.of(byte));
    await line.frame();
    line.send(Buffer.concat(["000002", "000003"].map((stan) => line.pack(keyedPurchase(stan)))));
    await line.frame();
    await line.frame();
  });

  test("whose client has said all still gets what it waits for", async () => {
    const bank = await open();
    const rule = { id: "slow", when: {}, action: { do: "delay", ms: 50 } } as const;
    bank.desk.bank().setRules([rule]);
    const line = await openLine(bank.port, iso87Ascii);
    line.socket.end(line.pack(keyedPurchase("000001")));
    await line.frame();
    await line.closed;
  });

  test("gets answers when they are due, whatever the order of its requests", async () => {
    const { port, desk } = await open();
    const when = { fields: { 11: { is: "000001" } } };
    desk.bank().setRules([{ id: "slow", when, action: { do: "delay", ms: 80 } }]);
    const line = await openLine(port, iso87Ascii);
    line.send(line.pack(keyedPurchase("000001")));
    expect((await line.ask(keyedPurchase("000002"))).fields[11]).toBe("000002");
    expect(Buffer.from(await line.frame()).toString("latin1")).toContain("000001");
  });

  test("that is reset costs nobody else anything, and late answers are told of", async () => {
    const bank = await open();
    bank.desk
      .bank()
      .setRules([{ id: "slow", when: { times: 1 }, action: { do: "delay", ms: 60 } }]);
    const gone = await openLine(bank.port, iso87Ascii);
    gone.send(gone.pack(keyedPurchase("000001")));
    await until(() => bank.desk.bank().explain(1) !== undefined);
    gone.socket.resetAndDestroy();
    await until(() => happened(bank).includes("late"));
    const other = await openLine(bank.port, iso87Ascii);
    expect(await other.draw(keyedPurchase("000002"))).toBe("0210 00");
  });
});

describe("what is no message", () => {
  test("is answered 30 where it can be, and the connection stays", async () => {
    const { port } = await open();
    const line = await openLine(port, iso87Ascii);
    const spoilt = line.pack(keyedPurchase("000001"));
    spoilt[spoilt.length - 1] = 0x01;
    line.send(spoilt);
    expect(Buffer.from(await line.frame()).toString("latin1")).toContain("0210");
    expect(await line.draw(keyedPurchase("000002"))).toBe("0210 00");
  });

  test("is left alone where it cannot be, and the connection stays", async () => {
    const { port } = await open();
    const line = await openLine(port, iso87Ascii);
    line.send(Buffer.concat([Buffer.from([0, 3]), Buffer.from("???")]));
    expect(await line.draw(keyedPurchase("000001"))).toBe("0210 00");
  });

  test.each([
    ["a length of nothing", [0, 0]],
    ["a length beyond the limit", [0xff, 0xff]],
    ["a byte beyond the limit", [0x1f, 0xff]],
  ])("%s ends the connection", async (_name, bytes) => {
    const bank = await open();
    const line = await openLine(bank.port, iso87Ascii);
    line.send(Uint8Array.from(bytes));
    await line.closed;
    expect(happened(bank)).toEqual(["connected", "broken-frame", "closed"]);
  });
});

describe("a client that is no good", () => {
  test("sends a frame drop by drop: it is cut off, however often a drop comes", async () => {
    const bank = await open({ limits: { frameMs: 500 } });
    const line = await openLine(bank.port, iso87Ascii);
    const frame = line.pack(keyedPurchase("000001"));
    const drops = setInterval(() => line.send(frame.subarray(0, 1)), 20);
    onTestFinished(() => clearInterval(drops));
    line.send(Uint8Array.of(0x10));
    await line.closed;
    expect(happened(bank)).toContain("too-slow");
  });

  test("says nothing for too long: it is cut off", async () => {
    const bank = await open({ limits: { idleMs: 50 } });
    const line = await openLine(bank.port, iso87Ascii);
    await line.closed;
    expect(happened(bank)).toContain("idle");
  });

  test("reads nothing: it is not read either, and cut off before it costs memory", async () => {
    const bank = await open({ limits: { unsentBytesMax: 20_000, unsentMs: 200 } });
    bank.desk.bank().setRules([{ id: "twice", when: {}, action: { do: "duplicate", afterMs: 1 } }]);
    const line = await openLine(bank.port, iso87Ascii);
    line.socket.pause();
    const frames = Buffer.concat(
      Array.from({ length: 500 }, (_, at) =>
        line.pack(keyedPurchase(String(at + 1).padStart(6, "0"))),
      ),
    );
    const flood = setInterval(() => line.socket.writableLength < 1e6 && line.send(frames), 5);
    onTestFinished(() => clearInterval(flood));
    await until(() => happened(bank).includes("not-reading"));
  });

  test("sends more a second than it may: the rest waits, and comes", async () => {
    const { port } = await open({ limits: { bytesPerSecond: 1_000 } });
    const line = await openLine(port, iso87Ascii);
    const frames = Array.from({ length: 12 }, (_, at) =>
      line.pack(keyedPurchase(String(at + 1).padStart(6, "0"))),
    );
    const startMs = performance.now();
    for (const frame of frames) {
      line.send(frame);
      await sleep(2);
    }
    for (const _ of frames) await line.frame();
    expect(performance.now() - startMs).toBeGreaterThan(400);
  });
});

test("a thousand connections are served at once, while others do their worst", async () => {
  const bank = await open();
  const bad = await Promise.all(Array.from({ length: 20 }, () => openLine(bank.port, iso87Ascii)));
  for (const line of bad) line.send(Uint8Array.of(0));
  const lines = await Promise.all(
    Array.from({ length: 1_000 }, () => openLine(bank.port, iso87Ascii)),
  );
  const answers = await Promise.all(
    lines.map((line, at) => line.draw(keyedPurchase(String(at + 1).padStart(6, "0")))),
  );
  expect(new Set(answers)).toEqual(new Set(["0210 00"]));
  await until(() => bank.connections() === 1_020);
  const { books } = bank.desk.bank();
  expect(books.balanceMinor(SIGNATURE.account)).toBe(SIGNATURE.balanceMinor - 1_234_000);
  expect(books.totalMinor()).toBe(0);
}, 60_000);

test("two banks of different dialects in one process do not disturb one another", async () => {
  const [ascii, bcd] = await Promise.all([open(), open({ dialect: iso87Bcd })]);
  const lines = [await openLine(ascii.port, iso87Ascii), await openLine(bcd.port, iso87Bcd)];
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => {
      const line = lines[at % 2];
      return line?.draw(keyedPurchase(String(at + 1).padStart(6, "0")));
    }),
  );
  expect(new Set(answers)).toEqual(new Set(["0210 00"]));
  for (const { desk } of [ascii, bcd]) {
    expect(desk.bank().books.balanceMinor(SIGNATURE.account)).toBe(
      SIGNATURE.balanceMinor - 20 * 1_234,
    );
  }
});

test("a port in use is said in words", async () => {
  const { port } = await open();
  await expect(open({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
});

test("once it is closed nobody is served", async () => {
  const { port, close } = await open();
  const line = await openLine(port, iso87Ascii);
  await close();
  await line.closed;
  const late = connect({ port, host: "127.0.0.1" });
  await expect(
    new Promise((resolve, reject) => late.once("connect", resolve).once("error", reject)),
  ).rejects.toThrow("ECONNREFUSED");
});
