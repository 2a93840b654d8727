/** What a spooler says of one queue. */
export type QueueStatus = {
  /** There is such a queue. */
  readonly known: boolean;
  readonly stopped: boolean;
  readonly rejecting: boolean;
  /** Why, or what ails the printer, in the spooler's words; empty where it says nothing. */
  readonly ails: string;
};

const LABELS =
  /^(Form mounted|Content types|Printer types|Description|Alerts|Location|Connection|Interface|On fault|After fault|Users (allowed|denied)|Forms allowed|Banner required|Charset sets|Default [a-z ]+|reason unknown|Rejecting Jobs)\b/;

/**
 * Reads what `lpstat -l -p QUEUE -a QUEUE` prints, as CUPS words it in English.
 *
 * @source CUPS 2.4, systemv/lpstat.c
 */
export function readQueueStatus(text: string): QueueStatus {
  const lines = text.split("\n");
  const head = lines.find((line) => line.startsWith("printer "));
  const indented = lines.filter((line) => /^\s/.test(line)).map((line) => line.trim());
  const message = indented.find((line) => line !== "" && line !== "(all)" && line !== "(none)");
  const alerts = indented.find((line) => line.startsWith("Alerts:"))?.slice("Alerts:".length) ?? "";
  const ailments = alerts.split(/\s+/).filter((word) => !/^(|none|paused)$/.test(word));
  if (message !== undefined && !LABELS.test(message)) ailments.unshift(message);
  return {
    known: head !== undefined,
    stopped: head !== undefined && / disabled since /.test(head),
    rejecting: lines.some((line) => / not accepting requests since /.test(line)),
    ails: ailments.join(", "),
  };
}

/** In words; undefined while all is well. */
export function queueWords(queue: string, status: QueueStatus): string | undefined {
  const { stopped, rejecting, ails } = status;
  const why = ails === "" ? "" : `: ${ails}`;
  if (rejecting) return `the queue ${queue} takes no jobs${why}`;
  if (stopped) return `the queue ${queue} is stopped${why}`;
  return ails === "" ? undefined : `the queue ${queue} says${why}`;
}
