import { join } from "node:path";
import { PACKAGE_FOLDER } from "../../../package-info.ts";
import { type FeedOptions, serveFeed } from "../../control/feed.ts";
import type { Control } from "../../control/router.ts";
import type { DeskEvent, DeviceDesk } from "./desk.ts";
import { ROUTES } from "./routes.ts";

const PAGE_FOLDER = join(PACKAGE_FOLDER, "sim-server", "io", "devices", "page");

/** What happens at the devices, for whoever follows. */
export function eventFeed({ events }: DeviceDesk): FeedOptions<DeskEvent> {
  return { happenings: events, view: (event) => event, instead: "poll GET /events" };
}

/** What the control port of a checkout serves. */
export function devicesControl(desk: DeviceDesk): Control<DeviceDesk> {
  return {
    title: "Tillyard devices",
    routes: ROUTES,
    page: PAGE_FOLDER,
    feeds: { "/events": serveFeed(eventFeed(desk)) },
    mend: "start the devices again",
  };
}
