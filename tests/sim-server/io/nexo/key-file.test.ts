import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { loadNexoKey } from "../../../../sim-server/io/nexo/key-file.ts";
import { temporaryFolder } from "../../../kit/server.ts";

function fileWith(text: string): string {
  const file = join(temporaryFolder(), "key.yaml");
  writeFileSync(file, text);
  return file;
}

test("a key is read from YAML and from JSON", () => {
  const key = { identifier: "shop", version: 1, passphrase: "for tests" };
  expect(loadNexoKey(fileWith("identifier: shop\nversion: 1\npassphrase: for tests\n"))).toEqual(
    key,
  );
  expect(loadNexoKey(fileWith(JSON.stringify(key)))).toEqual(key);
});

test.each([
  ["without a passphrase", "identifier: a\nversion: 1\n", /passphrase/],
  [
    "with a version of text",
    "identifier: a\nversion: x\npassphrase: secret\n",
    /version.* whole number/,
  ],
  ["that is no YAML", "a: [", /key.yaml:1/],
  ["that is too large", `#${"x".repeat(20_000)}`, /larger than/],
])("a file %s is refused, and its secret not told", (_what, text, why) => {
  const load = (): unknown => loadNexoKey(fileWith(text));
  expect(load).toThrow(TillyardError);
  expect(load).toThrow(why);
  expect(load).not.toThrow(/secret/);
});

test("a file that is not there is refused", () => {
  expect(() => loadNexoKey("/nowhere/key.yaml")).toThrow(/cannot be read \(ENOENT\)/);
});
