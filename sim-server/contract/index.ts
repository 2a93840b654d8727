export * from "./act.ts";
export * from "./debrief.ts";
export * from "./desk.ts";
export * from "./goods-code.ts";
export * from "./messages.ts";
export * from "./view.ts";
export * from "./worker-messages.ts";
