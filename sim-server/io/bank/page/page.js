// The page of a bank's control port. Everything that it shows is put there as text, never as markup.

import { byId, createPage, element, followFeed } from "./shared/control.js";

const TEXTS = {
  zh: {
    title: "Tillyard 银行",
    reset: "重新开业",
    language: "English",
    token: "控制口令",
    use: "使用",
    messages: "报文",
    messagesHint: "最新的在最上面。按回车展开一条报文，看每个域和应答的理由。",
    accounts: "账户",
    ledger: "总账（最后 20 笔）",
    rules: "规则",
    account: "账户",
    holder: "户名",
    state: "状态",
    balance: "余额",
    available: "可用",
    entry: "序号",
    kind: "种类",
    exchange: "交易",
    lines: "借贷",
    live: "实时",
    lost: "连接断了，正在重连",
    denied: "需要控制口令",
    passed: "通过的检查",
    fired: "触发的规则",
    unknownTags: "不认识的标签",
  },
  en: {
    title: "Tillyard bank",
    reset: "Open a fresh bank",
    language: "中文",
    token: "Control token",
    use: "Use",
    messages: "Messages",
    messagesHint:
      "The latest on top. Press Enter to open one: every field, and why it was answered as it was.",
    accounts: "Accounts",
    ledger: "Ledger (the last 20 entries)",
    rules: "Rules",
    account: "account",
    holder: "holder",
    state: "state",
    balance: "balance",
    available: "available",
    entry: "no.",
    kind: "kind",
    exchange: "exchange",
    lines: "lines",
    live: "live",
    lost: "the connection was lost; trying again",
    denied: "the control token is needed",
    passed: "checks passed",
    fired: "rules fired",
    unknownTags: "unknown tags",
  },
};

const SHOWN_MAX = 200;
const LEDGER_SHOWN = 20;
const REFRESH_MS = 400;

const page = createPage(TEXTS);
const { say, ask, tell } = page;

const money = (minor) => (minor / 100).toFixed(2);

function fill(table, heads, rows) {
  const head = element("tr");
  for (const [text, className] of heads) head.append(element("th", text, className));
  const lines = rows.map((row) => {
    const line = element("tr");
    line.append(...row.map((text, at) => element("td", text, heads[at][1])));
    return line;
  });
  table.replaceChildren(head, ...lines);
}

async function refresh() {
  const accounts = await (await ask("accounts")).json();
  fill(
    byId("accounts"),
    [
      [say("account")],
      [say("holder")],
      [say("state")],
      [say("balance"), "amount"],
      [say("available"), "amount"],
    ],
    accounts.map((each) => [
      each.id,
      each.holder,
      each.state,
      money(each.balanceMinor),
      money(each.availableMinor),
    ]),
  );
  byId("rules").textContent = JSON.stringify(await (await ask("rules")).json(), null, 2);
  await refreshLedger();
}

async function refreshLedger() {
  const entries = await (await ask(`ledger?last=${LEDGER_SHOWN}`)).json();
  fill(
    byId("ledger"),
    [[say("entry")], [say("kind")], [say("exchange")], [say("lines")]],
    entries
      .reverse()
      .map(({ seq, kind, exchange, lines }) => [
        String(seq),
        kind,
        exchange,
        lines.map(({ account, amountMinor }) => `${account} ${money(amountMinor)}`).join("; "),
      ]),
  );
}

function fieldList(fields) {
  const list = element("ul");
  for (const { name, meaning, parts } of fields) {
    const item = element("li", meaning === "" ? name : `${name}: ${meaning}`);
    if (parts.length > 0) item.append(fieldList(parts));
    list.append(item);
  }
  return list;
}

function headline(message) {
  const { at, direction, mti, summary = {}, happened, detail, fault, explanation } = message;
  const line = element("summary");
  line.append(element("span", at.slice(11, 23), "when"));
  const arrow = { in: "→", out: "←", none: "·" }[direction];
  line.append(element("strong", `${arrow} ${mti ?? happened ?? ""}`, direction));
  for (const key of ["pan", "stan", "terminal", "responseCode"]) {
    if (summary[key] !== undefined) line.append(element("span", String(summary[key])));
  }
  if (summary.amountMinor !== undefined) line.append(element("span", money(summary.amountMinor)));
  if (explanation !== undefined) line.append(element("span", explanation.finding));
  if (explanation?.rules.length > 0) {
    line.append(element("span", explanation.rules.map(({ id }) => id).join(" "), "bad"));
  }
  if (fault ?? detail) line.append(element("span", fault ?? detail, fault ? "bad" : "none"));
  return line;
}

function show(message) {
  const item = element("li");
  const details = element("details");
  details.append(headline(message));
  const { explanation, unknownTags = [], fields = [] } = message;
  if (explanation !== undefined) {
    const { passed, rules } = explanation;
    details.append(element("p", `${say("passed")}: ${passed.join(", ")}`));
    for (const { id, because } of rules) {
      details.append(element("p", `${say("fired")}: ${id} (${because})`, "bad"));
    }
  }
  if (unknownTags.length > 0) {
    details.append(element("p", `${say("unknownTags")}: ${unknownTags.join(" ")}`));
  }
  details.append(fieldList(fields));
  item.append(details);
  const list = byId("messages");
  list.prepend(item);
  while (list.children.length > SHOWN_MAX) list.lastChild.remove();
}

const due = new Set();

/** However many messages come, the tables are asked for now and then. */
function refreshSoon() {
  if (due.size > 0) return;
  const timer = setTimeout(() => {
    due.delete(timer);
    refresh().catch(tell);
  }, REFRESH_MS);
  due.add(timer);
}

page.onLanguage(() => refresh().catch(tell));
byId("reset").addEventListener("click", () => {
  page
    .send("POST", "reset")
    .then(() => byId("messages").replaceChildren())
    .then(refresh)
    .catch(tell);
});
page.translate();
void followFeed(page, "messages", {
  opened: () => {
    byId("messages").replaceChildren();
    refreshSoon();
  },
  hear: (message) => {
    show(message);
    refreshSoon();
  },
});
