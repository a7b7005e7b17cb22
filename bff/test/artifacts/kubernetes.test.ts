/** The kustomize base: its parts fit together, and fit the process that they start. */
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { pathsOf, readText } from '../house/files.ts'
import { imageEnv } from './dockerfile.ts'

const folder = 'bff/deploy/kubernetes'
const read = (name: string) => parse(readText(`${folder}/${name}.yaml`))

const deployment = read('deployment')
const pod = deployment.spec.template
const [container] = pod.spec.containers
const portOf = (name: string): number =>
  container.ports.find((each: { name: string }) => each.name === name).containerPort

/** How long main.ts lets a request take that is under way when it has to stop. */
const [, drainMs = ''] = /^const drainMs = ([\d_]+)$/m.exec(readText('bff/src/main.ts')) ?? []

describe('the kustomize base', () => {
  it('names every file that lies there', () => {
    const { resources } = read('kustomization')
    const files = pathsOf(`${folder}/*.yaml`).map((path) => path.slice(folder.length + 1))
    expect(new Set(files)).toEqual(new Set([...resources, 'kustomization.yaml']))
  })

  it('means the same pods everywhere', () => {
    const { labels } = pod.metadata
    expect(deployment.spec.selector.matchLabels).toEqual(labels)
    expect(read('service').spec.selector).toEqual(labels)
    expect(read('disruption-budget').spec.selector.matchLabels).toEqual(labels)
    expect(read('network-policy').spec.podSelector.matchLabels).toEqual(labels)
    const [spread] = pod.spec.topologySpreadConstraints
    expect(spread.labelSelector.matchLabels).toEqual(labels)
  })

  it('asks the management port for health, which no service leads to [CD-08]', () => {
    expect(portOf('management')).toBe(Number(imageEnv()['MANAGEMENT_PORT']))
    expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'management' })
    expect(container.livenessProbe.httpGet).toEqual({ path: '/livez', port: 'management' })
    expect(
      read('service').spec.ports.map((port: { targetPort: string }) => port.targetPort),
    ).toEqual(['http'])
    const [from] = read('network-policy').spec.ingress
    expect(from.ports).toEqual([{ port: portOf('http') }])
  })

  it('gives a pod that leaves the time it takes', () => {
    const beforeSeconds = Number(imageEnv()['NOTICE_SECONDS'])
    expect(beforeSeconds).toBeGreaterThan(0)
    const drainSeconds = Number(drainMs.replaceAll('_', '')) / 1000
    expect(drainSeconds).toBeGreaterThan(0)
    const { terminationGracePeriodSeconds: graceSeconds } = pod.spec
    expect(graceSeconds).toBeGreaterThan(beforeSeconds + drainSeconds + 5)
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0)
  })

  it('gives it no rights that it has no use for', () => {
    expect(container.securityContext).toEqual({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.spec.securityContext.runAsNonRoot).toBe(true)
    expect(pod.spec.automountServiceAccountToken).toBe(false)
  })

  it('lets it go to names, TLS and the store, and to no metadata service [CD-07]', () => {
    const { policyTypes, egress } = read('network-policy').spec
    expect(policyTypes).toEqual(['Ingress', 'Egress'])
    const ports = egress.flatMap((rule: { ports: { port: number }[] }) => rule.ports)
    expect(new Set(ports.map(({ port }: { port: number }) => port))).toEqual(
      new Set([53, 443, 6379]),
    )
    expect(egress.at(-1).to).toEqual([
      { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
    ])
  })
})
