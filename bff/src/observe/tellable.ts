/**
 * What of a value may stand in a line: a word, a number, yes or no. Text is cut and rid of control characters,
 * so that no header, query or claim can forge an entry or command a terminal (ASVS 16.4.1). An object has no
 * place in a line: who knows what hangs on it.
 */
const limitCharacters = 200

/** Controls, invisible formatting (right-to-left overrides) and the line ends that only some readers see. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** What nearly every text is: with nothing to look for in it. */
const plain = /^[ -~]*$/

export function tellable(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'string') {
    const short = value.slice(0, limitCharacters)
    return plain.test(short) ? short : short.replace(unprintable, '�')
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}
