/**
 * Light, dark, or like the device. The choice is this browser's, not the account's; it is the one thing the
 * web app stores. `theme-before-paint.js` reads the same key before the first pixel.
 */
export type Theme = 'system' | 'light' | 'dark'

const themeKey = 'claimcheck.theme'

export function currentTheme(root: HTMLElement): Theme {
  const { theme } = root.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

export function chooseTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(themeKey)
    else localStorage.setItem(themeKey, theme)
  } catch {
    // Storage is forbidden here: the choice holds until the page is left, which is better than an error.
  }
}
