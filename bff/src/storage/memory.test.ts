import { describeStorage } from './contract.suite.ts'
import { createMemoryStorage } from './memory.ts'

describeStorage('memory', createMemoryStorage)
