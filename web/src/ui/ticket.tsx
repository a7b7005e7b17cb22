/**
 * The picture of the house: a cloakroom ticket with a stub, cut by a perforation. It carries real facts
 * (a reference to give the help desk, the number of this sign-in) wherever there are any; what it says is
 * plain text in reading order, the cut and the notches are in `ticket.css`.
 */
import type { ReactNode } from 'react'

export function Ticket({
  kind,
  number,
  torn = false,
  decorative = false,
  children,
}: {
  kind: string
  /** Printed twice, as on a real one; read out once. */
  number: string
  torn?: boolean
  /** Says nothing that is not said beside it. */
  decorative?: boolean
  children?: ReactNode
}) {
  return (
    <div className={torn ? 'ticket ticket-torn' : 'ticket'} aria-hidden={decorative || undefined}>
      <div className="ticket-body">
        <p className="ticket-kind">{kind}</p>
        <p className={number.length > 8 ? 'ticket-number ticket-number-long' : 'ticket-number'}>
          {number}
        </p>
        {children}
      </div>
      <div className="ticket-stub" aria-hidden="true">
        <p className="ticket-kind">{kind}</p>
        <p className="ticket-number">{number}</p>
      </div>
    </div>
  )
}
