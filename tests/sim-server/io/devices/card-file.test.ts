import { expect, test } from "vitest";
import { PERSONAS } from "../../../../device-emulators/devices/card/personas.ts";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import { loadCard, parseCardFile } from "../../../../sim-server/io/devices/card-file.ts";

const LINES = { format: "1", number: '"6212345678901265"' };

function parse(more: Readonly<Record<string, string>>, without = "") {
  const lines = Object.entries({ ...LINES, ...more }).filter(([key]) => key !== without);
  return parseCardFile(lines.map(([key, value]) => `${key}: ${value}\n`).join(""), "card.yaml");
}

function profile(more: Readonly<Record<string, string>>) {
  const parsed = parse(more);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.profile;
}

test("the card that is made to be copied can be read", () => {
  const { profile, memory } = loadCard("scenarios/cards/chip.yaml");
  expect(profile.application.offlineAuthentication).toBe("dda");
  expect(memory.pin).toBe("135790");
});

test("a number is enough", () => {
  expect(profile({})).toMatchObject({
    pan: "6212345678901265",
    expiry: "3012",
    chip: "works",
    application: { offlineAuthentication: "none" },
  });
});

test.each(Object.keys(PERSONAS))("the persona %s is made", (persona) => {
  expect(parse({ persona }).ok).toBe(true);
});

test("what is said stands on the card", () => {
  const said = { expiry: '"01/29"', holder: "QIAN MING", persona: "offline-pin", pin: '"2468"' };
  expect(profile(said)).toMatchObject({
    expiry: "2901",
    cardholderName: "QIAN MING",
    offlinePin: { digits: "2468", triesMax: 3 },
  });
  expect(profile({ chip: "broken" }).chip).toBe("broken");
  expect(profile({ stripe: "worn", track3: '"01=2"' })).toMatchObject({
    stripe: "worn",
    track3: "01=2",
  });
});

test("another issuer's key makes another chip", () => {
  const keyOf = (more: Readonly<Record<string, string>>) => {
    const parsed = parse(more);
    return parsed.ok ? parsed.value.chip.cardKeyBytes : undefined;
  };
  expect(keyOf({ key: `"${"01".repeat(16)}"` })).not.toEqual(keyOf({}));
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["no format", { without: "format" }, "format"],
  ["a number that is no test card's", { number: '"4111111111111112"' }, "is no card number"],
  [
    "a real card's number on the third track",
    { track3: '"014111111111111111=1"' },
    "no number of a real card",
  ],
  ["a sentinel on the third track", { track3: '"01;2"' }, "1 to 104 digits"],
  ["an unknown persona", { persona: "ddx" }, "unknown persona"],
  ["an unknown key", { colour: "red" }, "colour"],
  ["a PIN that nobody checks", { pin: '"2468"' }, "checks no PIN"],
  ["a PIN that is none", { persona: "offline-pin", pin: '"24"' }, "4 to 12 digits"],
  ["a holder in small letters", { holder: "qian ming" }, "capital letters"],
  ["half a key", { key: '"0123"' }, "32 hexadecimal digits"],
  ["a chip that is none", { chip: "none" }, "unknown chip state"],
])("%s is refused", (_name, { without, ...more }, says) => {
  const parsed = parse(more, without);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.error.map(formatComplaint).join("; ")).toContain(says);
});

test.each([
  ["nowhere.yaml", "cannot be read (ENOENT)"],
  ["scenarios", "cannot be read (EISDIR)"],
])("%s %s", (file, says) => {
  expect(() => loadCard(file)).toThrow(says);
});
