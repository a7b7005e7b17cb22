/**
 * The whole app, wired as main.ts wires it, with one difference: its route takes bodies of any size that the
 * bench sends. The figures of everything else come from main.ts itself.
 */
import { resourceNames, resourceTable } from '../../src/api/resources.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { createHttpServer } from '../../src/http/server.ts'
import { createPorts } from './ports.ts'

const config = readConfig(process.env, resourceNames)
const notes = { ...resourceTable.notes, bodyLimitBytes: 64 * 1024 * 1024 }
const web = { directory: '', html: () => undefined }
const app = createApp(config, createPorts(config), web, { notes })

createHttpServer(app.answer).listen(config.port, config.host)
