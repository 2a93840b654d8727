import { defineConfig } from "vite";

/** How the trainer's pages are built. The folder to build into is given on the command line. */
export default defineConfig({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    // The last Chrome for Windows 7 and 8.1, which old till PCs still run.
    target: "chrome109",
    emptyOutDir: true,
    // Drawings stay files: a page fetches the few it shows.
    assetsInlineLimit: 0,
    // Phaser alone is larger than the limit that the bundler warns at, and comes late.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { index: "index.html", worker: "../sim-server/worker/worker.ts" },
      // The worker keeps its name, so that a page can start it without having been built with it.
      output: {
        entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
});
