import process from "node:process";

/**
 * Resolves when somebody wants the command to stop. Called before it says that it is ready, because
 * whoever reads that may stop it at once.
 */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
