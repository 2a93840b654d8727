import { test as base, expect } from "@playwright/test";
import { openShop, type Shop } from "./shop.ts";

type OfTest = {
  /** What the browser complained of: errors, warnings, things the page may not do. */
  readonly complaints: string[];
};

type OfWorker = { readonly shop: Shop };

/** How the browser notes that the server does not know a newcomer yet: the page asks for a name. */
const STRANGER = /status of 401 \(Unauthorized\)/;

/** A test in a shop of its own run, which fails when the page complains of anything. */
export const test = base.extend<OfTest, OfWorker>({
  shop: [
    async ({ browserName: _ }, use) => {
      const shop = await openShop();
      await use(shop);
      await shop.close();
    },
    { scope: "worker" },
  ],
  baseURL: ({ shop }, use) => use(shop.url),
  complaints: async ({ browserName: _ }, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints, "the browser complained").toEqual([]);
  },
  context: async ({ context, complaints }, use) => {
    context.on("console", (message) => {
      const grave = message.type() === "error" || message.type() === "warning";
      if (grave && !STRANGER.test(message.text())) complaints.push(message.text());
    });
    context.on("weberror", (error) => complaints.push(String(error.error())));
    await use(context);
  },
});

export { expect };
