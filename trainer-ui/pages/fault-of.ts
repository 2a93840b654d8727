import type { RefusalMessage } from "../../sim-server/contract/index.ts";
import type { Words } from "../text/zh-cn.ts";

/** Why a page cannot be shown, and what the person can do about it. */
export type Fault = {
  readonly title: string;
  readonly remedy: string;
  readonly button: "retry" | "home" | "reload" | "lesson";
};

/** @param status of the answer; 0 when there was none */
export function faultOf(
  status: number,
  refusal: RefusalMessage,
  say: Words["faults"],
  language: "zh" | "en",
): Fault {
  if (status === 409) {
    return { title: say.unfinished, remedy: say.unfinishedDo, button: "lesson" };
  }
  switch (refusal.code) {
    case "not-found":
      return { title: say.gone, remedy: say.goneDo, button: "home" };
    case "not-allowed":
      return { title: say.stranger, remedy: say.strangerDo, button: "home" };
    case "version":
      return { title: say.old, remedy: say.oldDo, button: "reload" };
    case "server":
      return status === 0
        ? { title: say.unreachable, remedy: say.unreachableDo, button: "retry" }
        : { title: say.other, remedy: refusal.what[language], button: "retry" };
    case "malformed":
    case "too-fast":
    case "elsewhere":
    case "ended":
      return { title: say.other, remedy: refusal.what[language], button: "retry" };
  }
}
