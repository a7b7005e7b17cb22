/** Every page that says why something did not work, by its address; what makes each happen is on “Faults”. */
import { EndReason } from 'shared/session'
import { type ProblemCode, problems } from 'shared/problem'

export function ErrorGallery() {
  return (
    <div className="dev-gallery">
      <section aria-labelledby="reasons">
        <h2 id="reasons">Signed out, and why</h2>
        <ul>
          {EndReason.options.map((reason) => (
            <li key={reason}>
              <a href={`/signed-out?reason=${reason}`}>{reason}</a>
            </li>
          ))}
          <li>
            <a href="/signed-out?reason=login-refused">login-refused</a>
          </li>
        </ul>
      </section>
      <section aria-labelledby="problems">
        <h2 id="problems">Problems</h2>
        <ul>
          {(Object.keys(problems) as ProblemCode[]).map((code) => (
            <li key={code}>
              <a href={`/problem?code=${code}&ref=3a8xn3mg-4z`}>{code}</a>{' '}
              <small>
                {problems[code].status} · {problems[code].title}
              </small>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
