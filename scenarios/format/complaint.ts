/** One thing wrong with a lesson: where it is, what it is, and what was meant. */
export type Complaint = {
  readonly file: string;
  /** Undefined where the whole file is meant: it cannot be read, or is not there. */
  readonly place: Place | undefined;
  readonly problem: string;
  /** What the writer should do about it; undefined where the problem says so already. */
  readonly remedy: string | undefined;
};

/** Line and column as editors count them, from 1. */
export type Place = { readonly line: number; readonly column: number };

/** A complaint from one message that says the problem, then `; ` and the remedy. */
export function complain(file: string, place: Place | undefined, message: string): Complaint {
  const end = message.indexOf("; ");
  return end < 0
    ? { file, place, problem: message, remedy: undefined }
    : { file, place, problem: message.slice(0, end), remedy: message.slice(end + 2) };
}

/** `lesson.yaml:12:5: unknown key `costumer`; did you mean `customer`?` */
export function formatComplaint(complaint: Complaint): string {
  const { file, place, problem, remedy } = complaint;
  const where = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  return `${where}: ${problem}${remedy === undefined ? "" : `; ${remedy}`}`;
}

/** In the order of a reader's eye: by line, then by column; what stands together stays in order. */
export function sortComplaints(complaints: readonly Complaint[]): Complaint[] {
  return [...complaints].sort(
    (a, b) =>
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}

/** Hides every long run of digits: it may be a card's number, and no message repeats that. */
export function hideNumbers(message: string): string {
  return message.replace(/\d[\d -]{6,}\d/g, "(digits)");
}

/** A word of the file as a message may repeat it: short, on one line, no number of a card. */
export function quote(value: unknown): string {
  if (typeof value !== "string") return describeKind(value);
  const line = hideNumbers(value.replace(/[\s`;]+/g, " ").trim());
  return `\`${line.length > QUOTED_CHARS_MAX ? `${line.slice(0, QUOTED_CHARS_MAX)}…` : line}\``;
}

/** What kind of YAML value it is, in a writer's words. */
export function describeKind(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return KINDS[typeof value] ?? "something else";
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  bigint: "a number",
  boolean: "true or false",
  object: "a map",
};

const QUOTED_CHARS_MAX = 40; // chosen
