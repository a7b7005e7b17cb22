/** “Explain this error”: what a code means and what to do about it, as it stands in `bff/docs/errors.md`. */
import { useId, useState } from 'react'
import type { Explanation } from 'shared/inspector-findings'
import { errorsPath } from './dev-paths.ts'
import { explain, search } from './explain.ts'
import { useAsked } from './use-asked.ts'
import { explainLink, useParameter } from './use-parameter.ts'

/** Beside what went wrong. */
export function Explained({ codes }: { codes: readonly string[] }) {
  const { answer = [] } = useAsked<Explanation[]>(codes.length > 0 ? errorsPath : undefined)
  const found = explain(answer, codes)
  if (found.length === 0) return null
  return (
    <section className="dev-explained" aria-label="What that means">
      <List found={found} />
    </section>
  )
}

/** All of them, and a field to find one by; the code that is asked for stands in the address. */
export function ExplainPage() {
  const id = useId()
  const [asked, setAsked] = useParameter('code')
  const [words, setWords] = useState(asked ?? '')
  const { answer, state } = useAsked<Explanation[]>(errorsPath)
  const found = search(answer ?? [], words)
  return (
    <div className="dev-explain">
      <h2>What an error means</h2>
      <label htmlFor={id}>A code, a reason, or a word</label>
      <input
        id={id}
        type="search"
        className="dev-field"
        value={words}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          setWords(target.value)
          setAsked(target.value.trim() || undefined)
        }}
      />
      <p role="status" className="hint">
        {state === 'failed'
          ? 'The BFF did not answer.'
          : `${found.length} of ${answer?.length ?? 0}`}
      </p>
      <List found={found} />
    </div>
  )
}

function List({ found }: { found: readonly Explanation[] }) {
  return (
    <ul className="dev-explanations">
      {found.map(({ code, about, status, cause, whatToDo }) => (
        <li key={`${about} ${code}`}>
          <h3>
            <a href={explainLink(code)}>
              <code>{code}</code>
            </a>{' '}
            <small>{status ?? about}</small>
          </h3>
          <p>{sentence(cause)}</p>
          {whatToDo !== undefined && (
            <p>
              <strong>What to do:</strong> {whatToDo}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
