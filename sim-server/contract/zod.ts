import { z } from "zod";

// A page under a strict content security policy must not even probe for `new Function`.
z.config({ jitless: true });

export { z };
