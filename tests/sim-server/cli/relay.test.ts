import { expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

test.each<[string[], string]>([
  [[], "relay: --listen is missing"],
  [["--listen", "tcp:0"], "relay: --device is missing"],
  [["--listen", "9100", "--device", "tcp:9100"], "--listen 9100 names no cable"],
  [["--listen", "tcp:70000", "--device", "tcp:9100"], "--listen tcp:70000 does not name a port"],
  [["--listen", "tcp:0", "--device", "pty:/x"], "--device pty:/x names no cable"],
  [["--listen", "tcp:0", "--device", "serial:/dev/none@9600"], "/dev/none is not there"],
  [["--listen", "tcp:0", "--device", "file:/dev/none"], "/dev/none is not there"],
  [["--listen", "rfc2217:2217@fast", "--device", "tcp:9"], "does not say how the line is set"],
  [
    ["--listen", "tcp:0", "--device", "tcp:9", "--record", "no-such-folder/a"],
    "no-such-folder/a cannot be written",
  ],
])("relay %j is refused in words", async (words, what) => {
  const { status, out, err } = await tillyard(["relay", ...words]);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(what);
});
