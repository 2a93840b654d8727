import { count, type FaultKind, milliseconds } from "./fault-kind.ts";
import { AFTER, byteTriggers, CHANCE, FOR, LINK } from "./when.ts";

/** What can go wrong on a cable, whatever is plugged in at its ends. */
export type CableFaultId =
  | "cable.refuse"
  | "cable.busy"
  | "cable.stall"
  | "cable.drop"
  | "cable.reset"
  | "cable.half-close"
  | "cable.unplug"
  | "cable.drip"
  | "cable.split"
  | "cable.merge"
  | "cable.flip"
  | "cable.lose"
  | "cable.duplicate"
  | "cable.noise"
  | "cable.wrong-baud";

type CableFault = FaultKind<CableFaultId>;

const ANYWHERE = ["counter", "cable"] as const;
const BAUD_MAX = 12_000_000;
const PIECE_BYTES_MAX = 65_536;

const cable = (kind: Omit<CableFault, "layer" | "at"> & Partial<CableFault>): CableFault => ({
  layer: "cable",
  at: ANYWHERE,
  triggers: byteTriggers("device"),
  ...kind,
});

const baud = (name: string, fallback: number) =>
  count(name, "bits/s", { fallback, min: 50, max: BAUD_MAX });

/** Faults of whole connections, and then of the bytes on them. */
export const CABLE_FAULTS: readonly CableFault[] = [
  cable({
    id: "cable.refuse",
    means: { zh: "拒绝连接", en: "a connection is refused" },
    params: [],
    triggers: [AFTER, LINK, CHANCE, FOR],
    holds: "who calls is told, and may call again",
  }),
  cable({
    id: "cable.busy",
    at: ["cable"],
    means: {
      zh: "占线：只接一个连接",
      en: "one connection is taken, others are refused meanwhile",
    },
    params: [],
    triggers: [AFTER, FOR],
    lasts: true,
    holds: "who calls meanwhile is told; the connection that stands is not disturbed",
  }),
  cable({
    id: "cable.stall",
    means: { zh: "线路卡住，之后继续", en: "nothing goes on for a while, then all of it" },
    params: [milliseconds("ms", 5_000)],
    holds: "nothing is lost or done twice by whoever waited too long",
  }),
  cable({
    id: "cable.drop",
    means: { zh: "连接正常关闭，其余丢失", en: "the connection is closed; what follows is lost" },
    params: [],
    holds: "half a command waits, and is not obeyed as if it were whole",
  }),
  cable({
    id: "cable.reset",
    means: { zh: "连接被重置 (RST)", en: "the connection is reset (RST)" },
    params: [],
    holds: "half a command waits, and is not obeyed as if it were whole",
  }),
  cable({
    id: "cable.half-close",
    at: ["cable"],
    means: {
      zh: "半关闭：一端不再发送",
      en: "one end says that it sends no more, and still listens",
    },
    params: [],
    triggers: byteTriggers("host"),
    holds: "what the other end says still arrives",
  }),
  cable({
    id: "cable.unplug",
    means: {
      zh: "拔掉电缆，过一会再插上",
      en: "the cable is pulled out, and plugged in again later",
    },
    params: [milliseconds("ms", 5_000)],
    holds: "what was decided stays decided, and work goes on once the cable is back",
  }),
  cable({
    id: "cable.drip",
    means: { zh: "数据一点一点地到", en: "bytes trickle, a few at a time" },
    params: [count("size", "bytes", { fallback: 1, max: PIECE_BYTES_MAX }), milliseconds("ms", 50)],
    lasts: true,
    holds: "a message is a message however slowly it comes, within its time limit",
  }),
  cable({
    id: "cable.split",
    means: { zh: "一段数据被切开", en: "what was sent in one piece arrives in several" },
    params: [count("size", "bytes", { fallback: 8, max: PIECE_BYTES_MAX }), milliseconds("ms", 5)],
    lasts: true,
    holds: "where a stream of bytes is cut means nothing",
  }),
  cable({
    id: "cable.merge",
    means: { zh: "几段数据粘在一起", en: "what was sent in several pieces arrives in one" },
    params: [milliseconds("ms", 100)],
    lasts: true,
    holds: "where a stream of bytes is cut means nothing",
  }),
  cable({
    id: "cable.flip",
    means: { zh: "一位出错", en: "one bit is another" },
    params: [],
    holds: "a frame with a check that fails is not believed",
  }),
  cable({
    id: "cable.lose",
    means: { zh: "丢失字节", en: "some bytes are lost" },
    params: [count("count", "bytes", { fallback: 1, max: PIECE_BYTES_MAX })],
    holds: "a frame that is short is not believed",
  }),
  cable({
    id: "cable.duplicate",
    means: { zh: "一段数据到两次", en: "a piece arrives twice" },
    params: [],
    holds: "what was asked once is done once",
  }),
  cable({
    id: "cable.noise",
    means: { zh: "干扰：多出杂乱字节", en: "noise: stray bytes on the line" },
    params: [count("count", "bytes", { fallback: 4, max: PIECE_BYTES_MAX })],
    holds: "what is no message means nothing, and the next message is read",
  }),
  cable({
    id: "cable.wrong-baud",
    means: { zh: "波特率不一致", en: "the ends are set to different speeds, and read garbage" },
    params: [baud("sent", 9_600), baud("read", 19_200)],
    triggers: byteTriggers("both"),
    lasts: true,
    holds: "garbage means nothing, and no reader waits for ever",
  }),
];
