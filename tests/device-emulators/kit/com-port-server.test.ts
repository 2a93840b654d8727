import { expect, test } from "vitest";
import type { ComPortMessage } from "../../../device-emulators/kit/com-port.ts";
import {
  COM_PORT_START,
  type ComPort,
  type ComPortEffect,
  type ComPortInput,
  hears,
  stepComPort,
} from "../../../device-emulators/kit/com-port-server.ts";
import { lineFormatText } from "../../../device-emulators/kit/line-format-text.ts";

/** `baud 9600`, `resume`, `signature me`, `busy`, `ready`, `begin`, `framing`. */
function input(text: string): ComPortInput {
  const [name = "", value] = text.split(" ");
  if (name === "begin") return { type: "begin" };
  if (name === "busy" || name === "ready") return { type: "device-ready", ready: name === "ready" };
  if (name === "framing" || name === "parity-error") {
    return { type: "noticed", error: name === "framing" ? "framing" : "parity" };
  }
  const message =
    name === "signature" ? { name, text: value ?? "" } : { name, value: Number(value) };
  return {
    type: "told",
    message: (value === undefined && name !== "signature" ? { name } : message) as ComPortMessage,
  };
}

function draw(effect: ComPortEffect): string {
  switch (effect.type) {
    case "tell": {
      const { message } = effect;
      const rest = "text" in message ? message.text : "value" in message ? message.value : "";
      return `${message.name} ${rest}`.trim();
    }
    case "hear":
      return effect.open ? "hears" : "hears nothing";
    case "purge":
      return `purge for the ${effect.waitsFor}`;
    case "line-set":
    case "break":
      return effect.type;
  }
}

/** What each input brings about, in order; and the port after them. */
function play(inputs: string): { readonly said: string; readonly port: ComPort } {
  let port = COM_PORT_START;
  const said = inputs.split(", ").map((text) => {
    const step = stepComPort(port, input(text));
    port = step.state;
    return step.effects.map(draw).join(" + ") || "nothing";
  });
  return { said: said.join(", "), port };
}

test.each([
  ["baud 0", "baud 9600", "9600"],
  ["baud 19200", "line-set + baud 19200", "19200"],
  ["baud 19200, baud 19200", "line-set + baud 19200, baud 19200", "19200"],
  ["baud 12000000", "line-set + baud 12000000", "12000000"],
  ["baud 12000001", "baud 9600", "9600"],
  ["data-bits 0", "data-bits 8", "9600"],
  ["data-bits 7", "line-set + data-bits 7", "9600,7N1"],
  ["data-bits 5", "line-set + data-bits 5", "9600,5N1"],
  ["data-bits 4", "data-bits 8", "9600"],
  ["data-bits 9", "data-bits 8", "9600"],
  ["parity 0", "parity 1", "9600"],
  ["parity 3", "line-set + parity 3", "9600,8E1"],
  ["parity 5", "line-set + parity 5", "9600,8S1"],
  ["parity 6", "parity 1", "9600"],
  ["stop-bits 0", "stop-bits 1", "9600"],
  ["stop-bits 2", "line-set + stop-bits 2", "9600,8N2"],
  ["stop-bits 3", "line-set + stop-bits 3", "9600,8N1.5"],
  ["stop-bits 4", "stop-bits 1", "9600"],
])("%s: %s, and the line is %s", (inputs, said, format) => {
  const played = play(inputs);
  expect([played.said, lineFormatText(played.port.format)]).toEqual([said, format]);
});

test.each([
  // Flow of what goes out: asked, none, XON/XOFF, wires.
  ["control 0", "control 1"],
  ["control 2, control 0", "control 2, control 2"],
  ["control 3, control 0", "control 3, control 3"],
  // A break is held until it is let go, and told once.
  ["control 4", "control 6"],
  ["control 5, control 5, control 4", "break + control 5, control 5, control 5"],
  ["control 5, control 6, control 5", "break + control 5, control 6, break + control 5"],
  // DTR, RTS; who drops RTS hears nothing.
  ["control 7", "control 8"],
  ["control 8", "control 8"],
  ["control 9, control 7", "line-set + control 9, control 9"],
  ["control 10", "control 11"],
  ["control 12, control 10", "line-set + control 12 + hears nothing, control 12"],
  [
    "control 12, control 11",
    "line-set + control 12 + hears nothing, line-set + control 11 + hears",
  ],
  // Flow of what comes in, and flows that such a port has not.
  ["control 13", "control 14"],
  ["control 16, control 13", "control 16, control 16"],
  ["control 17", "control 14"],
  ["control 255", "control 14"],
])("%s: %s", (inputs, said) => {
  expect(play(inputs).said).toBe(said);
});

test.each([
  ["signature", "signature Tillyard"],
  ["signature me", "nothing"],
  ["suspend, resume", "hears nothing, hears"],
  ["suspend, suspend", "hears nothing, nothing"],
  [
    "suspend, control 12, resume, control 11",
    "hears nothing, line-set + control 12, nothing, line-set + control 11 + hears",
  ],
  ["purge 1", "purge for the client + purge 1"],
  ["purge 2", "purge for the device + purge 2"],
  ["purge 3", "purge for the client + purge for the device + purge 3"],
  ["purge 0", "purge 0"],
  // CTS 10 and DSR 20 follow the device, 01 and 02 say that they changed.
  ["begin", "modem-state 48"],
  ["busy, busy, ready", "modem-state 3, nothing, modem-state 51"],
  ["busy, begin", "modem-state 3, modem-state 0"],
  ["modem-mask 0, busy", "modem-mask 0, nothing"],
  ["modem-mask 16, busy, ready", "modem-mask 16, modem-state 0, modem-state 16"],
  // Errors are told to who asked for them.
  ["framing", "nothing"],
  ["line-mask 8, framing, parity-error", "line-mask 8, line-state 8, nothing"],
  ["line-mask 255, framing, parity-error", "line-mask 255, line-state 8, line-state 4"],
  ["line-state 8", "nothing"],
  ["modem-state 8", "nothing"],
])("%s: %s", (inputs, said) => {
  const played = play(inputs);
  expect(played.said).toBe(said);
  expect(hears(played.port)).toBe(!/hears nothing(?!.*\bhears$)/.test(played.said));
});
