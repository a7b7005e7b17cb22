/** A name from elsewhere in our words, or as it came. `hasOwn`: a method called "constructor" is no word of ours. */
export function sayOne(dictionary: Record<string, string>, name: string): string {
  return Object.hasOwn(dictionary, name) ? (dictionary[name] ?? name) : name
}
