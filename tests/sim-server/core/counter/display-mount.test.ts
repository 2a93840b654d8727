import { expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { mountDisplay } from "../../../../sim-server/core/counter/display-mount.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";
import { lesson } from "../../../kit/lessons.ts";
import { openYard, playRobot } from "../../../kit/yard.ts";

const SALE = lesson("first-sale");

test("what comes down the cable stands on the glass; the view is the same until that changes", () => {
  const { send, display } = setUp();
  const dark = display.view();
  expect(dark.lines.join("").trim()).toBe("");
  send("\u001bQATOTAL\r");
  const total = display.view();
  expect(total.lines[0].trimEnd()).toBe("TOTAL");
  send("\u001bQATOTAL\r");
  expect(display.view()).toBe(total);
});

test("the customer reads a whole sale from it", () => {
  const yard = openYard(SALE);
  const seen: string[] = [];
  playRobot(yard, SALE.answers.right, () => {
    const text = yard
      .view()
      .display.lines.map((line) => line.trim().replaceAll(/ {2,}/g, " "))
      .join(" | ");
    if (text !== seen.at(-1)) seen.push(text);
    return false;
  });
  expect(seen).toEqual([
    "欢迎光临 | 训练 TRAINING",
    "鲜牛奶 950ml 12.80 | 合计 12.80",
    "海盐苏打饼 400g 6.80 | 合计 19.60",
    "东北大米 2.5kg 24.80 | 合计 44.40",
    "应收 44.40 | 请用银行卡付款",
    "已付 44.40 | 谢谢惠顾",
  ]);
});

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const cable = world.line({ name: "display", delayMs: 1 });
  const display = mountDisplay(world.node("display"), cable.b);
  return {
    display,
    send: (text: string) => {
      cable.a.send(fromLatin1(text));
      world.scheduler.advance(world.scheduler.nowMs() + 1);
    },
  };
}
