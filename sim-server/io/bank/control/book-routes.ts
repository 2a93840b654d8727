import { z } from "zod";
import type { Exchange } from "../../../core/bank/exchanges.ts";
import { count, page } from "../../control/paging.ts";
import { unknown } from "../../control/route.ts";
import { explain, messageView, viewMessage } from "./message-view.ts";
import { type BankRoute, route } from "./route.ts";
import { exchangeView, explanationView, postingView, viewExchange, viewPosting } from "./views.ts";

export const BOOKS: readonly BankRoute[] = [
  route({
    method: "get",
    path: "/ledger",
    summary: "entries of the ledger, in order of booking",
    query: page.extend({ last: count.optional().describe("only so many, the latest") }),
    answer: z.array(postingView),
    run: (desk, { query: { after, limit, last } }) => {
      const postings = desk.bank().books.postings();
      const shown =
        last === undefined ? postings.slice(after, after + limit) : postings.slice(-last);
      return shown.map(viewPosting);
    },
  }),
  route({
    method: "get",
    path: "/exchanges",
    summary: "requests and what became of them, in order of arrival",
    query: page,
    answer: z.array(exchangeView),
    run: (desk, { query: { after, limit } }) =>
      slice(desk.bank().books.exchanges(), after, limit).map(viewExchange),
  }),
  route({
    method: "get",
    path: "/exchanges/:terminal/:batch/:stan",
    summary: "one exchange",
    answer: exchangeView,
    run: (desk, { params: { terminal = "", batch = "", stan = "" } }) => {
      const exchange = desk.bank().books.exchange({ terminal, batch, stan });
      if (exchange !== undefined) return viewExchange(exchange);
      return unknown("exchange", `${terminal}/${batch}/${stan}`, "GET /exchanges lists them");
    },
  }),
  route({
    method: "get",
    path: "/explain/:frame",
    summary: "why a frame was answered as it was, by its number among those received",
    answer: explanationView,
    run: (desk, { params: { frame = "" } }) =>
      explain(desk, Number(frame)) ?? unknown("frame", frame, "GET /messages numbers them"),
  }),
  route({
    method: "get",
    path: "/explain/:terminal/:batch/:stan",
    summary: "why the latest frame of an exchange was answered as it was",
    answer: explanationView,
    run: (desk, { params: { terminal = "", batch = "", stan = "" } }) => {
      const name = `${terminal}/${batch}/${stan}`;
      return explain(desk, name) ?? unknown("exchange", name, "GET /exchanges lists them");
    },
  }),
  route({
    method: "get",
    path: "/messages",
    summary: "messages, decoded; with Accept: text/event-stream, a feed that goes on",
    query: page,
    answer: z.array(messageView),
    run: (desk, { query: { after, limit } }) =>
      desk.log.since(after, limit).map((logged) => viewMessage(desk, logged)),
  }),
];

function slice(exchanges: Iterable<Exchange>, after: number, limit: number): Exchange[] {
  const found: Exchange[] = [];
  let at = 0;
  for (const exchange of exchanges) {
    at += 1;
    if (at > after + limit) break;
    if (at > after) found.push(exchange);
  }
  return found;
}
