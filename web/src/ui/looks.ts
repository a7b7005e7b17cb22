/**
 * How the app looks in this browser: colours, contrast, movement; each like the device unless somebody chose. The
 * choices are this browser's, not the account's. They stand as attributes on the root, where stylesheets find
 * them; `looks-before-paint.js` puts them there before the first pixel, from the same keys.
 */
export const looks = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'more'],
  motion: ['system', 'less'],
} as const

export type Look = keyof typeof looks
export type Choice = (typeof looks)[Look][number]

type Root = Pick<HTMLElement, 'dataset'>
type Kept = Pick<Storage, 'setItem' | 'removeItem'>

export function currentLook(look: Look, { dataset }: Root): Choice {
  return looks[look].find((choice) => choice === dataset[look]) ?? 'system'
}

/** @param storage as a function, because where storage is forbidden already its name throws */
export function chooseLook(
  look: Look,
  choice: Choice,
  { dataset }: Root,
  storage: () => Kept = () => localStorage,
): void {
  if (choice === 'system') delete dataset[look]
  else dataset[look] = choice
  try {
    if (choice === 'system') storage().removeItem(`claimcheck.${look}`)
    else storage().setItem(`claimcheck.${look}`, choice)
  } catch {
    // Storage is forbidden here: the choice holds until the page is left, which is better than an error.
  }
}
