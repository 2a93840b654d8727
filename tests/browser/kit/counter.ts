import { expect, type Locator, type Page } from "@playwright/test";
import { type Language, WORDS } from "./words.ts";

/** What somebody at the counter sees of it, pictured or plain. */
export type Counter = {
  readonly page: Page;
  readonly say: (typeof WORDS)[Language];
  /** The line that mirrors the terminal's glass. */
  readonly lcd: Locator;
  /** Waits until the terminal shows one of the screens, or the customer says one of the lines. */
  readonly untilSeen: (names: readonly string[]) => Promise<void>;
  /** The till's total in fen, as it stands on the till. */
  readonly totalMinor: () => Promise<number>;
};

/** Words that stand on a screen of the terminal and on no other that could be confused with it. */
const SCREENS: Readonly<Record<string, RegExp>> = {
  idle: /欢迎使用/,
  "insert-card": /RMB.*请插入IC卡|请出示卡/,
  "card-unread": /读卡失败/,
  "confirm-card": /确认\(ENTER\)/,
  pin: /请输入密码/,
  sending: /发送数据包/,
  receiving: /接收返回/,
  declined: /交易失败(?!.*冲正)/,
  reversed: /已自动冲正/,
  "next-copy": /请撕单/,
  "remove-card": /^(?!.*读卡失败).*请拔出IC卡/,
  "paper-out": /打印机缺纸/,
  printing: /打印凭单中/,
  original: /\[确认\]是 \[取消\]不是/,
  balance: /请查看密码键盘/,
  settled: /结算完成/,
  refused: /主管不允许做交易/,
  "new-operator": /新操作员号/,
  echoed: /回响测试成功/,
  parameters: /参数下载成功/,
  keys: /公钥下载成功/,
  applications: /IC参数下载成功/,
  "waiting-payer": /等待用户确认支付/,
  "k-code-amount": /请核对金额/,
  "check-number": /校验码/,
};

/** Lines of the customer that lessons wait for. */
const SPEECH: Readonly<Record<string, string>> = {
  "so-quick": "真快呀|So quick",
  "at-last": "总算好了|At last",
};

declare global {
  interface Window {
    /** Every text the terminal's glass has shown, in order. */
    glassTexts: string[];
  }
}

/** Keeps what the glass shows from now on, however short, for pages opened later. */
export async function rememberGlass(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.glassTexts = [];
    new MutationObserver(() => {
      const text = document.querySelector("[data-testid='lcd']")?.textContent ?? "";
      if (text !== window.glassTexts.at(-1)) window.glassTexts.push(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Chosen: the longest wait of a lesson, the bank's time limit and a reversal, is 9 s at 20 times. */
const WAIT_MS = 20_000;

/** Stands at the counter that `page` shows. */
export function atCounter(page: Page, language: Language): Counter {
  const say = WORDS[language];
  const lcd = page.getByTestId("lcd");
  let glassFrom = 0;
  return {
    page,
    say,
    lcd,
    untilSeen: async (names) => {
      const screens = names.flatMap((name) => SCREENS[name]?.source ?? []);
      const lines = names.flatMap((name) => SPEECH[name] ?? []);
      if (screens.length > 0) {
        glassFrom = await untilOnGlass(page, screens.join("|"), glassFrom);
        return;
      }
      if (lines.length === 0) throw new Error(`nothing tells ${names} apart`);
      const said = page.getByText(new RegExp(lines.join("|"))).first();
      await expect(said).toBeVisible({ timeout: WAIT_MS });
    },
    totalMinor: async () => {
      const till = page.getByRole("region", { name: say.till.title });
      const amount = /¥\s*(\d+)\.(\d\d)/.exec((await till.textContent()) ?? "");
      if (amount === null) throw new Error("the till shows no total");
      return Number(`${amount[1]}${amount[2]}`);
    },
  };
}

/** Waits for a text on the glass that was not there before `from`. Returns where it stood. */
async function untilOnGlass(page: Page, shown: string, from: number): Promise<number> {
  const found = await page.waitForFunction(
    (wanted) => {
      const at = window.glassTexts.findIndex(
        (text, place) => place >= wanted.from && new RegExp(wanted.shown).test(text),
      );
      return at < 0 ? undefined : { at };
    },
    { shown, from },
    { timeout: WAIT_MS, polling: 50 },
  );
  const { at } = (await found.jsonValue()) as { at: number };
  return at;
}
