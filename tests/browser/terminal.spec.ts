import { keyboardHands } from "./kit/keyboard.ts";
import { mouseHands } from "./kit/pointer.ts";
import { type Practice, practise } from "./kit/practice.ts";
import { expect, test } from "./kit/test.ts";
import { enter } from "./kit/visit.ts";
import { WORDS } from "./kit/words.ts";

const SUPERVISOR = "123456E";
const zh = WORDS.zh;

test("a sale is voided by its voucher number, with the mouse", async ({ page }) => {
  await enter(page);
  const at = await practise(page, mouseHands);
  await at.askFor("chip");
  await at.press("8640E");
  await at.deed("insert");
  await at.confirm({ pin: true });
  await at.slips();
  await at.deed("remove");
  await at.until("idle");
  const till = page.getByRole("region", { name: zh.till.title });
  const voucher = /凭证号 (\d{6})/.exec((await till.textContent()) ?? "")?.[1] ?? "";
  await at.press(`E2${SUPERVISOR}${voucher}E`);
  await at.until("original");
  await at.press("E");
  await at.deed("insert");
  await at.confirm({ pin: false });
  await at.slips();
  expect(await at.onSlip("交易类型")).toContain("VOID");
  expect(await at.onSlip("金额 RMB")).toBe("-86.40");
});

test("a sale is refunded by what stands on its slip, with the keys", async ({ page }) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await saleByTap(at, "2000E");
  const reference = await at.onSlip("参考号");
  await at.press(`E3${SUPERVISOR}`);
  await at.until("insert-card");
  await at.deed("insert");
  await at.confirm({ pin: false });
  await at.press(`${reference}E0618E2000E`);
  await at.slips();
  expect(await at.onSlip("交易类型")).toContain("REFUND");
  expect(await at.onSlip("原参考号")).toBe(reference);
});

test("money is held and then booked, with the keys", async ({ page }) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await at.askFor("chip");
  const approval = await preAuthorise(at);
  await at.press("E42");
  await at.deed("insert");
  await at.confirm({ pin: false });
  await at.press(`${approval}E0618E30000E`);
  await at.slips();
  await at.onSlip("AUTH COMPLETE");
});

test("what was held is given up, or booked, and what was booked is undone", async ({ page }) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await at.askFor("chip");
  const held = await preAuthorise(at);
  await at.press(`E44${SUPERVISOR}`);
  await at.until("insert-card");
  await at.deed("insert");
  await at.confirm({ pin: false });
  await at.press(`${held}E0618E30000E`);
  await at.slips();
  await at.onSlip("CANCEL");
  await at.deed("remove");
  await at.until("idle");

  for (const [key, named] of [
    ["3", "AUTH SETTLEMENT"],
    ["2", "AUTH COMPLETE"],
  ] as const) {
    const booked = await preAuthorise(at);
    await at.press(`E4${key}`);
    await at.deed("insert");
    await at.confirm({ pin: false });
    await at.press(`${booked}E0618E30000E`);
    await at.slips();
    await at.onSlip(named);
    if (key === "3") await at.deed("remove");
  }
  const voucher = (await at.onSlip("凭证号")).slice(-6);
  await at.deed("remove");
  await at.until("idle");
  await at.press(`E45${SUPERVISOR}${voucher}E`);
  await at.until("original");
  await at.press("E");
  await at.deed("insert");
  await at.confirm({ pin: false });
  await at.slips();
  expect(await at.onSlip("金额 RMB")).toBe("-300.00");
});

test("slips are printed again, and the terminal is signed off", async ({ page }) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await saleByTap(at, "2000E");
  const voucher = (await at.onSlip("凭证号")).slice(-6);
  const slips = page.getByTestId(/^spot-slip/);
  const before = await slips.count();
  for (const [again, keys] of ["E61", `E62${voucher}E`].entries()) {
    await at.press(keys);
    await at.until("printing");
    await at.tear();
    await at.until("idle");
    await expect(slips).toHaveCount(before + again + 1);
  }
  await at.press("E76");
  await at.until("settled");
  await at.tear();
  await at.press("E");
  await at.until("idle");
  await at.press("E72");
  await expect(at.counter.lcd).toContainText("签退成功");
  await at.press("E");
  await expect(at.counter.lcd).toContainText("操作员");
});

