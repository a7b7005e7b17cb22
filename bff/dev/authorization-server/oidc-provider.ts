/**
 * Loads oidc-provider without its remark "Unsupported runtime": the binary from npm that we run on does
 * not say that it is an LTS release, and a warning about nothing is a poor first line of `pnpm dev`.
 * Every other word on the console passes.
 */
export type OidcProvider = typeof import('oidc-provider')

export async function loadOidcProvider(): Promise<OidcProvider> {
  const { warn } = console
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...words)
  }
  try {
    return await import('oidc-provider')
  } finally {
    console.warn = warn
  }
}
