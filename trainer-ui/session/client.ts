import { io, type Socket } from "socket.io-client";
import {
  type Acknowledgement,
  type ActMessage,
  CONTRACT_VERSION,
  type Opened,
  type RefusalMessage,
  type WireAct,
} from "../../sim-server/contract/index.ts";
import { type CounterStore, createCounterStore } from "./store.ts";

/** One's place at a counter: what it shows, and how to act there. */
export type CounterClient = {
  readonly store: CounterStore;
  /** Sends an act that was meant `agoMs` before; while the link is lost it waits, and goes out once, in order. */
  readonly act: (act: WireAct, by: ActMessage["by"], agoMs?: number) => void;
  /** Takes the session back from another page. */
  readonly takeBack: () => void;
  readonly close: () => void;
};

/** Joins the session and keeps to it: a lost link is mended, and nothing sent is lost or doubled. */
export function joinCounter(session: string): CounterClient {
  const store = createCounterStore(() => performance.now());
  const socket: Socket = io({ transports: ["websocket"], reconnectionDelayMax: 2000 });
  const unanswered: ActMessage[] = [];
  let joined = false;
  let count = 0;
  // Ids differ between loads of the page, so that a new page's first act is not an old one's repeat.
  const page = Math.floor(performance.timeOrigin).toString(36);

  const join = (): void => {
    socket.emit("join", { session, version: CONTRACT_VERSION }, (answer: Acknowledgement) => {
      joined = answer.ok;
      if (!answer.ok) {
        store.refusal.value = answer.refusal;
        return;
      }
      store.link.value = "open";
      for (const message of [...unanswered]) send(message);
    });
  };

  const send = (message: ActMessage): void => {
    socket.emit("act", message, (answer: Acknowledgement) => {
      const at = unanswered.indexOf(message);
      if (at >= 0) unanswered.splice(at, 1);
      store.waiting.value = unanswered.length;
      if (!answer.ok) store.refusal.value = answer.refusal;
      else if (answer.refused !== undefined) store.noEffect.value = { why: answer.refused };
    });
  };

  socket.on("connect", join);
  socket.on("connect_error", (error) => {
    // An active socket tries again by itself; one that is not was turned away.
    if (!socket.active) store.refusal.value = turnedAway(error.message);
  });
  socket.on("disconnect", () => {
    joined = false;
    if (store.link.value === "open") store.link.value = "lost";
  });
  socket.on("opened", (opened: Opened) => {
    store.opened.value = opened;
  });
  socket.on("state", store.absorb);
  socket.on("refused", (refusal: RefusalMessage) => {
    if (refusal.code === "elsewhere") {
      joined = false;
      store.link.value = "elsewhere";
    } else {
      store.refusal.value = refusal;
    }
  });

  return {
    store,
    act: (act, by, agoMs = 0) => {
      if (store.link.value === "elsewhere") return;
      count += 1;
      const message = { id: `${page}-${count}`, by, reactedMs: store.worldNowMs(agoMs), act };
      unanswered.push(message);
      store.waiting.value = unanswered.length;
      if (joined) send(message);
    },
    takeBack: join,
    close: () => void socket.close(),
  };
}

/** The server refuses a stranger at the door, before there is a session to speak of. */
function turnedAway(said: string): RefusalMessage {
  return { code: "not-allowed", what: { zh: "请先取一个昵称，再回到这一课。", en: said } };
}
