import { describe, expect, test } from "vitest";
import { drawAnswer, openDriven, scenarioOf } from "../../../kit/driven.ts";

const PRACTICE = scenarioOf("scenarios/practice/900-free-practice.yaml");
const SALE = { kind: "sale", amountMinor: 8640 } as const;

test("probe", () => {
  const post = openDriven(PRACTICE);
  expect(drawAnswer(post.ask("a", SALE))).toBe("sale approved 00 86.40");
  const first = post.counter.pos?.find("a")?.answer;
  if (first?.kind !== "transaction") throw new Error("no");
  const { outcome, batch, date } = first;
  const original = { batch, stan: outcome.stan, rrn: outcome.rrn, date: date.slice(4) };
  console.log(drawAnswer(post.ask("r", { kind: "undo", original, amountMinor: 1000 })));
  console.log(
    drawAnswer(post.ask("u", { kind: "refund", original: undefined, amountMinor: 1000 })),
  );
  console.log(drawAnswer(post.ask("b", SALE)));
  const b = post.counter.pos?.find("b")?.answer;
  if (b?.kind !== "transaction") throw new Error("no");
  const o2 = { batch, stan: b.outcome.stan, rrn: b.outcome.rrn, date: date.slice(4) };
  console.log(drawAnswer(post.ask("c", { kind: "undo", original: o2, amountMinor: undefined })));
  console.log(drawAnswer(post.ask("c2", { kind: "undo", original: o2, amountMinor: undefined })));
  console.log(JSON.stringify(post.ask("s", { kind: "settle" })));
  console.log(JSON.stringify(post.ask("s2", { kind: "settle" })));
  console.log(JSON.stringify(post.ask("e", { kind: "echo" })));
  console.log(JSON.stringify(post.ask("p", { kind: "print", lines: ["hello"] })));
  console.log(JSON.stringify(post.ask("d", { kind: "display", lines: ["hello"], forMs: 3000 })));
  post.run(5000);
  console.log(
    post.events
      .filter((e) => e.kind === "slip.torn")
      .map((e) => JSON.stringify(e.data))
      .join("\n"),
  );
  console.log(
    post.events
      .filter((e) => e.kind === "terminal.screen")
      .map((e) => e.atMs + " " + JSON.stringify(e.data))
      .join("\n"),
  );
});
