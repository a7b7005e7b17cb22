/** The doctor's findings in an order to be read in: what is wrong, what is doubtful, then all by their subject. */
import type { DoctorFinding } from 'shared/inspector-findings'

const groups: [name: string, begins: readonly string[]][] = [
  ['Settings', ['env']],
  ['This machine', ['runtime']],
  ['The provider: is it the one?', ['discovery']],
  ['The provider: what it can do', ['capability']],
  ['The provider: does it know us?', ['probe']],
  ['Tokens', ['refresh', 'api']],
  ['Signing out', ['logout']],
  ['The APIs', ['upstream']],
  ['The store', ['store']],
  ['Production', ['production']],
]

const order = ['fail', 'warn'] as const

export function problemsIn(findings: readonly DoctorFinding[]): DoctorFinding[] {
  return order.flatMap((status) => findings.filter((finding) => finding.status === status))
}

/** All that is no problem: those stand above. A finding of a kind that is not known here stands under “More”, so that none is lost. */
export function groupsOf(
  findings: readonly DoctorFinding[],
): { name: string; findings: DoctorFinding[] }[] {
  const nameOf = ({ id }: DoctorFinding) =>
    groups.find(([, begins]) => begins.includes(id.split('-')[0] ?? ''))?.[0] ?? 'More'
  return [...groups.map(([name]) => name), 'More'].flatMap((name) => {
    const own = findings.filter(
      (finding) => nameOf(finding) === name && !problemsIn([finding]).length,
    )
    return own.length === 0 ? [] : [{ name, findings: own }]
  })
}

export function sumOf(findings: readonly DoctorFinding[]): string {
  const count = (status: DoctorFinding['status']) =>
    findings.filter((finding) => finding.status === status).length
  return `${count('pass')} right, ${count('fail')} wrong, ${count('warn')} to think about, ${count('skip')} not told`
}
