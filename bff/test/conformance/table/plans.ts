/**
 * The conformance rows of `bff/requirements.md`: which modules there are, and to which plan of the suite
 * each belongs. The list shortens names (`-invalid-aud`, `…-happy-path`), so a name is read as an ending.
 */

export interface Plan {
  /** `CM-02` */
  id: string
  /** `Basic RP plan` */
  title: string
  /** What every name of this row begins with. */
  world: 'oidcc-' | 'fapi2-'
  endings: string[]
}

export function plansIn(list: string): Plan[] {
  const rows = list.matchAll(/^\| (CM-\d\d) \|[^|]*\|([^|]*)\|([^|]*)\|/gm)
  return [...rows].map(([, id = '', text = '', source = '']) => ({
    id,
    title: titleOf(source),
    world: /`(…|fapi2)/.test(text) ? 'fapi2-' : 'oidcc-',
    endings: endingsIn(text),
  }))
}

/** `OIDF suite, Basic RP plan (V)` */
function titleOf(source: string): string {
  const [, title = 'OIDF suite'] = /^ OIDF suite, (.*?) \(/.exec(source) ?? []
  return title
}

function endingsIn(text: string): string[] {
  const names = text.matchAll(/`(?:…)?((?:oidcc|fapi2)?-?[a-z0-9_-]+)`/g)
  return [...names].flatMap(([, name = '']) => (/^(-|oidcc-|fapi2-)/.test(name) ? [name] : []))
}

/** Names of the row that none of these modules answers to. */
export function unplayed({ world, endings }: Plan, modules: readonly string[]): string[] {
  const inWorld = modules.filter((module) => module.startsWith(world))
  return endings.filter((ending) => !inWorld.some((module) => module.endsWith(ending)))
}
