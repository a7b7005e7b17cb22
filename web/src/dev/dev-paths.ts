/** Where the inspector is, and what it asks the BFF that `pnpm dev` runs. */
export const inspectorPath = '/__dev'
export const feedPath = '/__dev/feed'
export const heldPath = '/__dev/session'
export const faultsPath = '/__dev/faults'
export const doctorPath = '/__dev/doctor'
export const errorsPath = '/__dev/errors'
export const whyPath = '/__dev/why'
