/** One sentence in both languages. `{stan}`, `{amount}` and `{code}` are filled in when it is said. */
export type Sentence = { readonly zh: string; readonly en: string };

/** Whom the number on the poster reaches where someone else's bank serves the terminal. */
export const ELSEWHERE: Sentence = {
  zh: "您好，青禾银行商户服务。这台终端现在接到别的银行，交易和账户我们这里查不到，请联系那家银行。再见。",
  en: "Qinghe Bank, merchant service. This terminal is connected to another bank: we cannot see its transactions or accounts. Please call that bank. Goodbye.",
};

/** What became of a transaction, as far as the bank's books know. */
export const OUTCOMES = {
  posted: {
    zh: "凭证号{stan}，金额{amount}元，交易成功，已经入账，请勿重复收款。",
    en: "Trace {stan}, {amount} yuan: approved and posted. Please do not charge it again.",
  },
  reversed: {
    zh: "凭证号{stan}，金额{amount}元，已经冲正，款项已退回持卡人账户。",
    en: "Trace {stan}, {amount} yuan: reversed. The money is back in the cardholder's account.",
  },
  voided: {
    zh: "凭证号{stan}，金额{amount}元，已经撤销，款项已退回持卡人账户。",
    en: "Trace {stan}, {amount} yuan: voided. The money is back in the cardholder's account.",
  },
  authorised: {
    zh: "凭证号{stan}，预授权金额{amount}元，交易成功，款项只是冻结，完成后才会入账。",
    en: "Trace {stan}, {amount} yuan: authorised. The money is held; you are paid once it is completed.",
  },
  undoing: {
    zh: "凭证号{stan}，金额{amount}元，撤销成功，原交易已取消。",
    en: "Trace {stan}, {amount} yuan: the void succeeded. The original transaction is cancelled.",
  },
  refunded: {
    zh: "凭证号{stan}，金额{amount}元，退货成功，款项退回原卡。",
    en: "Trace {stan}, {amount} yuan: refunded to the card that had paid.",
  },
  waiting: {
    zh: "凭证号{stan}，金额{amount}元，正在等待付款人确认，请勿重复收款。",
    en: "Trace {stan}, {amount} yuan: waiting for the payer to confirm. Please do not charge it again.",
  },
  refused: {
    zh: "凭证号{stan}，金额{amount}元，交易被拒绝，应答码{code}，没有扣款。",
    en: "Trace {stan}, {amount} yuan: declined with code {code}. Nothing was charged.",
  },
  "never-arrived": {
    zh: "凭证号{stan}，我们只收到冲正，没有收到原交易，没有扣款。",
    en: "Trace {stan}: we have its reversal but never had the request. Nothing was charged.",
  },
} as const satisfies Readonly<Record<string, Sentence>>;

export type Outcome = keyof typeof OUTCOMES;

