/**
 * What start-up throws when settings are wrong: all of them at once, each with the way to mend it, and
 * never a value, since the message ends in terminals and logs. A class of its own, and not a `Problem`,
 * because no request is involved; `main.ts` prints the message and exits with 1.
 */
export interface Fault {
  name: string
  /** Goes on from the name: "must be …", "is missing …". */
  says: string
}

export class ConfigError extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const count = faults.length === 1 ? 'one setting is' : `${faults.length} settings are`
    super([`Claimcheck cannot start: ${count} wrong.`, ...faults.map(line)].join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

function line({ name, says }: Fault): string {
  return `  ${name} ${says}`
}
