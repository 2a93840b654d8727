import type { Debrief, Home, RefusalMessage } from "../../sim-server/contract/index.ts";

/** What the server answered: the thing asked for, or why not. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly refusal: RefusalMessage };

const UNREACHABLE: RefusalMessage = {
  code: "server",
  what: {
    zh: "连不上服务器。请确认它在运行，然后再试。",
    en: "The server cannot be reached. Check that it is running, then try again.",
  },
};

async function ask<T>(path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/${path}`, {
      credentials: "same-origin",
      ...(body === undefined
        ? {}
        : {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
          }),
    });
    const said = await response.json();
    if (response.ok) return { ok: true, value: said };
    return { ok: false, status: response.status, refusal: said.refusal ?? UNREACHABLE };
  } catch {
    return { ok: false, status: 0, refusal: UNREACHABLE };
  }
}

export const enterAs = (nickname: string): Promise<Answer<{ nickname: string }>> =>
  ask("enter", { nickname });
export const loadHome = (): Promise<Answer<Home>> => ask("home");
export const openSession = (lesson: string): Promise<Answer<{ id: string }>> =>
  ask("sessions", { lesson });
export const loadDebrief = (session: string): Promise<Answer<Debrief>> =>
  ask(`sessions/${encodeURIComponent(session)}/debrief`);
