/**
 * Who may sign in at the local authorization server. Each person shows the app something different. A
 * `sub` is the same on every start, so what an app has kept about somebody still belongs to them.
 * Add one here: the sign-in page, the ID token and the sample API follow.
 */
export interface Person {
  /** What the sign-in form sends; also understood as `login_hint`. */
  id: string
  sub: string
  /** As it stands in the ID token and at userinfo: names are the wire's (OpenID Connect Core §5.1). */
  claims: {
    name: string
    preferred_username: string
    email?: string
    email_verified?: boolean
    roles: string[]
  }
  /** On the sign-in page: what this person is good for. */
  about: string
  /** Sees the consent page at every sign-in; the others until they have agreed once. */
  consentAlways?: boolean
  /** Signs in with a second factor every time. */
  secondFactor?: boolean
}

export const people: readonly Person[] = [
  {
    id: 'alice',
    sub: 'a9c1e3f0-alice',
    claims: {
      name: 'Alice Andersson',
      preferred_username: 'alice',
      email: 'alice@example.com',
      email_verified: true,
      roles: ['user'],
    },
    about: 'A user. Nothing special about her.',
  },
  {
    id: 'bob',
    sub: 'b07d4c2e-bob',
    claims: {
      name: 'Bob Baptiste',
      preferred_username: 'bob',
      email: 'bob@example.com',
      email_verified: true,
      roles: ['user', 'admin'],
    },
    about: 'An admin, who sees more.',
  },
  {
    id: 'carol',
    sub: 'c5b86a1d-carol',
    claims: {
      name: 'Carol Castillo',
      preferred_username: 'carol',
      email: 'carol@example.com',
      email_verified: true,
      roles: ['user'],
    },
    about: 'Is asked for consent every time.',
    consentAlways: true,
  },
  {
    id: 'dan',
    sub: 'd2f97e48-dan',
    claims: {
      name: 'Dan Dimitrov',
      preferred_username: 'dan',
      email: 'dan@example.com',
      email_verified: true,
      roles: ['user'],
    },
    about: 'Signs in with a second factor.',
    secondFactor: true,
  },
  {
    id: 'eve',
    sub: 'e6403b95-eve',
    claims: { name: 'Eve Eriksen', preferred_username: 'eve', roles: ['user'] },
    about: 'Has no e-mail address.',
  },
]

export function personBySub(sub: string | undefined): Person | undefined {
  return people.find((person) => person.sub === sub)
}

/** By id, e-mail address, user name or `sub`: `login_hint` is free text (OpenID Connect Core §3.1.2.1). */
export function personByHint(hint: unknown): Person | undefined {
  // Not having an address is not a way to be found.
  if (typeof hint !== 'string') return undefined
  return people.find(
    ({ id, sub, claims }) =>
      hint === id || hint === sub || hint === claims.email || hint === claims.preferred_username,
  )
}

export function firstNameOf(person: Person): string {
  return person.claims.name.split(' ')[0] ?? person.claims.name
}
