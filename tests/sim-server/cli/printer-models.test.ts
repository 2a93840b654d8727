import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chosenModels } from "../../../sim-server/cli/printer-models.ts";
import { temporaryFolder } from "../../kit/server.ts";

const PROFILE = {
  name: "TM-T20II",
  vendor: "Epson",
  codePages: { 0: "CP437" },
  features: { barcodeA: true, qrCode: true, paperFullCut: true },
  fonts: { 0: { columns: 48 } },
  media: { dpi: 203, width: { pixels: 576 } },
};
const DATABASE = {
  encodings: { CP437: {} },
  profiles: { T20: PROFILE, other: { ...PROFILE, name: "Other" } },
};

function write(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

const models = (...names: string[]) =>
  chosenModels({ texts: () => names, text: () => names[0], on: () => false });

test("models come by name and from files, in their order", () => {
  const file = write("capabilities.json", JSON.stringify(DATABASE));
  const alone = write("one.json", JSON.stringify({ ...DATABASE, profiles: { T20: PROFILE } }));
  const chosen = models(`${file}#other`, "clone-58", alone);
  expect(chosen.map(({ name, widthDots }) => `${name} ${widthDots}`)).toEqual([
    "Other 576",
    "clone-58 384",
    "TM-T20II 576",
  ]);
});

test.each([
  ["no JSON", "{", "", "is not JSON"],
  ["several profiles, and none is named", JSON.stringify(DATABASE), "", "names no profile"],
  ["no such profile", JSON.stringify(DATABASE), "#T88", "has no profile T88"],
  ["no profiles", "{}", "#T88", "profiles is no object"],
  ["no profiles, and none is named", "[]", "", "names no profile"],
  [
    "a profile that is none",
    JSON.stringify({ encodings: {}, profiles: { a: {} } }),
    "",
    "profiles.a.name is no text",
  ],
])("a file with %s is refused", (_name, text, profile, said) => {
  const file = write("x.json", text);
  expect(() => models(`${file}${profile}`)).toThrow(said);
});

test("a file that is not there is refused by its name", () => {
  expect(() => models("no-such.json#a")).toThrow("no-such.json cannot be read (ENOENT)");
  expect(() => models("no-such")).toThrow("there is no printer no-such");
});
