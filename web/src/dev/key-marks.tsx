/**
 * The secrets of a step as marks right on the diagram: one sees that the code of the redirect is the code of the token
 * request. For eyes alone; the details have the same in words.
 */
import type { Detail, Step } from 'shared/inspector'
import { Mark } from './mark.tsx'

/** What is worth following from step to step, by name as it is called on the wire, and how it is called here. */
const followed: readonly [name: RegExp, short: string][] = [
  [/^code$/, 'code'],
  [/^state$/, 'state'],
  [/^code_verifier$/, 'verifier'],
  [/^code_challenge$/, 'challenge'],
  [/^(access_token|authorization)$/, 'access token'],
  [/^refresh_token$/, 'refresh token'],
  [/^id_token$/, 'ID token'],
  [/^logout_token$/, 'logout token'],
  [/^(set-)?cookie claimcheck(-dev)?$|^(set-)?cookie __Host-Http-claimcheck$/, 'cookie'],
  [/^nonce$|^id_token\.nonce$/, 'nonce'],
]
const most = 3

export function KeyMarks({ step }: { step: Step }) {
  const marks = keyMarks(step.params)
  if (marks.length === 0) return null
  return (
    <span className="dev-key-marks" aria-hidden="true">
      {marks.map(({ short, mark }) => (
        <span key={short}>
          {short} <Mark mark={mark} />
        </span>
      ))}
    </span>
  )
}

export function keyMarks(params: readonly Detail[]): { short: string; mark: string }[] {
  const found = followed.flatMap(([name, short]) => {
    const mark = params.find((each) => name.test(each.name) && each.mark !== undefined)?.mark
    return mark === undefined ? [] : [{ short, mark }]
  })
  return found.slice(0, most)
}
