import { z } from "zod";
import { flag, id, list, map, words } from "../../../scenarios/format/values.ts";
import { faultsOf } from "../device/faults.ts";
import type { DeviceKind } from "../device/kind.ts";
import type { Flag, Options } from "../verb.ts";

/** What a file says of a device. */
export type DeviceFields = {
  readonly id: string;
  /** Where hosts come, as `tillyard relay --listen` spells it; undefined for the usual place. */
  readonly cables: readonly string[] | undefined;
  /** The printer on whose kick connector it hangs, and by which pin. */
  readonly printer: string | undefined;
  readonly pin: 2 | 5;
  /** What its kind is told. */
  readonly options: FileOptions;
};

/** Options out of a file. */
export type FileOptions = Options & {
  /** The key whose value was asked for last: what is refused is that one. */
  readonly lastAsked: () => string | undefined;
};

/** The flag whose key in a file is the plural. */
const FAULT = "fault";
/** Chosen: no device has more cables. */
const CABLES_MAX = 8;
/** Chosen: more are not told apart. */
const FAULTS_MAX = 20;

/**
 * What a file may say of a device of this kind: its flags are the keys.
 *
 * @param place the whole name of a file that is named beside the one being read
 */
export function deviceSchema(kind: DeviceKind, place: (name: string) => string) {
  const flags = kind.flags.filter(({ name }) => name !== FAULT);
  const onCable = kind.usualPort !== undefined;
  return map({
    id,
    kind: z.literal(kind.name),
    ...(onCable && { cables: list(words).max(CABLES_MAX).optional(), seed: number.optional() }),
    ...(faultsOf(kind).length > 0 && { faults: list(words).max(FAULTS_MAX).optional() }),
    ...(kind.hangsOnPrinter === true && { printer: id.optional(), pin: pin.optional() }),
    ...Object.fromEntries(flags.map((each) => [each.name, optionSchema(each, place).optional()])),
  }).transform((given): DeviceFields => fieldsOf(given));
}

const number = z.int({ error: "must be a whole number" }).transform(String);

const pin = z.union([z.literal(2), z.literal(5)], { error: "must be 2 or 5" });

/** Numbers need no quotes; a kind reads them from their text, as from a flag. */
function optionSchema({ value, many }: Flag, place: (name: string) => string) {
  if (value === undefined) return flag;
  const one = z
    .union([z.string(), z.int()], { error: "must be text or a whole number" })
    .transform((given) => (value === "FILE" ? place(String(given)) : String(given)));
  return many === true ? list(one) : one;
}

type Given = Readonly<Record<string, unknown>>;

function fieldsOf(given: Given): DeviceFields {
  return {
    id: String(given["id"]),
    cables: given["cables"] as readonly string[] | undefined,
    printer: given["printer"] as string | undefined,
    pin: given["pin"] === 5 ? 5 : 2,
    options: optionsOf(given),
  };
}

function optionsOf(given: Given): FileOptions {
  let last: string | undefined;
  const ask = (flag: string): unknown => {
    last = flag === FAULT ? "faults" : flag;
    return Object.hasOwn(given, last) ? given[last] : undefined;
  };
  const texts = (flag: string): string[] => [ask(flag) ?? []].flat().map(String);
  return {
    texts,
    text: (flag) => texts(flag)[0],
    on: (flag) => ask(flag) === true,
    lastAsked: () => last,
  };
}
