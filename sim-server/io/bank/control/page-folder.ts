import { join } from "node:path";
import { PACKAGE_FOLDER } from "../../../package-info.ts";

/** Where the page of the control port lies, as it is: no build makes anything of it. */
export const PAGE_FOLDER = join(PACKAGE_FOLDER, "sim-server", "io", "bank", "page");