/** What a merchant may be told of a card. Balances and reasons are for the cardholder alone. */
export const CARD_STATES = {
  unrestricted: {
    zh: "这张卡没有我们可以告知商户的限制。如果仍不能付款，请持卡人联系发卡银行，或换一种方式付款。",
    en: "There is no restriction on this card that we may tell a merchant. If it still fails, the cardholder should ask the issuer, or pay another way.",
  },
  unknown: {
    zh: "我们没有查到这张卡。请核对卡片，或换一种方式付款。",
    en: "We do not know this card. Please check the card, or take another means of payment.",
  },
  lost: {
    zh: "这张卡已挂失，不能交易。请保持冷静，注意安全，并通知主管。",
    en: "This card is reported lost and must not be used. Stay calm and safe, and tell your supervisor.",
  },
  stolen: {
    zh: "这张卡是被窃卡，不能交易。安全第一，请通知主管。",
    en: "This card is reported stolen and must not be used. Safety first: tell your supervisor.",
  },
  dormant: {
    zh: "这张卡未激活或长期未用，暂时不能交易。须由持卡人本人到发卡银行激活。",
    en: "This card is not activated, or has long not been used. The cardholder must activate it with the issuer.",
  },
  frozen: {
    zh: "发卡银行已限制这张卡交易，原因只能告知持卡人本人。请换一种方式付款。",
    en: "The issuer has stopped this card; the reason is for the cardholder only. Please take another means of payment.",
  },
  restricted: {
    zh: "这张卡的使用受到限制，不能在此交易。请持卡人联系发卡银行。",
    en: "The use of this card is restricted and it cannot pay here. The cardholder should ask the issuer.",
  },
  "pick-up": {
    zh: "发卡银行要求收回这张卡。安全第一，请保持冷静，并通知主管。",
    en: "The issuer asks for this card to be kept. Safety first: stay calm and tell your supervisor.",
  },
  cancelled: {
    zh: "这张卡已销户，不能使用。请换一种方式付款。",
    en: "This card has been cancelled. Please take another means of payment.",
  },
  held: {
    zh: "持卡人已暂停这张卡，须由持卡人本人联系发卡银行恢复。",
    en: "The cardholder has suspended this card, and must ask the issuer to release it.",
  },
  refer: {
    zh: "请持卡人本人与发卡银行联系，或换一种方式付款。",
    en: "The cardholder should ask the issuer, or pay another way.",
  },
  expired: {
    zh: "这张卡已过有效期，须由持卡人到发卡银行换卡。",
    en: "This card has expired. The cardholder needs a new one from the issuer.",
  },
  "pin-locked": {
    zh: "这张卡密码输错次数超限，密码已锁定。须由持卡人本人持身份证到发卡银行解锁。",
    en: "Too many wrong PINs: the PIN is locked. The cardholder unlocks it at the issuer with an identity card.",
  },
} as const satisfies Readonly<Record<string, Sentence>>;

export type CardCondition = keyof typeof CARD_STATES;

export const SPEECH = {
  greeting: {
    zh: "您好，银行商户服务热线。请问有什么可以帮您？",
    en: "Merchant service of the bank, how can I help you?",
  },
  "ask-which": { zh: "请问是哪一笔交易？", en: "Which transaction is it?" },
  "none-seen": {
    zh: "我们没有收到您这台终端的交易，没有扣款。",
    en: "We have had no transaction from your terminal. Nothing was charged.",
  },
  "not-received": {
    zh: "除了刚才报的，我们没有收到您这台终端的其他交易，没有扣款。",
    en: "We have had no other transaction from your terminal. Nothing was charged.",
  },
  "no-unfreezing": {
    zh: "很抱歉，商户不能申请解冻或解锁。请持卡人本人拨打卡背面的电话，或持身份证到网点办理。",
    en: "I am sorry, a card is never released for a merchant. The cardholder must call the number on the back of the card, or go to a branch with an identity card.",
  },
  "not-verified": {
    zh: "很抱歉，我们没有您这台终端的登记，不能提供任何交易信息。",
    en: "I am sorry, your terminal is not registered with us, so we cannot tell you anything.",
  },
  farewell: { zh: "感谢您的来电，再见。", en: "Thank you for calling. Goodbye." },
} as const satisfies Readonly<Record<string, Sentence>>;

/** What the caller may say. */
export const CALLER = {
  transaction: { zh: "查询一笔交易的结果", en: "What became of a transaction?" },
  card: { zh: "这张卡为什么不能用？", en: "Why does this card not work?" },
  unfreeze: { zh: "请帮顾客解冻这张卡", en: "Please release the customer's card." },
  goodbye: { zh: "没有了，谢谢", en: "That is all, thank you." },
  which: { zh: "凭证号{stan}，{amount}元", en: "Trace {stan}, {amount} yuan" },
  other: { zh: "不在其中的另一笔", en: "Another one, not among these" },
} as const satisfies Readonly<Record<string, Sentence>>;
