import { expect, test } from "vitest";
import { scenarioOf } from "../kit/driven.ts";
import { type FarBankOptions, startFarBank } from "../kit/far-bank.ts";
import { connectPos, drawResponse } from "../kit/pos.ts";
import { startTerminal, type TestTerminal } from "../kit/terminal-process.ts";

const LESSON = "scenarios/library/010-first-sale.yaml";

/** A terminal at a bank that is somebody else's; and the way to start it again there. */
async function shopAtFarBank(options: FarBankOptions = {}) {
  const bank = await startFarBank(scenarioOf(LESSON), options);
  const words = ["--customer", LESSON, "--acquirer", `127.0.0.1:${bank.port}`];
  const terminal = await startTerminal(words);
  const again = (): Promise<TestTerminal> => startTerminal(words, terminal.folder);
  return { bank, terminal, again, pos: connectPos(terminal) };
}

test("a payment, its status and its reversal reach somebody else's bank, over a restart", async () => {
  const { bank, terminal, again, pos } = await shopAtFarBank();
  const paid = (await pos.pay(86.4, "7"))?.PaymentResponse;
  expect(drawResponse(paid)).toBe("Success");
  expect(bank.charged()).toBe(8640);
  await terminal.end("SIGKILL");

  const later = connectPos(await again());
  expect(await later.pay(86.4, "7")).toMatchObject({ PaymentResponse: { POIData: paid?.POIData } });
  expect(bank.charged()).toBe(8640);
  const reversal = {
    OriginalPOITransaction: { POITransactionID: paid?.POIData.POITransactionID },
    ReversalReason: "MerchantCancel",
  };
  const undone = (await later.ask("Reversal", reversal))?.ReversalResponse;
  expect(drawResponse(undone)).toBe("Success");
  expect(bank.charged()).toBe(0);
});

test("killed while that bank is silent, the terminal has it undone there, and says so", async () => {
  const asked: string[] = [];
  const { bank, terminal, again, pos } = await shopAtFarBank({
    treat: (mti) => {
      asked.push(mti);
      return mti === "0200" ? "lose" : "send";
    },
  });
  pos.pay(86.4, "7").catch(() => undefined);
  await terminal.until(({ screen }) => screen === "receiving");
  await expect.poll(() => bank.charged(), { timeout: 20_000 }).toBe(8640);
  await terminal.end("SIGKILL");

  const started = await again();
  await started.until(({ event, outcome }) => event === "pos.answered" && outcome === "reversed");
  expect(bank.charged()).toBe(0);
  const answer = (await connectPos(started).pay(86.4, "7"))?.PaymentResponse;
  expect(drawResponse(answer)).toBe(
    "Failure UnreachableHost: no answer in time: reversed, nothing is charged",
  );
  expect(asked.filter((mti) => mti === "0200")).toHaveLength(1);
});
