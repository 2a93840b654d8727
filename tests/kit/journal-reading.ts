import { openJournal } from "../../sim-server/core/terminal/journal.ts";
import { readJournal } from "../../sim-server/core/terminal/journal-chain.ts";
import type { Facts } from "../../sim-server/core/terminal/journal-facts.ts";
import type { JournalRecord } from "../../sim-server/core/terminal/journal-record.ts";
import type { Flash } from "../../sim-server/core/world/flash.ts";
import { sleep } from "../../sim-server/core/world/flow.ts";

/** What the terminal's flash says at this moment, to whoever would switch it on now. */
export function journalFacts(flash: Flash): Facts {
  const still = () => sleep(0);
  const storage = { records: flash.durable(), append: still, sync: still };
  const journal = openJournal(storage, () => undefined);
  if (!journal.ok) throw new Error(`journal: ${journal.error.code} at ${journal.error.at}`);
  return journal.value.facts();
}

/** Every durable record, oldest first. */
export function journalRecords(flash: Flash): readonly JournalRecord[] {
  const read = readJournal(flash.durable());
  if (!read.ok) throw new Error(`journal: ${read.error.code} at ${read.error.at}`);
  return read.value.records;
}
