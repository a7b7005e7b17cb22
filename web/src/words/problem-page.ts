/** What to do about a problem that has a page of its own. */
export const problemPage = {
  whatNow: {
    'sign-in': 'Nothing was lost. You can simply sign in again.',
    retry: 'Your account is fine. Please try again in a moment.',
    tell: 'If you think this is wrong, give our help desk the number on the ticket.',
  },
  ref: 'Reference',
  refHint: 'Give this number to our help desk, and they will find what happened.',
  copy: 'Copy',
  copied: 'Copied',
  home: 'Back to home',
} as const

export const notFound = {
  title: 'There is nothing here',
  text: 'The address may have a typing mistake, or the page has moved.',
  home: 'Back to home',
} as const
