/**
 * What the inspector of `pnpm dev` says of what went wrong: explained from the page of errors, and examined by the
 * doctor. Types alone, like `inspector.ts`.
 */

/** One row of bff/docs/errors.md. */
export interface Explanation {
  code: string
  /** The section it stands in. */
  about: string
  status?: number
  cause: string
  whatToDo?: string
}

/** What the doctor found (bff/cli/doctor/check.ts), and what to fill in at each provider. */
export interface DoctorView {
  checks: DoctorFinding[]
  consoles: {
    name: string
    issuer: string
    where: string
    fields: { there: string; paste: string[]; note: string }[]
    page: string
  }[]
}

export interface DoctorFinding {
  id: string
  status: 'pass' | 'warn' | 'fail' | 'skip'
  message: string
  remedy?: string
  docs: string
}

/** What stands behind the reference that a page of problems shows. */
export interface WhyView {
  codes: string[]
  /** Where the inspector tells of it. */
  step?: number
}
