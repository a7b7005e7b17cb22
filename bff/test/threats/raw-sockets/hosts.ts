/** Host lines: missing, twice, and no host at all (RFC 9112 §3.2). */
import type { Row } from './rig.ts'
import { named } from './rows.ts'

const withHost = (hosts: string) =>
  `GET /api/notes/1 HTTP/1.1\r\n${hosts}{signed}\r\nConnection: close\r\n\r\n`

/** Missing, repeated, or no name and no address. */
export const badHosts: Row[] = named(
  [
    '',
    'Host: localhost\r\nHost: localhost\r\n',
    'Host: localhost\r\nHost: evil.example\r\n',
    'Host: evil.example\r\nHost: localhost\r\n',
    'Host: localhost\r\nhost: evil.example\r\n',
    'Host : localhost\r\n',
    ' Host: localhost\r\n',
    'Host: localhost\r\n evil.example\r\n',
    'Host: local\x00host\r\n',
    'Host: localhost\rX: y\r\n',
    'Host: localhost\nHost: evil.example\r\n',
    'Host: localhost, evil.example\r\n',
    'Host: localhost evil.example\r\n',
    'Host: evil.example@localhost\r\n',
    'Host: localhost@evil.example\r\n',
    'Host: localhost/evil\r\n',
    'Host: localhost\\evil\r\n',
    'Host: localhost?x\r\n',
    'Host: localhost#x\r\n',
    'Host: http://localhost\r\n',
    'Host: //localhost\r\n',
    'Host: localhost:port\r\n',
    'Host: localhost:80:80\r\n',
    'Host: localhost:-1\r\n',
    'Host: localhost:99999999\r\n',
    'Host: [::1\r\n',
    'Host: ::1\r\n',
    'Host: [::1]x\r\n',
    'Host: "localhost"\r\n',
    'Host: <localhost>\r\n',
    'Host: local host\r\n',
    'Host: localhost\t80\r\n',
    'Host: loc\xe4lhost\r\n',
    'Host: localhost%zz\r\n',
    'Host: :80\r\n',
    'Host: [evil]\r\n',
    'Host: loc^lhost\r\n',
    'Host: loc|lhost\r\n',
    'Host: {localhost}\r\n',
    'Host: \r\n',
  ],
  withHost,
)

/** Another name than ours is a matter of who proxies; where we go does not hang on it. */
export const soundHosts: Row[] = named(
  [
    'Host: localhost\r\n',
    'Host: localhost:80\r\n',
    'Host:localhost\r\n',
    'Host: \t localhost \t\r\n',
    'HOST: localhost\r\n',
    'Host: [::1]:3000\r\n',
    'Host: 127.0.0.1\r\n',
    'Host: app.example.com.\r\n',
    'Host: b%C3%BCcher.example\r\n',
    'Host: a_b.example\r\n',
    'Host: localhost:\r\n',
  ],
  withHost,
)
