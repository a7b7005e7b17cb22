/**
 * Somebody has put a wrong secret into the settings. People read a calm sentence; beside it, in development, stands what
 * is wrong and what to do about it.
 */
import axe from 'axe-core'
import { describe, expect, inject, it } from 'vitest'
import { useInspected } from './inspected.ts'
import { signIn } from './person.ts'

describe.skipIf(inject('chromium') === null)('a sign-in that fails in development', () => {
  const inspected = useInspected({ env: { OIDC_CLIENT_SECRET: 'not-the-one-that-is-registered' } })

  it('is told of with its cause and with what the doctor finds, ready to be copied', async () => {
    const page = await inspected().open({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { origin } = inspected().house
    await signIn(page, 'alice')
    await page.getByRole('heading', { name: 'Signing in did not work.' }).waitFor()
    const panel = page.getByRole('region', { name: 'In development: login-failed, token-error' })
    await panel.getByText('It does not believe OIDC_CLIENT_SECRET (invalid_client).').waitFor()
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<{ violations: { id: string }[] }>(
      'axe.run(document)',
    )
    expect(violations.map(({ id }) => id)).toEqual([])

    await panel.getByRole('link', { name: 'All that the doctor says' }).click()
    const problems = page.getByRole('region', { name: 'To be mended' })
    await problems.getByText('invalid_client').waitFor()
    await problems.getByRole('button', { name: 'Copy what to do about probe-secret' }).click()
    const copied = () => page.evaluate<string>('navigator.clipboard.readText()')
    expect(await copied()).toContain('OIDC_CLIENT_SECRET')
    await page.getByRole('button', { name: /^Copy for .* console$/ }).click()
    expect(await copied()).toContain(`redirect URI: ${origin}/auth/callback`)
  })
})
