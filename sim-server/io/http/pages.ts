import { existsSync } from "node:fs";
import { join } from "node:path";
import compression from "compression";
import express, { type Express } from "express";

/** Everything a page may load comes from this server, and nothing may be run from text. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the built trainer from `folder`; its hashed files may be kept for a year. */
export function servePages(app: Express, folder: string): void {
  app.use((_request, response, next) => {
    response.set({
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
    });
    next();
  });
  app.use(compression());
  app.use("/assets", express.static(join(folder, "assets"), { immutable: true, maxAge: "365d" }));
  app.use(express.static(folder, { index: "index.html", cacheControl: false }));
}

/** Whether the trainer's pages have been built into `folder`. */
export function pagesBuilt(folder: string): boolean {
  return existsSync(join(folder, "index.html"));
}
