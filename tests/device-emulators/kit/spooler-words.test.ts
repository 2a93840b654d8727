import { expect, test } from "vitest";
import { queueWords, readQueueStatus } from "../../../device-emulators/kit/spooler-words.ts";

const SINCE = "since Tue Nov 24 19:07:39 2026";
const REST = `
\tForm mounted:
\tContent types: any
\tDescription: till
\tAlerts: ALERTS
\tLocation: 
\tUsers allowed:
\t\t(all)
\tForms allowed:
\t\t(none)
\tDefault page size:
`;
const long = (head: string, alerts: string): string =>
  `printer till ${head}${REST.replace("ALERTS", alerts)}till accepting requests ${SINCE}\n`;

test.each<[string, string, string | undefined]>([
  ["idle", long(`is idle.  enabled ${SINCE}`, "none"), undefined],
  ["printing", long(`now printing till-1.  enabled ${SINCE}`, "none"), undefined],
  [
    "its printer away",
    long(
      `now printing till-1.  enabled ${SINCE}\n\tThe printer may not exist or is unavailable at this time.`,
      "none",
    ),
    "the queue till says: The printer may not exist or is unavailable at this time.",
  ],
  [
    "without paper",
    long(`now printing till-1.  enabled ${SINCE}`, "media-empty-error cover-open"),
    "the queue till says: media-empty-error, cover-open",
  ],
  [
    "stopped by somebody",
    long(`disabled ${SINCE} -\n\treason unknown`, "paused"),
    "the queue till is stopped",
  ],
  [
    "stopped, with a reason",
    long(`disabled ${SINCE} -\n\tout for repair`, "paused"),
    "the queue till is stopped: out for repair",
  ],
  [
    "taking no jobs",
    `printer till is idle.  enabled ${SINCE}\ntill not accepting requests ${SINCE} -\n\tRejecting Jobs\n`,
    "the queue till takes no jobs",
  ],
])("a queue that is %s", (_, text, words) => {
  const status = readQueueStatus(text);
  expect([status.known, queueWords("till", status)]).toEqual([true, words]);
});

test.each(["", 'lpstat: Invalid destination name in list "till".\n'])("%j is no queue", (text) => {
  expect(readQueueStatus(text)).toMatchObject({ known: false, stopped: false });
});
