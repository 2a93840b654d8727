import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { portOf } from "../../../device-emulators/transports/listen.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

test.each([
  [["--customer", "nowhere.yaml"], "nowhere.yaml", 1],
  [["--card", "platinum"], "has no card platinum", 2],
  [["--port", "70000"], "--port 70000", 2],
  [["--poi", "a b"], "--poi a b cannot name a terminal", 2],
  [["--nexo-key", "nowhere.yaml"], "nowhere.yaml cannot be read", 2],
  [["--tls", "a.pem,b.pem"], "--tls and --no-tls", 2],
  [["--data", "/proc/x"], "/proc/x", 2],
  [["--customer", "auto", "--acquirer", "localhost:1"], "account frozen cannot be made frozen", 2],
])("%j is refused in words", async (words, why, status) => {
  const said = await tillyard(["terminal", "--no-tls", "--port", "0", ...words]);
  expect(said.err).toMatch(IN_WORDS);
  expect(said.err).toContain(why);
  expect(said.status).toBe(status);
});

test.each([
  ["only-one.pem", "does not name two files"],
  ["nowhere.pem,nowhere.pem", "nowhere.pem cannot be read"],
])("--tls %s is refused in words", async (files, why) => {
  const said = await tillyard(["terminal", "--port", "0", "--tls", files]);
  expect(said.err).toMatch(IN_WORDS);
  expect(said.err).toContain(why);
  expect(said.status).toBe(2);
});

test("a port that is in use is refused in words", async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const said = await tillyard(["terminal", "--no-tls", "--port", String(portOf(server))]);
  expect(said.err).toMatch(IN_WORDS);
  expect(said.err).toContain("is in use");
  expect(said.status).toBe(2);
});

test("its help names every hand", async () => {
  const { out, status } = await tillyard(["terminal", "--help"]);
  expect(status).toBe(0);
  for (const hand of ["use CARD", "pin DIGITS", "power-cut"]) expect(out).toContain(hand);
});
