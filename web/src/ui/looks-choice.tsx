/** Radio buttons in a row: the plainest control there is, and the keyboard already knows it. */
import { useId, useState } from 'react'
import { looks as words } from '../words/account.ts'
import { chooseLook, currentLook, type Look, looks } from './looks.ts'

export function LooksChoice({ look }: { look: Look }) {
  const name = useId()
  const [chosen, setChosen] = useState(() => currentLook(look, document.documentElement))
  const said: Record<string, string> = words[look].choices
  return (
    <fieldset className="choice">
      <legend>{words[look].title}</legend>
      {looks[look].map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            checked={choice === chosen}
            onChange={() => {
              setChosen(choice)
              chooseLook(look, choice, document.documentElement)
            }}
          />
          <span>{said[choice]}</span>
        </label>
      ))}
    </fieldset>
  )
}
