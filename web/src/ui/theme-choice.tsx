/** Three radio buttons in one row: the plainest control there is, and the keyboard already knows it. */
import { useId, useState } from 'react'
import { account } from '../words/account.ts'
import { chooseTheme, currentTheme, type Theme } from './theme.ts'

const themes: readonly Theme[] = ['system', 'light', 'dark']

export function ThemeChoice() {
  const name = useId()
  const [chosen, setChosen] = useState(() => currentTheme(document.documentElement))
  return (
    <fieldset className="choice">
      <legend>{account.theme}</legend>
      {themes.map((theme) => (
        <label key={theme}>
          <input
            type="radio"
            name={name}
            checked={theme === chosen}
            onChange={() => {
              setChosen(theme)
              chooseTheme(theme, document.documentElement)
            }}
          />
          <span>{account.themes[theme]}</span>
        </label>
      ))}
    </fieldset>
  )
}
