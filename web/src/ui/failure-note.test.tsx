import { renderToStaticMarkup } from 'react-dom/server'
import { problems, type ProblemCode } from 'shared/problem'
import { describe, expect, it } from 'vitest'
import { type Failure, ProblemError } from '../http.ts'
import { FailureNote } from './failure-note.tsx'

const show = (error: unknown) =>
  renderToStaticMarkup(<FailureNote title="It did not load." error={error} onRetry={() => {}} />)

const failed = (more: Partial<Failure>) =>
  new ProblemError({ code: 'resource', status: 500, refused: false, ...more })

describe('FailureNote', () => {
  it.each([
    [401, 'did not accept your sign-in'],
    [403, 'You do not have access to this.'],
    [429, 'a lot at once'],
    [500, 'has trouble'],
    [502, 'has trouble'],
    [503, 'has trouble'],
  ])('makes a %i of the API usable: what happened and a way on [FE-10]', (status, words) => {
    const html = show(failed({ status }))
    expect(html).toContain('It did not load.')
    expect(html).toContain(words)
    expect(html).toContain('Try again</button>')
  })

  it.each([
    'resource-unreachable',
    'resource-timeout',
    'store-unreachable',
  ] satisfies ProblemCode[])(
    'says of %s what the table says, with the reference [FE-10]',
    (code) => {
      const html = show(failed({ code, status: problems[code].status, refused: true, ref: 'r-1' }))
      expect(html).toContain(problems[code].title)
      expect(html).toContain('<code>r-1</code>')
      expect(html).toContain('Copy</button>')
    },
  )

  it('says something sensible of a mistake of ours, and nothing of its text', () => {
    const html = show(new TypeError('x is undefined'))
    expect(html).toContain('could not be shown')
    expect(html).not.toContain('undefined')
  })

  it.each([
    ['stopped', 'You stopped waiting.'],
    ['timeout', 'No answer came in time.'],
    ['resource-timeout', 'No answer came in time.'],
  ] as const)('does not say of a write that it was not done after %s [FE-10]', (code, why) => {
    const unknown = 'We do not know.'
    const error = failed({ code, status: 0 })
    const html = renderToStaticMarkup(
      <FailureNote title="It was not done." unknown={unknown} error={error} />,
    )
    expect(html).not.toContain('It was not done.')
    expect(html).not.toMatch(/try again/i)
    for (const words of [unknown, why, 'look before you send it again']) {
      expect(html).toContain(words)
    }
  })

  it('says so after a no, and when it never left', () => {
    for (const code of ['network', 'resource'] as const) {
      const error = failed({ code })
      const html = renderToStaticMarkup(
        <FailureNote title="It was not done." unknown="We do not know." error={error} />,
      )
      expect(html).toContain('It was not done.')
    }
  })
})
