/** What the README promises must be there: the paths it points to and the commands it names. */

/** @returns each relative path that the text links to or spells out as code */
export function pathsIn(markdown: string): string[] {
  const links = [...markdown.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, path = '']) => path)
  const spelled = codeIn(markdown).filter((code) =>
    /^\.?[\w.-]+(\/[\w.-]+)*(\/|\.(ts|tsx|md|json|yaml|yml|css|html))$/.test(code),
  )
  const paths = [...links, ...spelled.filter((code) => code.includes('/'))]
  return [...new Set(paths.map((path) => path.replace(/^\.\/|\/$/g, '')))]
}

/** @returns the X of each `pnpm X` */
export function commandsIn(markdown: string): string[] {
  const calls = codeIn(markdown).flatMap((code) => [...code.matchAll(/\bpnpm (?:run )?([\w:-]+)/g)])
  return [...new Set(calls.map(([, name = '']) => name))]
}

/** Fenced blocks and `spans`; prose may speak of pnpm as it likes. */
function codeIn(markdown: string): string[] {
  const fence = /^```.*\n([\s\S]*?)^```/gm
  const blocks = [...markdown.matchAll(fence)].map(([, code = '']) => code)
  const spans = [...markdown.replace(fence, '').matchAll(/`([^`\n]+)`/g)]
  return [...blocks, ...spans.map(([, code = '']) => code)]
}
