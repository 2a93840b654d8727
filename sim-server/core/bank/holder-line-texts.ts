import type { CardCondition, Sentence } from "./service-line-texts.ts";

/** What the agent says to a cardholder. */
export const HOLDER_SPEECH = {
  greeting: {
    zh: "您好，发卡银行客户服务。为了您的账户安全，需要先核实您的身份。",
    en: "Cardholder service of the issuer. For your safety I must verify who you are first.",
  },
  "not-verified": {
    zh: "很抱歉，身份核实没有通过，不能为您办理。请本人持身份证到网点。",
    en: "I am sorry, I could not verify you. Please come to a branch with your identity card.",
  },
  verified: { zh: "身份核实通过。请问要办理什么业务？", en: "You are verified. What can I do?" },
  frozen: {
    zh: "已为您暂停账户，现在不能消费。需要恢复时请再致电。",
    en: "Your account is suspended: nothing can be paid now. Call again to release it.",
  },
  "cannot-freeze": {
    zh: "账户目前已有限制，无需暂停。",
    en: "The account is restricted already; there is nothing to suspend.",
  },
  unfrozen: {
    zh: "已为您恢复账户，现在可以使用。",
    en: "Your account is released and can be used now.",
  },
  "cannot-unfreeze": {
    zh: "这项限制不能通过电话解除，请本人持身份证到网点办理。",
    en: "This cannot be released on the telephone. Please come to a branch with your identity card.",
  },
  "reported-lost": {
    zh: "已为您挂失，这张卡不能再使用。请到网点补卡。",
    en: "The card is reported lost and cannot be used any more. A branch will give you a new one.",
  },
  "pin-unlocked": {
    zh: "密码已解锁，下次用卡时芯片会一并更新。",
    en: "Your PIN is unlocked; the chip learns of it when the card is next used.",
  },
  "pin-not-locked": {
    zh: "您的密码没有锁定，可以直接使用。",
    en: "Your PIN is not locked; you can use it as it is.",
  },
  "pin-changed": {
    zh: "密码已修改，请勿告诉任何人。下次用卡时芯片会一并更新。",
    en: "Your PIN is changed. Tell nobody. The chip learns of it when the card is next used.",
  },
  "pin-unfit": {
    zh: "新密码须为六位数字，请在电话上按键输入。",
    en: "A new PIN has six digits. Please key them on your telephone.",
  },
  "already-stopped": {
    zh: "这张卡已经停用，不会再有交易。",
    en: "This card is stopped already; nothing can be paid with it.",
  },
  farewell: { zh: "感谢您的来电，再见。", en: "Thank you for calling. Goodbye." },
} as const satisfies Readonly<Record<string, Sentence>>;

/** What the cardholder may say. */
export const HOLDER_CALLER = {
  verify: { zh: "报身份证后几位", en: "Name the end of the identity number" },
  explain: { zh: "我的卡为什么不能用？", en: "Why does my card not work?" },
  freeze: { zh: "请暂停我的账户", en: "Please suspend my account." },
  unfreeze: { zh: "请恢复我的账户", en: "Please release my account." },
  "unlock-pin": { zh: "我的密码锁了，请解锁", en: "My PIN is locked; please unlock it." },
  "change-pin": { zh: "我要修改密码", en: "I want to change my PIN." },
  "report-lost": { zh: "我的卡丢了，请挂失", en: "I have lost my card." },
  farewell: { zh: "没有了，谢谢", en: "That is all, thank you." },
} as const satisfies Readonly<Record<string, Sentence>>;

/** Why a card does not work, as only its verified holder may hear it. */
export const HOLDER_STATES: Readonly<Record<CardCondition, Sentence>> = {
  unrestricted: {
    zh: "您的卡状态正常，没有限制。",
    en: "Your card is in order; there is no restriction.",
  },
  unknown: { zh: "我们没有查到这张卡。", en: "We do not know this card." },
  lost: { zh: "您的卡已挂失，请到网点补卡。", en: "Your card is reported lost." },
  stolen: { zh: "您的卡已登记被窃，请到网点补卡。", en: "Your card is reported stolen." },
  "pick-up": {
    zh: "您的卡已被要求收回，请到网点办理。",
    en: "Your card is to be handed in. Please come to a branch.",
  },
  cancelled: { zh: "这个账户已销户。", en: "This account has been closed." },
  dormant: {
    zh: "您的账户长期未用，请本人持身份证到网点激活。",
    en: "Your account has long not been used. Please activate it at a branch.",
  },
  frozen: {
    zh: "我们的风险控制发现异常交易，为保护您暂停了账户。核实身份后可以恢复。",
    en: "Our risk control saw something unusual and stopped the account to protect you. I can release it.",
  },
  held: {
    zh: "您本人暂停了账户，可以随时恢复。",
    en: "You suspended the account yourself; I can release it at any time.",
  },
  restricted: {
    zh: "您的卡使用地区受到限制，请到网点办理。",
    en: "Your card may not be used everywhere. Please come to a branch.",
  },
  refer: {
    zh: "我们需要与您核对账户资料，请到网点办理。",
    en: "We need to check your details with you. Please come to a branch.",
  },
  expired: { zh: "您的卡已过有效期，请换卡。", en: "Your card has expired and must be replaced." },
  "pin-locked": {
    zh: "密码输错次数超限已锁定，现在可以为您解锁。",
    en: "Too many wrong PINs: it is locked. I can unlock it for you now.",
  },
};
