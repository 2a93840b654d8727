import { randomBytes } from "node:crypto";
import process from "node:process";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import type { HardwareEvent } from "../core/counter/hardware-event.ts";
import { type DeskClient, type DeskNews, joinDesk } from "../io/hardware/desk-client.ts";
import { keepHardware } from "../io/hardware/keep-hardware.ts";
import { lineOf, lineOfUnreachable } from "../io/hardware/local-hardware.ts";
import { readSeatCode } from "../io/hardware/seat-code.ts";
import { HARDWARE_FLAGS, readHardware } from "./hardware-flags.ts";
import { stopped } from "./stopped.ts";
import type { Call, Verb } from "./verb.ts";

export const DESK: Verb = {
  name: "desk",
  summary: "joins the hardware on this desk to somebody's counter on a server",
  takes: "--server URL --seat CODE --device KIND=CABLE ...",
  takesWords: false,
  flags: [
    { name: "server", value: "URL", means: "where tillyard serve is: http://HOST:PORT" },
    { name: "seat", value: "CODE", means: "six characters in the trainer's pause menu (Esc)" },
    ...HARDWARE_FLAGS,
    { name: "json", means: "one JSON object for all that happens, on standard output" },
  ],
  examples: [
    "npx tillyard desk --server http://192.0.2.1:3000 --seat K7M-2PX --device printer=tcp:192.0.2.7:9100",
    "npx tillyard desk --server http://192.0.2.1:3000 --seat K7M-2PX --device scanner=serial:/dev/ttyUSB0@9600 --device reader=pcsc:ACR122U",
  ],
  run: async (call) => {
    const server = readServer(call);
    const seat = readSeat(call);
    const hardware = readHardware(call);
    if (hardware.length === 0) throw missing("device", "say what stands here");
    const tell = teller(call.on("json"));
    const client: DeskClient = joinDesk(
      {
        ...{ server, seat, name: randomBytes(16).toString("hex") },
        devices: hardware.map(({ device }) => device),
      },
      {
        clock: REAL_CLOCK,
        news: (news) => tell(news, lineOfNews(news)),
        perform: ({ device, hex }) => {
          const bytes = fromHex(hex);
          kept.send(device, bytes);
          tell({ event: "order", device, bytes: bytes.length }, undefined);
        },
        flow: (ready) => kept.flow(ready),
      },
    );
    const start = watchStart();
    const happens = (event: HardwareEvent): void => {
      start.saw(event);
      tell(toldOf(event), lineOf(event));
      client.tell(event);
    };
    const stop = stopped();
    tell({ event: "ready", devices: hardware.map(({ device }) => device) }, undefined);
    const kept = keepHardware(hardware, {
      clock: REAL_CLOCK,
      tell: happens,
      unreachable: (device, why, hint) => {
        start.missed(device, why, hint);
        tell({ event: "unreachable", device, why }, lineOfUnreachable(device, why, hint));
      },
      say: (line) => tell({ event: "hint", line }, line),
    });
    try {
      await Promise.race([stop, start.failed]);
    } finally {
      await client.close();
      kept.close();
    }
    return 0;
  },
};

/**
 * Looks out for what whoever starts the program got wrong: a device of this machine that was never
 * there. What the network does not reach yet, or what is pulled out later, is waited for.
 */
function watchStart() {
  const reached = new Set<string>();
  let fail: (error: TillyardError) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return {
    /** Rejects with TillyardError `device-unavailable`. */
    failed,
    saw: ({ device, kind }: HardwareEvent): void => {
      if (kind === "plugged") reached.add(device);
    },
    missed: (device: string, why: string, hint: string | undefined): void => {
      if (hint === undefined || reached.has(device)) return;
      fail(
        new TillyardError("device-unavailable", `desk: the ${device} is not there: ${why}`, {
          hint,
        }),
      );
    },
  };
}

function readServer(call: Call): URL {
  const text = call.text("server");
  if (text === undefined) throw missing("server", "say where the trainer is served");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new TillyardError("config-invalid", `--server ${text} is no address of a server`, {
    hint: "give what stands in the browser: http://HOST:PORT",
  });
}

function readSeat(call: Call): string {
  const text = call.text("seat");
  if (text === undefined) throw missing("seat", "say whose counter it is");
  const code = readSeatCode(text);
  if (/^[2-9A-Z]{6}$/.test(code)) return code;
  throw new TillyardError("config-invalid", `--seat ${text} is no seat code`, {
    hint: "give the six characters in the trainer's pause menu (Esc), such as K7M-2PX",
  });
}

function missing(flag: string, hint: string): TillyardError {
  return new TillyardError("config-invalid", `desk: --${flag} is missing`, {
    hint: `${hint}; npx tillyard desk --help shows how`,
  });
}

/** What programs are told of an event: of bytes, how many. */
function toldOf(event: HardwareEvent): object {
  const { device, kind } = event;
  if (event.kind === "bytes") return { event: kind, device, bytes: event.hex.length / 2 };
  return { event: kind, device };
}

function lineOfNews(news: DeskNews): string {
  switch (news.event) {
    case "joined":
      return `joined to ${news.cashier}'s counter: ${news.lesson}`;
    case "lost":
      return "the server is out of reach; what happens here is kept for it";
    case "waiting":
      return `${news.why} It is tried again.`;
  }
}

/** Tells programs everything, and people what concerns them. */
function teller(json: boolean): (event: object, line: string | undefined) => void {
  return (event, line) => {
    if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
    if (line !== undefined) process.stderr.write(`tillyard desk: ${readable(line)}\n`);
  };
}

/** What a server says must not steer the terminal that shows it. */
function readable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, "\u{FFFD}");
}
