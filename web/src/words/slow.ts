/** While a write takes its time. */
export const slow = {
  text: 'This takes longer than usual.',
  stop: 'Cancel',
} as const