test("a balance is for the customer's eyes, and the settlement can be read", async ({ page }) => {
  await enter(page);
  const at = await practise(page, mouseHands);
  await saleByTap(at, "2000E");
  await at.deed("give-card");
  await at.askFor("chip");
  await at.press("E81");
  await at.deed("insert");
  await at.confirm({ pin: true });
  await at.until("balance");
  await at.deed("remove");
  await at.until("idle");
  await at.press("E76");
  await at.until("settled");
  await at.deed("tear");
  await page.getByRole("button", { name: zh.things.copies.other }).click();
  await expect(page.getByRole("dialog").locator(".paper")).toContainText("结算总计单");
});

test("a supervisor adds an operator, and the administrator downloads", async ({ page }) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await at.press(`E71200E${SUPERVISOR}`);
  await at.until("idle");
  await at.press("E1");
  await at.until("refused");
  await at.press("XE742");
  await at.until("new-operator");
  await at.press("X");
  await at.until("idle");
  await at.press("E71299E00000000E");
  await at.until("idle");
  for (const [key, done] of [
    ["1", "echoed"],
    ["2", "parameters"],
    ["4", "keys"],
    ["5", "applications"],
  ] as const) {
    await at.press(`E${key}`);
    await at.until(done);
    await at.press("E");
    await at.until("idle");
  }
});

test("every way in besides the chip brings a card in, with the keys", async ({ page }) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await saleByTap(at, "2000E");
  await at.deed("give-card");

  await at.askFor("stripe");
  await at.press("4000E");
  await at.deed("swipe");
  await at.confirm({ pin: true });
  await at.slips();
  expect(await at.onSlip("卡号")).toMatch(/5729 \/S$/);
  await at.deed("give-card");

  await at.askFor("chip");
  await at.press("1500E6212345678901265E2908E");
  await at.confirm({ pin: true });
  await at.slips();
  expect(await at.onSlip("卡号")).toMatch(/1265 \/M$/);
  await at.deed("give-card");

  await at.askFor("phone");
  await at.press("120000E");
  await at.deed("tap");
  await at.slips();
  expect(await at.onSlip("卡号")).toMatch(/7316 \/C$/);
});

test("a payer is asked on the phone, and a K-code is keyed with its check number", async ({
  page,
}) => {
  await enter(page);
  const at = await practise(page, keyboardHands);
  await at.askFor("chat");
  await at.press("8640E");
  await at.until("insert-card");
  await at.deed("scan-code");
  await at.until("waiting-payer");
  await at.slips();

  await at.askFor("k");
  const phone = page.getByTestId("spot-mobile");
  await expect(phone).toHaveAccessibleName(/K码 \d{6}/);
  const code = /\d{6}/.exec((await phone.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await at.press(`1000E*${code}E`);
  await at.until("k-code-amount");
  await at.press("E");
  await at.until("check-number");
  const check = /校验码 (\d+)/.exec((await at.counter.lcd.textContent()) ?? "")?.[1] ?? "";
  await at.press(`${check}E`);
  await at.slips();
  expect(await at.onSlip("金额 RMB")).toBe("10.00");
});

/** 300.00 held on the card with a chip. @returns the approval code on the slip */
async function preAuthorise(at: Practice): Promise<string> {
  await at.press("E4130000E");
  await at.deed("insert");
  await at.confirm({ pin: true });
  await at.slips();
  const approval = await at.onSlip("授权码");
  await at.deed("remove");
  await at.until("idle");
  return approval;
}

async function saleByTap(at: Practice, amount: string): Promise<void> {
  await at.askFor("quick");
  await at.press(amount);
  await at.deed("tap");
  await at.slips();
  expect(await at.onSlip("卡号")).toMatch(/3357 \/C$/);
  await at.until("idle");
}
