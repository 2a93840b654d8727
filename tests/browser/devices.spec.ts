import { once } from "node:events";
import { connect } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { openServed, type TestServed } from "../kit/served-checkout.ts";

const CHECKOUT = `- {id: till, kind: printer, model: TM-T88V, cables: ['tcp:0']}
- {id: cash, kind: drawer, printer: till}
- {id: pole, kind: display, cables: ['tcp:0']}
- {id: gun, kind: scanner, cables: ['tcp:0']}
- {id: card, kind: card, card: scenarios/cards/chip.yaml}
- {id: pad, kind: pinpad, cables: ['tcp:0']}
- {id: msr, kind: stripe, cables: ['tcp:0']}
`;

/** How the browser notes what the port refuses. */
const REFUSED = /status of 40[01]/;

/** A test at a checkout of its own, which fails when a page complains of anything. */
const test = base.extend<{ checkout: TestServed }>({
  checkout: async ({ browserName: _ }, use) => {
    const checkout = await openServed(CHECKOUT);
    await use(checkout);
    await checkout.close();
    expect(checkout.failures).toEqual([]);
  },
  baseURL: ({ checkout }, use) => use(checkout.url),
  context: async ({ context }, use) => {
    const complaints: unknown[] = [];
    context.on("console", (message) => {
      const grave = ["error", "warning"].includes(message.type());
      if (grave && !REFUSED.test(message.text())) complaints.push(message.text());
    });
    context.on("weberror", (error) => complaints.push(error.error()));
    await use(context);
    expect(complaints, "the browser complained").toEqual([]);
  },
});

async function tell(port: number, latin1: string): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.end(Buffer.from(latin1, "latin1"));
  socket.resume();
  await once(socket, "close");
}

async function visit(page: Page, language = "zh"): Promise<void> {
  await page.goto(`/?lang=${language}`);
  await expect(page.locator("article.device")).toHaveCount(7);
}

const device = (page: Page, id: string) => page.locator(`#device-${id}`);

test("paper comes out on every page, and is torn off for all", async ({
  page,
  context,
  checkout,
}) => {
  await visit(page);
  const other = await context.newPage();
  await visit(other, "en");
  await tell(checkout.portOf("till"), "GREEN LANE\n\x1dV\x42\x00\x1bp\x00\x32\xfa");
  for (const each of [page, other]) {
    await expect(device(each, "till").getByRole("region")).toContainText(/G\s*R\s*E\s*E\s*N/);
    await expect(device(each, "cash").locator("[data-open]")).toHaveAttribute("data-open", "true");
  }
  await device(page, "till").getByRole("button", { name: "撕下小票" }).click();
  await device(page, "cash").getByRole("button", { name: "推上钱箱" }).click();
  for (const each of [page, other]) {
    await expect(device(each, "till").getByRole("region")).not.toContainText(/G\s*R\s*E/);
    await expect(device(each, "cash").locator("[data-open]")).toHaveAttribute("data-open", "false");
  }
  await expect(device(other, "till")).toContainText("1 torn off");
  await expect(page.locator("#events")).toContainText("cash tray");
});

test("the glass shows its characters, and the lamps that the cover is open", async ({
  page,
  checkout,
}) => {
  await visit(page, "en");
  await tell(checkout.portOf("pole"), "\x0cTOTAL\r\n      21.40");
  const glass = device(page, "pole").getByRole("img");
  await expect(glass).toHaveAccessibleName("It shows: TOTAL, 21.40");
  const till = device(page, "till");
  await till.getByRole("button", { name: "Open cover" }).click();
  await expect(till).toContainText("cover open");
  await expect(till.locator("[data-lamp=error]")).toHaveAttribute("data-lit", "on");
  await till.getByRole("button", { name: "Shut cover" }).click();
  await expect(till.locator("[data-lamp=error]")).toHaveAttribute("data-lit", "off");
  await till.getByText("Faults").click();
  await till.getByRole("textbox", { name: "Paper left (mm)" }).fill("0");
  await till.getByRole("textbox", { name: "Paper left (mm)" }).press("Enter");
  await expect(till).toContainText("no paper");
  await till.getByRole("button", { name: "Load paper" }).click();
  await expect(till).toContainText("paper in");
});

