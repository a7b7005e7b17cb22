/**
 * What a page asks again by itself – on focus, from time to time, after something that was in the way – is no
 * sign of a person, and says so: the BFF then leaves the idle limit alone. For a `queryFn`:
 *
 *     queryFn: (context) => request(path, { schema, ...askedAgain(context) })
 *
 * What is asked for the first time was wanted by somebody, and so was what follows a press or a key.
 */
import type { QueryFunctionContext } from '@tanstack/react-query'
import type { Ask } from '../http.ts'

export function askedAgain(
  { client, queryKey, signal }: QueryFunctionContext,
  isPressed = isPressedNow(),
): Pick<Ask<unknown>, 'signal' | 'passive'> {
  const isAgain = client.getQueryData(queryKey) !== undefined
  return { signal, passive: isAgain && !isPressed }
}

/** For a few seconds after a press or a key; a browser that does not tell counts as nobody. */
function isPressedNow(): boolean {
  const { userActivation } = navigator as Partial<Navigator>
  return userActivation?.isActive === true
}
