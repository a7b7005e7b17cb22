import { describe, expect, it } from 'vitest'
import { aStep as step } from './a-step.fixture.ts'
import { mermaidOf } from './mermaid.ts'

describe('mermaidOf', () => {
  it('draws who takes part, what passes, and by which way', () => {
    const back = { channel: 'back', from: 'bff', to: 'authorization-server' } as const
    const steps = [
      step({}),
      step({ ...back, title: 'POST /token' }),
      step({ from: 'bff', title: 'Everything holds' }),
    ]
    expect(mermaidOf('Sign-in', steps)).toBe(`sequenceDiagram
  title Sign-in
  participant B as Browser
  participant F as BFF
  participant A as Authorization server
  B->>F: GET /auth/login (front channel)
  F-->>A: POST /token (back channel)
  Note over F: Everything holds
`)
  })

  it('leaves out what would end a statement', () => {
    expect(mermaidOf('a', [step({ title: 'read; write #1' })])).toContain('read, write 1')
  })
})
