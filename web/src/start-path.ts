/** Where people who are signed in begin. With the sample feature gone, put the path of your own page here. */
export const startPath = '/notes'
