/** The floor as a process: `node bare-proxy.ts <port> <origin of the API>`. */
import { createServer } from 'node:http'
import { createPass } from './pass.ts'

const [, , port, origin = ''] = process.argv

createServer(createPass(origin)).listen(Number(port), '127.0.0.1', 4096)
