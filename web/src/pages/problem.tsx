/**
 * `/problem?code=<code>&ref=<ref>`: where the BFF sends page visits that failed. One sentence, one thing to
 * do, one number to give the help desk. Both values come in an address that anybody can write: the code picks a
 * sentence from the closed table, and a ref that does not look like one of ours is not shown.
 */
import { useSearchParams } from 'react-router'
import { isProblemCode, type ProblemCode, problems } from 'shared/problem'
import { SignInLink } from '../session/sign-in-link.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Ticket } from '../ui/ticket.tsx'
import { problemPage } from '../words/problem-page.ts'
import { shell } from '../words/shell.ts'

export function ProblemPage() {
  const [search] = useSearchParams()
  const { code, ref } = readProblem(search)
  const { title, remedy } = problems[code]
  return (
    <Page title={title.replace(/\.$/, '')} heading={title} aside={ref && <Reference text={ref} />}>
      <p className="lead">{problemPage.whatNow[remedy]}</p>
      <p className="actions">
        {remedy === 'sign-in' && <SignInLink />}
        {remedy === 'retry' && (
          <a className="button button-primary" href="/">
            {shell.tryAgain}
          </a>
        )}
        <Link className={remedy === 'tell' ? 'button button-primary' : 'button'} to="/">
          {problemPage.home}
        </Link>
      </p>
    </Page>
  )
}

function Reference({ text }: { text: string }) {
  return (
    <div className="reference">
      <Ticket kind={problemPage.ref} number={text} />
      <p className="hint">{problemPage.refHint}</p>
      <CopyButton text={text} />
    </div>
  )
}

export function readProblem(search: URLSearchParams): { code: ProblemCode; ref?: string } {
  const code = search.get('code')
  const ref = search.get('ref')
  return {
    code: isProblemCode(code) ? code : 'internal',
    ...(ref !== null && /^[\w-]{4,64}$/.test(ref) && { ref }),
  }
}
