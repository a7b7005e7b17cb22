/**
 * `oidcc-client-test-rp-backchannel-rpinitlogout-wrong-alg`: signed with another algorithm than
 * agreed.
 */
import { it } from 'vitest'
import { createSigningKey } from '../liar/keys.ts'
import { expectRefused, signOutWithWitness } from '../provider-sign-out.ts'

it('refuses a logout token that is signed with another algorithm [CM-23, LO-10]', async () => {
  const { answer, witness } = await signOutWithWitness({
    backchannelLogout: true,
    signLogoutWith: () => createSigningKey('ES256'),
  })
  await expectRefused(answer, witness, 'alg')
})
