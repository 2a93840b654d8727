import type { Text } from "../../../scenarios/format/scenario.ts";

/** Everything a customer can say, by line; two of them each person says in their own words. */
const LINES = {
  arrives: { zh: "你好，结账。", en: "Hello, I'd like to pay." },
  greets: { zh: "你好。", en: "Hello." },
  "greets-again": { zh: "哎，你好。", en: "Hello again." },
  "all-right": { zh: "好的。", en: "All right." },
  "that-is-right": { zh: "对，没错。", en: "Yes, that's right." },
  "amount-wrong": {
    zh: "不对吧？屏幕上不是这个数。",
    en: "Is that right? The screen says something else.",
  },
  "by-card": { zh: "刷卡。", en: "By card." },
  "in-cash": { zh: "付现金。", en: "In cash." },
  "here-is-card": { zh: "给，这张卡。", en: "Here you are, this card." },
  "by-phone": { zh: "我用手机付。", en: "I'll pay with my phone." },
  "card-is-there": { zh: "卡已经给你了呀。", en: "You have my card already." },
  "cash-is-there": { zh: "钱给你了呀。", en: "You have the money already." },
  "only-cash": { zh: "我没别的卡了，付现金行吗？", en: "I have no other card. Is cash all right?" },
  "another-card": { zh: "那换这张试试。", en: "Let's try this one, then." },
  "card-back-first": {
    zh: "那张卡先还我，我换一张。",
    en: "Give me that card back first, then I'll find another.",
  },
  "cash-then": { zh: "那我付现金吧。", en: "I'll pay in cash, then." },
  "nothing-else": {
    zh: "我就带了这个。那先不要了，不好意思。",
    en: "That's all I have with me. I'll leave it for now, sorry.",
  },
  "pin-known": { zh: "记得。", en: "Yes, I remember it." },
  "pin-forgotten": { zh: "哎呀，我想不起来了。", en: "Oh dear, I can't remember it." },
  "pin-not-told": { zh: "密码怎么能告诉你呢？", en: "I can't possibly tell you my PIN." },
  "shields-pin": {
    zh: "我遮着点，密码可不能让人看见。",
    en: "I'll cover it. Nobody should see a PIN.",
  },
  "stared-at": { zh: "你别看呀，我在输密码。", en: "Please don't look, I'm entering my PIN." },
  mistyped: { zh: "哎呀，我按错了吧？", en: "Oh, did I mistype it?" },
  "pin-locked": { zh: "密码锁了？那怎么办？", en: "My PIN is locked? What now?" },
  "too-little": { zh: "余额不够了？", en: "Not enough on it?" },
  declined: { zh: "怎么会刷不了？卡里明明有钱。", en: "Why won't it work? There is money on it." },
  unread: { zh: "咦，读不出来吗？", en: "Hm, can't it be read?" },
  "was-i-charged": { zh: "这到底扣没扣钱啊？", en: "Well, was I charged or not?" },
  "not-charged": { zh: "哦，那就是没扣成。", en: "Oh, so nothing was charged." },
  "how-long": { zh: "怎么这么久呀？", en: "Why is it taking so long?" },
  "no-hurry": { zh: "好，不急。", en: "Fine, no hurry." },
  "please-quick": { zh: "行吧，麻烦快一点。", en: "All right, but quickly, please." },
  "i-see": { zh: "这样啊，那怎么办呢？", en: "I see. What can we do?" },
  puzzled: { zh: "啊？怎么了？", en: "Hm? What's wrong?" },
  "not-so-loud": {
    zh: "小点声行吗？后面都听见了。",
    en: "Not so loud, please. Everybody can hear.",
  },
  "asks-bank": { zh: "行，那我自己问问银行。", en: "All right, I'll ask my bank myself." },
  "called-already": { zh: "银行我已经问过了。", en: "I have asked my bank already." },
  "on-the-phone": { zh: "稍等，我在打电话。", en: "One moment, I'm on the phone." },
  // What the agent has said follows, word for word.
  "bank-says": { zh: "银行说：", en: "The bank says:" },
  "works-again": {
    zh: "银行说好了，这张卡再试一次吧。",
    en: "My bank has settled it. Let's try this card again.",
  },
  "card-stopped": {
    zh: "这张卡停用了，不能再刷了。",
    en: "This card is stopped now. It can't be used any more.",
  },
  "not-settled": {
    zh: "电话里没办成，那怎么办呢？",
    en: "They couldn't settle it on the phone. What can we do?",
  },
  "you-can-unfreeze": { zh: "真的？那太好了，快帮我弄。", en: "Really? Wonderful, please do it." },
  "try-again": { zh: "哦，那再试试吧。", en: "Oh, let's try again, then." },
  "good-not-twice": { zh: "没扣就好，我还怕扣两次呢。", en: "Good. I was afraid of paying twice." },
  "never-mind": { zh: "没事，不怪你。", en: "Never mind, it's not your fault." },
  "not-my-fault": { zh: "这怎么能怪我呢？", en: "How can that be my fault?" },
  "so-quick": { zh: "真快呀，谢谢你！", en: "So quick, thank you!" },
  "at-last": { zh: "总算好了。", en: "At last." },
  "paid-already": { zh: "我已经付过了呀。", en: "I have paid already." },
  "not-paid-yet": { zh: "我还没付钱呢。", en: "I haven't paid yet." },
  "card-safe": { zh: "好，收好了，谢谢提醒。", en: "I've put it away, thanks for reminding me." },
  "card-missing": { zh: "我的卡还没还我呢。", en: "I don't have my card back yet." },
  "slip-missing": { zh: "小票给我一下吧。", en: "May I have my slip, please?" },
  ignored: { zh: "你好？我问你呢。", en: "Hello? I asked you something." },
  goodbye: { zh: "谢谢，再见！", en: "Thank you, goodbye!" },
} as const satisfies Readonly<Record<string, Text>>;

/** One line a customer can say. */
export type LineId = keyof typeof LINES;

/** A line as the view carries it. */
export type Spoken = { readonly id: LineId; readonly zh: string; readonly en: string };

/** Every line with its words, ready to be shown. */
export const SPEECH: Readonly<Record<LineId, Spoken>> = Object.fromEntries(
  Object.entries(LINES).map(([id, text]) => [id, { id, ...text }]),
) as Readonly<Record<LineId, Spoken>>;

/** The lines that want an answer: who gets none within a while feels ignored. */
export const QUESTIONS: ReadonlySet<LineId> = new Set<LineId>([
  "amount-wrong",
  "declined",
  "mistyped",
  "pin-locked",
  "too-little",
  "unread",
  "was-i-charged",
]);
