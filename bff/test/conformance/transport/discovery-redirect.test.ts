/** Metadata from where a redirect leads is somebody else's (MD-04), also when it names the right issuer. */
import { expect, it, onTestFinished } from 'vitest'
import { redirect } from '../liar/wire.ts'
import { openLiar } from '../liar.ts'
import { expectNotStarted } from '../outcomes.ts'
import { openEncounter } from '../sign-in.ts'

it.each([301, 302, 307, 308])(
  'does not follow a redirect from discovery (%i) [MD-04, TK-06]',
  async (status) => {
    const stranger = await openLiar()
    onTestFinished(() => stranger.close())
    const { liar, signIn } = await openEncounter()
    stranger.lie({ discovery: (document) => ({ ...document, issuer: liar.issuer }) })
    const elsewhere = `${stranger.issuer}/.well-known/openid-configuration`
    liar.lie({ wire: { discovery: () => redirect(elsewhere, status) } })

    expectNotStarted(await signIn())
    expect(stranger.seen.discovery).toHaveLength(0)
    expect(liar.seen.authorize).toHaveLength(0)
  },
)

it.each([201, 204, 206, 400, 404])(
  'does not use metadata that comes with status %i [MD-04]',
  async (status) => {
    const { liar, signIn } = await openEncounter()
    liar.lie({ wire: { discovery: (answer) => ({ ...answer, status }) } })
    expectNotStarted(await signIn())
    expect(liar.seen.authorize).toHaveLength(0)
  },
)
