import { type PlayReply, playRequest } from "../contract/index.ts";
import { playHeadless } from "../session/headless.ts";

// The root of a browser worker: each message is a lesson to play, and gets one answer.
addEventListener("message", ({ data }: MessageEvent<unknown>) => postMessage(reply(data)));

function reply(message: unknown): PlayReply {
  const request = playRequest.safeParse(message);
  if (request.success) return playHeadless(request.data);
  const issue = request.error.issues[0];
  return { ok: false, why: `${issue?.path.join(".") || "the message"}: ${issue?.message}` };
}
