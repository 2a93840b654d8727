import type { CustomerSettings, Text } from "../format/scenario.ts";

export type Face = CustomerSettings["face"];

/** Someone who comes to the shop: what does not depend on the lesson. */
export type Person = {
  readonly face: Face;
  readonly kind: "child" | "adult" | "elder";
  readonly age: number;
  readonly sex: "female" | "male";
  /** How long anything takes them, in percent of an ordinary adult's time; chosen. */
  readonly pacePercent: number;
  /** What the cashier calls them; `{surname}` and `{given}` are drawn. */
  readonly address: string;
  readonly about: Text;
  /** Said on coming to the counter. */
  readonly arrival: Text;
  /** Said when greeted. */
  readonly greeting: Text;
};

/** Everybody who was drawn, by face; ages are chosen. */
export const PEOPLE: Readonly<Record<Face, Person>> = {
  zhou: {
    face: "zhou",
    kind: "adult",
    age: 52,
    sex: "female",
    pacePercent: 100,
    address: "{surname}阿姨",
    about: { zh: "接孩子放学，有点赶", en: "Off to fetch a child from school, a little pressed" },
    arrival: { zh: "你好，帮我结一下账。", en: "Hello, I'd like to pay, please." },
    greeting: { zh: "哎，你好你好。", en: "Oh, hello there." },
  },
  lin: {
    face: "lin",
    kind: "adult",
    age: 33,
    sex: "female",
    pacePercent: 120,
    address: "{surname}女士",
    about: { zh: "带着宝宝，腾不出手", en: "With a baby on her arm, no hand free" },
    arrival: { zh: "麻烦你了，我抱着宝宝。", en: "Thanks for your help, I've got the baby." },
    greeting: { zh: "你好，谢谢。", en: "Hello, thank you." },
  },
  lao: {
    face: "lao",
    kind: "elder",
    age: 71,
    sex: "male",
    pacePercent: 160,
    address: "{surname}大爷",
    about: { zh: "慢慢来，不着急", en: "Takes his time, in no hurry" },
    arrival: { zh: "早啊。慢慢来，我不着急。", en: "Morning. Take your time, I'm in no hurry." },
    greeting: { zh: "哎，好，好。", en: "Ah, good, good." },
  },
  chen: {
    face: "chen",
    kind: "adult",
    age: 28,
    sex: "male",
    pacePercent: 90,
    address: "小{surname}",
    about: { zh: "午休下楼，时间刚好", en: "Down for the lunch break, just enough time" },
    arrival: { zh: "你好，就这些。", en: "Hi, just these." },
    greeting: { zh: "你好。", en: "Hi." },
  },
  rider: {
    face: "rider",
    kind: "adult",
    age: 26,
    sex: "male",
    pacePercent: 80,
    address: "骑手小{surname}",
    about: { zh: "还有 6 分钟要送到", en: "Six minutes left to deliver" },
    arrival: {
      zh: "师傅，麻烦快一点，我赶单。",
      en: "Quickly if you can, I have an order to deliver.",
    },
    greeting: { zh: "你好你好。", en: "Hi, hi." },
  },
  yu: {
    face: "yu",
    kind: "child",
    age: 16,
    sex: "female",
    pacePercent: 120,
    address: "小{given}",
    about: { zh: "第一次自己刷卡", en: "Pays by card on her own for the first time" },
    arrival: { zh: "你好，我第一次自己刷卡。", en: "Hello, it's my first time paying by card." },
    greeting: { zh: "你好呀。", en: "Hello!" },
  },
};
