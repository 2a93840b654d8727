import { serveFeed } from "../../control/feed.ts";
import type { Control } from "../../control/router.ts";
import type { BankDesk } from "../desk.ts";
import { viewMessage } from "./message-view.ts";
import { PAGE_FOLDER } from "./page-folder.ts";
import { ROUTES } from "./routes.ts";

/** What the control port of a bank serves. */
export function bankControl(desk: BankDesk): Control<BankDesk> {
  const feed = serveFeed({
    happenings: desk.log,
    view: (logged) => viewMessage(desk, logged),
    instead: "poll GET /messages",
  });
  return {
    title: "Tillyard bank, control port",
    routes: ROUTES,
    page: PAGE_FOLDER,
    feeds: { "/messages": feed },
    mend: "POST /reset opens a fresh bank",
  };
}
