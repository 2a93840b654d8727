import { z } from "zod";
import { divide } from "../../../../device-emulators/devices/printer/paper.ts";
import { page } from "../../control/paging.ts";
import { Refused, type Route, routesOf, unknown } from "../../control/route.ts";
import { PAPER_FORMS, type PaperForm } from "../../paper/paper-forms.ts";
import type { DeskDevice, DeviceDesk } from "./desk.ts";
import { type DeviceView, deviceView, eventView } from "./views.ts";

/** Chosen: longer than any code that is scanned. */
const TEXT_CHARS_MAX = 4_096;

const route = routesOf<DeviceDesk>();

/** All that the control port of a checkout serves besides its page, its own description and the feeds. */
export const ROUTES: readonly Route<DeviceDesk>[] = [
  route({
    method: "get",
    path: "/devices",
    summary: "every device, as whoever stands before it sees it",
    answer: z.array(deviceView),
    run: (desk) => desk.devices.map(viewDevice),
  }),
  route({
    method: "get",
    path: "/devices/:id",
    summary: "one device",
    answer: deviceView,
    run: (desk, { params }) => {
      const device = deviceOr404(desk, params["id"]);
      return device instanceof Refused ? device : viewDevice(device);
    },
  }),
  route({
    method: "post",
    path: "/devices/:id/hands",
    summary: "lets a hand do something at a device: tear, open, insert, scan, key",
    body: z.strictObject({
      hand: z.string().max(TEXT_CHARS_MAX).describe("one of the device's hands"),
      text: z
        .string()
        .max(TEXT_CHARS_MAX)
        .default("")
        .describe("what the hand takes: ean-13 2000000000015"),
    }),
    answer: deviceView,
    run: (desk, { params, body: { hand, text } }) => {
      const device = deviceOr404(desk, params["id"]);
      if (device instanceof Refused) return device;
      if (!device.hand(hand, text)) return new Refused(400, misunderstood(hand), handsOf(device));
      desk.noteHand(device.id, hand);
      return viewDevice(device);
    },
  }),
  route({
    method: "post",
    path: "/devices/:id/faults",
    summary: "makes something go wrong at a device or on its cable, now or when it is told to",
    body: z.strictObject({
      fault: z.string().max(TEXT_CHARS_MAX).describe("cable.drop,bytes=200: docs/faults.md"),
    }),
    answer: deviceView,
    status: 201,
    run: (desk, { params, body: { fault } }) => {
      const device = deviceOr404(desk, params["id"]);
      if (device instanceof Refused) return device;
      const wrong = device.arm(fault);
      if (wrong !== undefined) {
        const [error = "", hint = "docs/faults.md has every fault"] = wrong.split("; ");
        return new Refused(400, error, hint);
      }
      desk.noteFault(device.id, fault);
      return viewDevice(device);
    },
  }),
  ...PAPER_FORMS.map(paperRoute),
  route({
    method: "get",
    path: "/events",
    summary:
      "what happened; with Accept: text/event-stream, or as a WebSocket, a feed that goes on",
    query: page,
    answer: z.array(eventView),
    run: (desk, { query: { after, limit } }) => desk.events.since(after, limit),
  }),
];

function paperRoute({ ending, contentType, render }: PaperForm): Route<DeviceDesk> {
  return route({
    method: "get",
    path: `/devices/:id/paper.${ending}`,
    summary: `the paper that hangs out of a printer, or a piece torn off, as ${ending}`,
    query: z.strictObject({
      piece: z.coerce.number().int().min(1).optional().describe("from 1, in order of tearing"),
      dots: z.coerce.number().int().min(1).optional().describe("no more than that, of its newest"),
    }),
    answer: undefined,
    contentType,
    run: (desk, { params, query: { piece, dots } }) => {
      const device = deviceOr404(desk, params["id"]);
      if (device instanceof Refused) return device;
      const { paper } = device;
      if (paper === undefined) return unknown("paper at", device.id, "ask a printer");
      const asked = piece === undefined ? paper.hanging() : paper.piece(piece);
      if (asked === undefined) {
        return unknown("piece", `${piece}`, "the latest 20 pieces are kept; `pieces` counts them");
      }
      const shown = dots === undefined ? asked : divide(asked, dots).inside;
      return render(shown, paper.widthDots);
    },
  });
}

function deviceOr404({ devices }: DeviceDesk, id = ""): DeskDevice | Refused {
  return (
    devices.find((device) => device.id === id) ?? unknown("device", id, "GET /devices lists them")
  );
}

function viewDevice(device: DeskDevice): DeviceView {
  const { id, kind, summary, hands } = device;
  return {
    id,
    kind,
    summary,
    cables: [...device.cables()],
    links: device.links(),
    hands: hands.map(({ word, takes }) => ({ hand: word, takes: takes ?? null })),
    faults: device.faults.map(({ fault, means }) => ({ fault, means: { ...means } })),
    state: device.view() ?? null,
  };
}

/** What stood behind the word is not repeated: it may have been a PIN. */
function misunderstood(hand: string): string {
  return `hands cannot do that here: ${hand}`;
}

function handsOf({ hands }: DeskDevice): string {
  const words = hands.map(({ word, takes }) => (takes === undefined ? word : `${word} ${takes}`));
  return words.length === 0 ? "nothing can be done at it" : `hands can: ${words.join(", ")}`;
}
