/**
 * For browser tests: somebody, signed in, at a page. They have really signed in, once for each file; every call
 * after that is another browser profile with the same cookies, and costs a page visit.
 *
 *     const as = useAs(useProduct())
 *     const { page } = await as('alice', '/notes')
 */
import type { BrowserContextOptions } from 'playwright-core'
import { people } from '../../bff/dev/people.ts'
import { startPath } from '../src/start-path.ts'
import type { Product, Tab } from './product.ts'

export type As = (person: string, path?: string, options?: BrowserContextOptions) => Promise<Tab>

export function useAs(product: () => Product): As {
  return async (person, path = startPath, options) => {
    if (!people.some(({ id }) => id === person)) {
      throw new Error(`Nobody here is called "${person}": add them to bff/dev/people.ts.`)
    }
    const tab = await product().openAs(person, options)
    await tab.page.goto(path)
    await tab.page.locator('h1').waitFor()
    return tab
  }
}
