import type { RefusalMessage } from "../../contract/index.ts";

/** What a person is told when something is refused, in both languages: what, and what to do. */
export const REFUSALS = {
  foreign: {
    code: "not-allowed",
    what: {
      zh: "只接受本站页面的请求。请在本站打开练习。",
      en: "Only pages of this server may do that. Open the trainer here.",
    },
  },
  nobody: {
    code: "not-allowed",
    what: { zh: "请先取一个昵称。", en: "Please choose a nickname first." },
  },
  notFound: {
    code: "not-found",
    what: {
      zh: "没有这一课，或者它不是你的。请回到首页。",
      en: "There is no such session of yours. Go back to the home page.",
    },
  },
  unfinished: {
    code: "not-found",
    what: {
      zh: "这一课还没有结束，结束后才有复盘。",
      en: "This lesson is not over yet. The debrief comes after it.",
    },
  },
  tooFast: {
    code: "too-fast",
    what: { zh: "操作太快，请慢一点。", en: "That was too fast. Please slow down." },
  },
  elsewhere: {
    code: "elsewhere",
    what: {
      zh: "这一课已在另一个页面打开。想在这里继续，请点“在这里继续”。",
      en: "This lesson is open in another page now. Choose “Go on here” to take it back.",
    },
  },
  unjoined: {
    code: "malformed",
    what: {
      zh: "还没有加入任何一课：act 之前先发 join。",
      en: "No lesson was joined on this connection: send join before act.",
    },
  },
  otherBank: {
    code: "ended",
    what: {
      zh: "这一课连接的是另一家银行，服务器现在没有连着它。请重新开始这一课，或请管理员恢复原来的 --acquirer 设置。",
      en: "This lesson speaks to another bank, to which the server is not connected now. Start the lesson again, or have --acquirer set as it was.",
    },
  },
  ended: {
    code: "ended",
    what: {
      zh: "这一课已经结束，请看复盘。",
      en: "This lesson is over. Open the debrief.",
    },
  },
  tooLarge: {
    code: "malformed",
    what: {
      zh: "请求太大。本站的请求不超过 4 KB。",
      en: "That request is too large. Requests to this server stay below 4 KB.",
    },
  },
  version: {
    code: "version",
    what: {
      zh: "页面比服务器旧。请刷新页面。",
      en: "This page is older than the server. Please reload it.",
    },
  },
  noSeat: {
    code: "not-found",
    what: {
      zh: "没有这个座位码，或者那里现在没有人练习。请先打开一课，座位码在暂停菜单里。",
      en: "No seat has this code now. Open a lesson first; the code stands in its pause menu (Esc).",
    },
  },
  deskUnjoined: {
    code: "malformed",
    what: { zh: "请先发 join。", en: "No seat was joined on this connection: send join first." },
  },
  deskVersion: {
    code: "version",
    what: {
      zh: "这个 tillyard desk 和服务器版本不同。请用同一个版本。",
      en: "This desk is of another version than the server. Use the same one.",
    },
  },
  outdated: {
    code: "ended",
    what: {
      zh: "这一课是旧版本上的，不能接着做了。请回到首页重新开始。",
      en: "This session is of an older version and cannot go on. Start the lesson again at home.",
    },
  },
  server: {
    code: "server",
    what: {
      zh: "服务器出了问题，已经记下。请刷新再试。",
      en: "Something went wrong in the server and was logged. Please reload and try again.",
    },
  },
} as const satisfies Record<string, RefusalMessage>;

/** A message that does not have the agreed form: names the place and what stood wrong there. */
export function malformed(place: string, complaint: string): RefusalMessage {
  const where = place === "" ? "" : ` ${place}:`;
  return {
    code: "malformed",
    what: {
      zh: `消息格式不对（${place || "整体"}）：${complaint}`,
      en: `That message is not of the agreed form.${where} ${complaint}`,
    },
  };
}
