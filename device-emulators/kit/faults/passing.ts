import type { FaultOrder } from "./fault-kind.ts";

/** How a connection ends: in order, or cut off. */
export type Ending = "closed" | "reset";

/** Something on its way along a cable in one direction. */
export type Passing =
  | {
      readonly type: "bytes";
      readonly bytes: Uint8Array;
      /** So long behind what went before it. */
      readonly gapMs?: number;
      /** It waits so long for others to go with it as one. */
      readonly joinMs?: number;
    }
  /** Nothing goes on for so long. */
  | { readonly type: "wait"; readonly ms: number }
  /** The sender will send nothing more. */
  | { readonly type: "end" }
  /** The sender has left. */
  | { readonly type: "close"; readonly how: Ending }
  /** A fault cuts the connection: both ends are told. */
  | { readonly type: "cut"; readonly how: Ending }
  | { readonly type: "unplug"; readonly ms: number }
  /** A fault that is not the cable's strikes now: between these bytes and those. */
  | { readonly type: "strike"; readonly order: FaultOrder };
