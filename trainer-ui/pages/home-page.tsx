import { useEffect, useState } from "preact/hooks";
import type { Home } from "../../sim-server/contract/index.ts";
import { type Answer, loadHome } from "../session/api.ts";
import { words } from "../text/language.ts";
import { FaultPage } from "./fault-page.tsx";
import { NicknameForm } from "./nickname-form.tsx";
import { Street } from "./street.tsx";

/** The way in: a nickname once, then the street with its lessons. */
export function HomePage() {
  const [answer, setAnswer] = useState<Answer<Home> | undefined>(undefined);
  const load = (): void => void loadHome().then(setAnswer);
  useEffect(load, []);
  if (answer === undefined) return <p class="loading">{words().loading}</p>;
  if (answer.ok) return <Street home={answer.value} />;
  if (answer.status === 401) return <NicknameForm entered={load} />;
  return <FaultPage status={answer.status} refusal={answer.refusal} retry={load} />;
}
