import type { Page } from "@playwright/test";
import type { ActMessage } from "../../../sim-server/contract/index.ts";

/** The acts that the page sends to the server, as they go out from now on. */
export function actsSent(page: Page): readonly ActMessage[] {
  const acts: ActMessage[] = [];
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => {
      const [, event] = /^42\d*(\[.*\])$/.exec(String(payload)) ?? [];
      if (event === undefined) return;
      const [name, message] = JSON.parse(event) as [string, ActMessage];
      if (name === "act") acts.push(message);
    });
  });
  return acts;
}
