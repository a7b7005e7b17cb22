/** What becomes of a request that waited for a person who said no, or did not come back. */
import { ProblemError } from '../http.ts'

/** `cancelled` is the person's own decision: nothing was done, nothing is wrong, nothing is reported. */
export class StepUpCancelled extends ProblemError {
  constructor() {
    super({ code: 'step-up-cancelled', status: 0, refused: false })
    this.name = 'StepUpCancelled'
  }
}

/** Somebody did not want to wait any longer for a write: it may have been done, or not. */
export function stopped(): ProblemError {
  return new ProblemError({ code: 'stopped', status: 0, refused: false })
}

export function cancelled(): ProblemError {
  return new ProblemError({ code: 'cancelled', status: 0, refused: false })
}
