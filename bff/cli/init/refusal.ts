/** Why `pnpm run init` goes no further. Its message is for the terminal, and nothing has been written. */
export class Refusal extends Error {}

/** Ctrl-C, or an input that ended before the last question. */
export class Cancelled extends Error {}
