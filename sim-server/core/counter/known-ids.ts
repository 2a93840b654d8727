import { PERSONAS } from "../../../device-emulators/devices/card/personas.ts";
import { type FaultParam, wrongWith } from "../../../device-emulators/kit/faults/fault-kind.ts";
import type { KnownIds, KnownParams } from "../../../scenarios/format/known-ids.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import { HOLDER_REQUESTS } from "../bank/holder-line.ts";
import { CHOICE_IDS } from "../bank/service-line.ts";
import { SPEECH } from "../customer/speech.ts";
import { LESSON_FAULTS, paramsOf } from "../faults/catalogue.ts";
import { TRANSACTION_KINDS } from "../terminal/kinds.ts";
import { SCREEN_NAMES } from "../terminal/screen-names.ts";
import { AWAITED } from "../training/intentions.ts";
import { COUNTED_RULES } from "../training/rules/counted-rules.ts";
import { RULES } from "../training/rules/rules.ts";
import { STEPS } from "../training/steps.ts";
import { DEVICE_KEYS, PHRASES, THINGS, VERDICTS } from "./act.ts";

/** Every id that a lesson may name. */
export const KNOWN_IDS: KnownIds = {
  items: GOODS.map(({ id }) => id),
  faults: Object.fromEntries(LESSON_FAULTS.map((kind) => [kind.id, knownParams(paramsOf(kind))])),
  faultsAtOnce: LESSON_FAULTS.filter(({ atOnce }) => atOnce === true).map(({ id }) => id),
  rules: Object.fromEntries(RULES.map(({ id, params }) => [id, params ?? {}])),
  losses: [...RULES, ...COUNTED_RULES].map(({ id }) => id),
  steps: Object.keys(STEPS),
  phrases: PHRASES,
  things: THINGS,
  verdicts: VERDICTS,
  keys: DEVICE_KEYS,
  waits: [...SCREEN_NAMES, ...Object.keys(SPEECH), ...Object.keys(AWAITED)],
  personas: Object.keys(PERSONAS),
  transactions: TRANSACTION_KINDS,
  choices: CHOICE_IDS,
  requests: HOLDER_REQUESTS,
};

function knownParams(params: readonly FaultParam[]): KnownParams {
  return Object.fromEntries(
    params.map((param) => [
      param.name,
      {
        kind: param.type === "number" ? "number" : "text",
        optional: true,
        wrong: (value) => wrongWith(param, value),
      },
    ]),
  );
}
