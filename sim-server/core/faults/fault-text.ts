import {
  ALWAYS,
  type FaultKind,
  type FaultOrder,
  type FaultParam,
  type FaultParams,
  wrongWith,
} from "../../../device-emulators/kit/faults/fault-kind.ts";
import { usualTimes } from "../../../device-emulators/kit/faults/when.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { suggest } from "../../../scenarios/format/values.ts";
import { completeOf, paramsOf } from "./catalogue.ts";

/** A fault as it was typed, and its kind. */
export type ReadFault = { readonly kind: FaultKind; readonly order: FaultOrder };

const counted = (name: string): FaultParam => ({
  ...{ name, unit: "occasions", fallback: 1 },
  ...{ type: "number", min: 1, max: ALWAYS },
});
const COUNTS: readonly FaultParam[] = [counted("nth"), counted("times")];

/**
 * Reads a fault as it is typed: its id, and `name=value` behind commas, such as
 * `cable.drop,bytes=200,nth=2`.
 *
 * @param kinds all that there may be here
 * @returns the fault, or what is wrong and what was meant
 */
export function readFaultText(
  text: string,
  kinds: readonly FaultKind[],
): Result<ReadFault, string> {
  const [id = "", ...given] = text.split(",").map((part) => part.trim());
  const kind = kinds.find((each) => each.id === id);
  if (kind === undefined) {
    const known = kinds.map((each) => each.id);
    return err(`there is no fault \`${id}\` here; ${suggest(id, known)}`);
  }
  const params: Record<string, string | number> = {};
  for (const part of given) {
    const read = readPart(part, kind);
    if (!read.ok) return read;
    if (params[read.value.name] !== undefined) return err(`\`${read.value.name}\` stands twice`);
    params[read.value.name] = read.value.value;
  }
  const { nth = 1, times = usualTimes(params), ...own } = params;
  return ok({
    kind,
    order: {
      fault: id,
      nth: Number(nth),
      times: Number(times),
      params: completeOf(kind.params, own),
    },
  });
}

function readPart(
  part: string,
  kind: FaultKind,
): Result<{ readonly name: string; readonly value: string | number }, string> {
  const [, name, text = ""] = /^([a-z]+)=(.+)$/.exec(part) ?? [];
  if (name === undefined) return err(`\`${part}\` is no \`name=value\``);
  // What has no occasions to wait for has none to count.
  const params = [...paramsOf(kind), ...(kind.triggers === undefined ? [] : COUNTS)];
  const param = params.find((each) => each.name === name);
  if (param === undefined) {
    const names = params.map((each) => each.name);
    return err(`\`${kind.id}\` takes no \`${name}\`; ${suggest(name, names)}`);
  }
  const value = param.type === "number" && /^\d{1,15}$/.test(text) ? Number(text) : text;
  const wrong = wrongWith(param, value);
  return wrong === undefined ? ok({ name, value }) : err(`\`${name}\` ${wrong}`);
}

/** A fault as it would be typed: what was said of it, and what it falls back on. */
export function faultText({ fault, nth, times, params }: FaultOrder): string {
  const counts = { ...(nth > 1 && { nth }), ...(times > 1 && times < ALWAYS && { times }) };
  const said: FaultParams = { ...params, ...counts };
  const shown = Object.entries(said).filter(([, value]) => value !== "");
  return [fault, ...shown.map(([name, value]) => `${name}=${value}`)].join(",");
}
