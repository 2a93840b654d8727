import type { Text } from "../../../../scenarios/format/scenario.ts";
import type { StepId } from "../steps.ts";

/** What the coach's slip calls each step, and its tip where the lesson gives none of its own. */
export const STEP_TEXT: Readonly<Record<StepId, { readonly title: Text; readonly tip: Text }>> = {
  greet: {
    title: { zh: "打招呼", en: "Greet" },
    tip: { zh: "先看着顾客，说“您好”。", en: "Look at the customer first, and say hello." },
  },
  "scan-goods": {
    title: { zh: "扫描商品", en: "Scan the goods" },
    tip: {
      zh: "一件一扫，每件看一眼屏幕。",
      en: "One scan a piece, one glance at the screen for each.",
    },
  },
  "say-total": {
    title: { zh: "报出总价", en: "Say the total" },
    tip: { zh: "照收银机上的应收金额报。", en: "Say the amount due that the till shows." },
  },
  "ask-means": {
    title: { zh: "问怎么付", en: "Ask how to pay" },
    tip: { zh: "请顾客选付款方式。", en: "Let the customer choose the means of payment." },
  },
  "choose-card": {
    title: { zh: "选银行卡", en: "Choose card" },
    tip: { zh: "在收银机上按“银行卡”。", en: "Press “card” on the till." },
  },
  "choose-cash": {
    title: { zh: "改收现金", en: "Choose cash" },
    tip: { zh: "在收银机上按“现金”。", en: "Press “cash” on the till." },
  },
  "ask-card": {
    title: { zh: "请出示银行卡", en: "Ask for the card" },
    tip: { zh: "请顾客把卡放到台面上。", en: "Ask the customer to lay the card on the counter." },
  },
  "check-card": {
    title: { zh: "核对卡面", en: "Check the card" },
    tip: {
      zh: "看银行标识、卡号、有效期，再判断。",
      en: "Look at bank mark, number and expiry, then judge.",
    },
  },
  "turn-card": {
    title: { zh: "把卡转正", en: "Turn the card" },
    tip: { zh: "芯片朝里、朝上。", en: "The chip goes in first and faces up." },
  },
  "insert-card": {
    title: { zh: "插卡", en: "Insert the card" },
    tip: { zh: "芯片朝里插到底，交易完之前不要拔。", en: "Chip first, all the way; leave it in." },
  },
  "swipe-card": {
    title: { zh: "刷卡", en: "Swipe the card" },
    tip: { zh: "磁条朝里，一次刷到底，不快不慢。", en: "Stripe inwards, one even pull." },
  },
  "tap-card": {
    title: { zh: "挥卡", en: "Tap" },
    tip: {
      zh: "请顾客自己把卡或手机贴近感应区，只出示一张。",
      en: "Ask the customer to hold one card or phone to the reader.",
    },
  },
  "scan-code": {
    title: { zh: "扫付款码", en: "Scan the payment code" },
    tip: {
      zh: "请顾客亮出付款码，对准扫一次。",
      en: "Ask for the payment code, and scan it once.",
    },
  },
  "confirm-card": {
    title: { zh: "确认卡号", en: "Confirm the number" },
    tip: {
      zh: "屏幕上的后四位与卡面一致，再按确认。",
      en: "The last four on the screen must be those on the card; then press enter.",
    },
  },
  "key-amount": {
    title: { zh: "输入金额", en: "Key the amount" },
    tip: {
      zh: "以分为单位输入应收金额，看清再按确认。",
      en: "Key the amount due in fen, read it, then press enter.",
    },
  },
  "correct-amount": {
    title: { zh: "改正金额", en: "Correct the amount" },
    tip: {
      zh: "金额不对就先清除，再按应收重输。",
      en: "A wrong amount is cleared first, then keyed again from the amount due.",
    },
  },
  "ask-pin-known": {
    title: { zh: "问是否记得密码", en: "Ask if the PIN is known" },
    tip: {
      zh: "只问记不记得，绝不问是多少。",
      en: "Ask whether it is remembered, never what it is.",
    },
  },
  "pass-pin-pad": {
    title: { zh: "递密码键盘，请遮挡", en: "Pass the PIN pad" },
    tip: { zh: "递过去，请遮挡，然后转开视线。", en: "Pass it, ask to shield it, then look away." },
  },
  "wait-bank": {
    title: { zh: "等待银行", en: "Wait for the bank" },
    tip: { zh: "不按键，不拔卡；久了告诉顾客一声。", en: "No keys, no pulling; if long, say so." },
  },
  reassure: {
    title: { zh: "请顾客稍候", en: "Ask for patience" },
    tip: { zh: "超过十秒，跟顾客说一声。", en: "After ten seconds, tell the customer." },
  },
  "read-result": {
    title: { zh: "看清结果", en: "Read the result" },
    tip: { zh: "先停手，看清屏幕上的提示和代码。", en: "Hands off; read the prompt and its code." },
  },
  "take-card": {
    title: { zh: "取卡", en: "Take the card out" },
    tip: { zh: "屏幕提示取卡时再拔。", en: "Take it out when the screen asks for it." },
  },
  "take-slips": {
    title: { zh: "打印并撕下签购单", en: "Take the slips" },
    tip: { zh: "两联都要撕下。", en: "Tear off both copies." },
  },
  "check-slip": {
    title: { zh: "核对签购单", en: "Check the slip" },
    tip: {
      zh: "对金额、日期、卡号后四位。",
      en: "Compare amount, date and the last four of the card.",
    },
  },
  "file-slip": {
    title: { zh: "收好商户联", en: "File the merchant copy" },
    tip: { zh: "商户存根放进票夹。", en: "The merchant copy goes into the file." },
  },
  "hand-slip": {
    title: { zh: "递签购单", en: "Hand over the slip" },
    tip: { zh: "给顾客的是持卡人存根。", en: "The customer gets the cardholder copy." },
  },
  "return-card": {
    title: { zh: "还卡", en: "Return the card" },
    tip: { zh: "把卡还到顾客手里。", en: "Put the card back into the customer's hand." },
  },
  "hand-back": {
    title: { zh: "递单还卡", en: "Hand back slip and card" },
    tip: { zh: "持卡人存根和卡一起还。", en: "Cardholder copy and card, both." },
  },
  "remind-card": {
    title: { zh: "提醒收好卡", en: "Remind about the card" },
    tip: { zh: "说“请收好您的卡”。", en: "Say “please keep your card safe”." },
  },
  thank: {
    title: { zh: "道谢", en: "Say thank you" },
    tip: { zh: "说“谢谢，请慢走”。", en: "Say “thank you, goodbye”." },
  },
  explain: {
    title: { zh: "向顾客说明", en: "Explain" },
    tip: {
      zh: "轻声说清发生了什么、接下来怎么办。",
      en: "Say quietly what happened and what comes next.",
    },
  },
  "call-bank": {
    title: { zh: "打银行客服电话", en: "Call the bank" },
    tip: {
      zh: "拨卡背面或台面上的号码，按客服说的做。",
      en: "Dial the number by the phone and do what the agent says.",
    },
  },
  "other-means": {
    title: { zh: "换一种付款方式", en: "Offer another way to pay" },
    tip: { zh: "问顾客有没有别的卡或现金。", en: "Ask for another card or cash." },
  },
  "take-cash": {
    title: { zh: "收现金、找零", en: "Take the cash" },
    tip: { zh: "唱收唱付，关好钱箱。", en: "Say what you take and give; shut the drawer." },
  },
  "reload-paper": {
    title: { zh: "换打印纸", en: "Load paper" },
    tip: { zh: "开盖、放纸、合盖。", en: "Open the cover, lay in the roll, close it." },
  },
  reprint: {
    title: { zh: "重打印", en: "Reprint" },
    tip: {
      zh: "钱已经扣了：重打上一笔，绝不再刷。",
      en: "The money has moved: print the last sale again, never charge again.",
    },
  },
  "reseat-card": {
    title: { zh: "重新插卡", en: "Reseat the card" },
    tip: { zh: "拔出来，看清方向，再插一次。", en: "Take it out, look which way, insert it once." },
  },
  "clean-slot": {
    title: { zh: "清洁卡槽", en: "Clean the slot" },
    tip: { zh: "卡先拿出来，再擦卡槽。", en: "Card out first, then wipe the slot." },
  },
  "wait-reversal": {
    title: { zh: "等冲正完成", en: "Wait for the reversal" },
    tip: {
      zh: "结果不明，先等冲正，别再扣一次。",
      en: "The outcome is unknown: wait for the reversal before charging again.",
    },
  },
  "pay-again": {
    title: { zh: "再付一次", en: "Pay again" },
    tip: {
      zh: "确认没扣钱，再重新做一笔，只做一笔。",
      en: "Sure it was not charged, pay once more.",
    },
  },
};