test("a code goes from the keyboard through the scanner to its host", async ({
  page,
  checkout,
}) => {
  await visit(page, "en");
  const host = connect({ port: checkout.portOf("gun"), host: "127.0.0.1" });
  await expect(device(page, "gun")).toContainText("1 host");
  const heard = once(host, "data");
  const code = device(page, "gun").getByRole("textbox", { name: "What the code says" });
  await code.fill("9780000000002");
  await code.press("Enter");
  expect(String(await heard)).toBe("9780000000002\r");
  host.destroy();
  await expect(device(page, "gun")).toContainText("no host");
});

test("keys of the PIN pad are pressed, and only asterisks are seen", async ({ page, checkout }) => {
  await visit(page);
  const socket = connect({ port: checkout.portOf("pad"), host: "127.0.0.1" });
  // Of a PIN that the card checks, so that no key need be loaded first.
  const payload = Buffer.from("01V2140\x1c4\x1c6\x1c60000");
  const lrc = payload.reduce((sum, byte) => sum ^ byte, 3);
  socket.write(Buffer.concat([Buffer.of(2), payload, Buffer.of(3, lrc)]));
  const pad = device(page, "pad");
  await expect(pad).toContainText("RMB 21.40");
  await expect(pad).toContainText("等顾客输密码");
  for (const key of "9753") await pad.getByRole("button", { name: key, exact: true }).click();
  await expect(pad.getByRole("status")).toContainText("请输入密码: ****");
  await expect(page.locator("body")).not.toContainText("9753");
  await pad.getByRole("button", { name: "确认" }).press("Enter");
  await expect(pad).toContainText("空闲");
  socket.destroy();
});

test("a card of the checkout is swiped", async ({ page }) => {
  await visit(page, "en");
  await expect(device(page, "msr").getByRole("combobox").first()).toHaveValue("card");
  await device(page, "msr").getByRole("button", { name: "Do it: Swipe", exact: true }).click();
  await expect(page.locator("#events")).toContainText("msr swiped");
});

test("a fault of the catalogue is armed", async ({ page }) => {
  await visit(page, "en");
  const till = device(page, "till");
  await till.getByText("Faults").click();
  await till.getByLabel("Which fault").selectOption("printer.paper-out");
  await till.getByRole("button", { name: "Arm it" }).click();
  await expect(till).toContainText("no paper");
  await expect(page.locator("#events")).toContainText("till armed");
});

test("a refusal is told, and the page goes on", async ({ page }) => {
  await visit(page, "en");
  const till = device(page, "till");
  await till.getByText("Faults").click();
  await till.getByRole("textbox", { name: "Paper left (mm)" }).fill("much");
  await till.getByRole("textbox", { name: "Paper left (mm)" }).press("Enter");
  const status = page.getByRole("status").first();
  await expect(status).toHaveText("hands cannot do that here: paper-left");
  await device(page, "cash").getByRole("button", { name: "Unlock" }).click();
  await expect(status).toHaveText("live");
});

for (const [width, height] of [
  [1280, 800],
  [1024, 768],
  [390, 844],
] as const) {
  test(`at ${width} by ${height} nothing hangs over, and all that can be pressed has a name`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    for (const language of ["zh", "en"]) {
      await visit(page, language);
      for (const faults of await page.locator("summary").all()) await faults.click();
      const overhang = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overhang).toBe(0);
      for (const each of await page
        .locator("button:visible, input:visible, select:visible")
        .all()) {
        await expect(each).toHaveAccessibleName(/./);
        const box = await each.boundingBox();
        expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44);
      }
    }
  });
}

test("a port with a token lets nobody look who does not have it", async ({ page }) => {
  const guarded = await openServed(CHECKOUT, "a token of twenty chars");
  await page.goto(`${guarded.url}/?lang=en`);
  await expect(page.getByRole("status").first()).toHaveText("the control token is needed");
  await expect(page.locator("article.device")).toHaveCount(0);
  await page.getByLabel("Control token").fill("a token of twenty chars");
  await page.keyboard.press("Enter");
  await expect(page.locator("article.device")).toHaveCount(7);
  await device(page, "cash").getByRole("button", { name: "Unlock" }).click();
  await expect(device(page, "cash")).toContainText("switch high");
  await guarded.close();
});
