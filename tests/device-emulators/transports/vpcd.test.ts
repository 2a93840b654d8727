import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { openVpcdSlot, type VpcdOptions } from "../../../device-emulators/transports/vpcd.ts";

/** A reader's end of the socket: what it hears, and the cards that have come. */
async function openReader(options: Partial<VpcdOptions> = {}) {
  const server: Server = createServer({ allowHalfOpen: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const lines: string[] = [];
  /** Called once each when anything is told. */
  const listeners: (() => void)[] = [];
  const told = (): void => {
    for (const listener of listeners.splice(0)) listener();
  };
  const slot = openVpcdSlot({
    host: "127.0.0.1",
    port,
    clock: REAL_CLOCK,
    shortAnswers: true,
    hear: told,
    line: (line) => lines.push(line),
    out: () => {
      lines.push("out");
      told();
    },
    ...options,
  });
  onTestFinished(() => {
    slot.close();
    server.close();
  });
  const card = async (): Promise<Socket> => {
    const [socket] = (await once(server, "connection")) as [Socket];
    socket.setNoDelay(true);
    return socket;
  };
  return { slot, card, lines, server, listeners };
}

/** So many bytes from the card, as hex. */
async function hear(socket: Socket, bytes: number): Promise<string> {
  for (;;) {
    const read: Buffer | null = socket.read(bytes);
    if (read !== null) return toHex(read);
    await once(socket, "readable");
  }
}

describe("a card's end of vpcd's socket", () => {
  test("says the high byte of its answer's length as soon as a command is announced", async () => {
    const { slot, card } = await openReader({ hear: () => slot.answer(fromHex("9000")) });
    slot.insert();
    const socket = await card();
    socket.write(fromHex("0005"));
    expect(await hear(socket, 1)).toBe("00");
    socket.write(fromHex("00B2010C00"));
    expect(await hear(socket, 3)).toBe("029000");
    socket.write(fromHex("000500B2010C00"));
    expect(await hear(socket, 4)).toBe("00029000");
  });

  test("says nothing early where an answer may be long, nor for a control byte", async () => {
    const long = new Uint8Array(300).fill(0x5a);
    const { slot, card } = await openReader({
      shortAnswers: false,
      hear: ({ kind }) => slot.answer(kind === "command" ? long : fromHex("3B00")),
    });
    slot.insert();
    const socket = await card();
    socket.write(fromHex("0001"));
    socket.write(fromHex("04"));
    expect(await hear(socket, 4)).toBe("00023B00");
    socket.write(fromHex("0005"));
    socket.write(fromHex("00B2010C00"));
    expect(await hear(socket, 302)).toBe(`012C${toHex(long)}`);
  });

  test("ends a length that it has begun before it is out: half of one kills pcscd", async () => {
    const { slot, card } = await openReader({ hear: () => slot.remove() });
    slot.insert();
    const socket = await card();
    socket.write(fromHex("0005"));
    expect(await hear(socket, 1)).toBe("00");
    socket.write(fromHex("00B2010C00"));
    expect(await hear(socket, 1)).toBe("01");
    socket.resume();
    await once(socket, "end");
  });

  test("hears nothing more once it is out", async () => {
    const heard: string[] = [];
    const { slot, card } = await openReader({
      hear: ({ kind }) => {
        heard.push(kind);
        slot.remove();
      },
    });
    slot.insert();
    const socket = await card();
    socket.resume();
    socket.end(fromHex("000101000102000104"));
    await once(socket, "close");
    expect(heard).toEqual(["power-on"]);
  });

  test("is offered again when the reader has gone", async () => {
    const { slot, card, lines } = await openReader();
    slot.insert();
    slot.insert();
    (await card()).destroy();
    await card();
    expect(lines.slice(0, 2)).toEqual(["up", "down"]);
  });

  test("that nobody has asked for anything is out at once", async () => {
    const { slot, lines } = await openReader();
    slot.insert();
    slot.remove();
    expect(lines).toEqual(["out"]);
    slot.remove();
    expect(lines).toEqual(["out"]);
  });
});

describe("a card that was taken out is gone for pcscd", () => {
  /** A card that has been asked for its answer to reset, and was then taken out and put back. */
  async function swap(asked = "000104") {
    const reader = await openReader();
    reader.slot.insert();
    const socket = await reader.card();
    socket.on("data", () => undefined);
    socket.write(fromHex(asked));
    await new Promise<void>((resolve) => {
      reader.listeners.push(resolve);
    });
    reader.slot.remove();
    reader.slot.insert();
    await once(socket, "end");
    return { ...reader, socket };
  }

  /** Sees the next visitor, who sends nothing and leaves; then looks for a card as pcscd does. */
  async function look(visit: Promise<Socket>): Promise<void> {
    const visitor = await visit;
    visitor.resume();
    await once(visitor, "end");
    visitor.end(fromHex("000104"));
  }

  test("when it was looked for twice: then it goes back in", async () => {
    const { socket, card, lines } = await swap();
    const visitor = card();
    socket.end(fromHex("000104"));
    await visitor;
    expect(lines).toEqual(["up"]);
    const next = card();
    await look(visitor);
    await next;
    expect(lines.slice(0, 2)).toEqual(["up", "out"]);
  });

  test.each([
    ["a command was lost on the empty slot", "000104", "000500B2010C00"],
    ["the empty slot was given power", "000104", "000101000104"],
    ["the empty slot was reset", "000104", "000102000104"],
    ["it had been given power just before", "000101", "000104"],
  ])("and when %s, that counts for no look", async (_, before, after) => {
    const { socket, card, lines } = await swap(before);
    const first = card();
    socket.end(fromHex(after));
    await first;
    const second = card();
    await look(first);
    await second;
    expect(lines).toEqual(["up"]);
    const next = card();
    await look(second);
    await next;
    expect(lines.slice(0, 2)).toEqual(["up", "out"]);
  });

  test("when pcscd itself has gone", async () => {
    const { socket, lines, server, listeners } = await swap();
    const out = new Promise<void>((resolve) => {
      listeners.push(resolve);
    });
    server.close();
    socket.end(fromHex("000500B2010C00"));
    await out;
    expect(lines).toEqual(["up", "out"]);
  });
});
