import { z } from "zod";
import { DONE, done, Refused, unknown } from "../../control/route.ts";
import { findMisfits } from "../rule-fit.ts";
import { ruleSchema, rulesSchema } from "../rule-schema.ts";
import { type BankRoute, route } from "./route.ts";

const CORRECT = "correct the rule; docs/bank.md says what it may do";

export const RULES: readonly BankRoute[] = [
  route({
    method: "get",
    path: "/rules",
    summary: "the rules in force",
    answer: z.array(z.unknown()),
    run: (desk) => desk.bank().rules(),
  }),
  route({
    method: "put",
    path: "/rules",
    summary: "replaces all rules; counts begin anew",
    body: rulesSchema,
    answer: z.array(z.unknown()),
    run: (desk, { body }) => {
      const misfit = findMisfits(body, desk.dialect);
      if (misfit !== undefined) return new Refused(400, misfit, CORRECT);
      desk.setRules(body);
      return desk.bank().rules();
    },
  }),
  route({
    method: "post",
    path: "/rules",
    summary: "adds a rule, or replaces the one of its id; the others' counts go on",
    body: ruleSchema,
    answer: done,
    status: 201,
    run: (desk, { body }) => {
      const misfit = findMisfits([body], desk.dialect);
      if (misfit !== undefined) return new Refused(400, misfit, CORRECT);
      desk.addRule(body);
      return DONE;
    },
  }),
  route({
    method: "delete",
    path: "/rules",
    summary: "takes all rules away",
    answer: done,
    run: (desk) => {
      desk.bank().setRules([]);
      return DONE;
    },
  }),
  route({
    method: "delete",
    path: "/rules/:id",
    summary: "takes one rule away",
    answer: done,
    run: (desk, { params: { id = "" } }) =>
      desk.bank().removeRule(id) ? DONE : unknown("rule", id, "GET /rules lists them"),
  }),
];
