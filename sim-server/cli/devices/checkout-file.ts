import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Complaint, Place } from "../../../scenarios/format/complaint.ts";
import { explainIssues } from "../../../scenarios/format/issue.ts";
import type { Source, SourceFault } from "../../../scenarios/format/source.ts";
import { list, map, oneOf, suggest } from "../../../scenarios/format/values.ts";
import { complainOf, orThrow, parseYaml, readTextFile } from "../../io/yaml-file.ts";
import { PACKAGE_FOLDER } from "../../package-info.ts";
import type { DeviceKind } from "../device/kind.ts";
import { DEVICE_KINDS } from "../device/kinds.ts";
import { type DeviceFields, deviceSchema } from "./device-schema.ts";

/** A device as a file describes it. What its options mean is its kind's to say. */
export type PlannedDevice = DeviceFields & {
  readonly kind: DeviceKind;
  /** Where an option of it stands in the file, or the device itself. */
  readonly placeOf: (option?: string) => Place;
};

/** A whole checkout, in the order of its file. */
export type CheckoutPlan = {
  readonly file: string;
  readonly devices: readonly PlannedDevice[];
};

/** The checkout that is run where no file is given; made to be copied. */
export const USUAL_CHECKOUT_FILE = join(PACKAGE_FOLDER, "scenarios", "devices", "counter.yaml");

/** Chosen: a page of a hundred lines has a tenth of it. */
const FILE_BYTES_MAX = 65_536;
/** Chosen: more than stand at any checkout. */
const DEVICES_MAX = 32;

const KINDS = [...DEVICE_KINDS.keys()];

const fileSchema = map({
  format: z.literal(1, { error: "must be 1" }),
  devices: list(
    z.looseObject({ kind: oneOf("kind", KINDS) }, { error: "must be a map: id, kind, cables …" }),
  )
    .min(1, { error: "must have a device at least" })
    .max(DEVICES_MAX, { error: `must have at most ${DEVICES_MAX} devices` }),
});

/**
 * The checkout that a file describes.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadCheckout(file: string = USUAL_CHECKOUT_FILE): CheckoutPlan {
  return orThrow(parseCheckout(readTextFile(file, FILE_BYTES_MAX), file), CHECKOUT_HINT);
}

/** What is said to whoever wrote a file that is no good. */
export const CHECKOUT_HINT = "docs/devices.md says what a file of devices may hold";

/** Reads a checkout from YAML or JSON, or tells everything that is wrong with it. */
export function parseCheckout(
  text: string,
  file: string,
): Result<CheckoutPlan, readonly Complaint[]> {
  const parsed = parseYaml(text, file, { noun: "checkout", schema: fileSchema });
  if (!parsed.ok) return parsed;
  const { source, value } = parsed.value;
  const faults: SourceFault[] = [];
  const devices = value.devices.flatMap((given, at) =>
    planDevice(given, { at, file, source, faults }),
  );
  faults.push(...findStrays(devices));
  return faults.length > 0 ? err(complainOf(file, faults)) : ok({ file, devices });
}

type Reading = {
  readonly at: number;
  readonly file: string;
  readonly source: Source;
  readonly faults: SourceFault[];
};

function planDevice(
  given: Readonly<Record<string, unknown>> & { readonly kind: string },
  { at, file, source, faults }: Reading,
): PlannedDevice[] {
  const kind = DEVICE_KINDS.get(given.kind);
  if (kind === undefined) return [];
  const parsed = deviceSchema(kind, (name) => resolve(dirname(file), name)).safeParse(given);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      ...issue,
      path: ["devices", at, ...issue.path],
    }));
    faults.push(...explainIssues(issues, source));
    return [];
  }
  const placeOf = (option?: string): Place =>
    source.placeOf(["devices", at, ...(option === undefined ? [] : [option])]);
  return [{ ...parsed.data, kind, placeOf }];
}

/** What each device alone cannot know: whose id stands twice, and which printer is none. */
function findStrays(devices: readonly PlannedDevice[]): SourceFault[] {
  const printers = devices.filter(({ kind }) => kind.name === "printer").map(({ id }) => id);
  const seen = new Set<string>();
  return devices.flatMap(({ id, printer, placeOf }) => {
    const twice = seen.has(id);
    seen.add(id);
    const found: SourceFault[] = [];
    if (twice) {
      found.push({ place: placeOf("id"), message: "this id stands twice; give each its own" });
    }
    if (printer !== undefined && !printers.includes(printer)) {
      const message = `there is no such printer; ${suggest(printer, printers)}`;
      found.push({ place: placeOf("printer"), message });
    }
    return found;
  });
}
