// A page in a room, by SignalR's own client: node room-client.mjs '{"url", "lessonId", "transport", ...}'.
// Each line that it reads is a call, ["Drive", {...}]; each that it writes is what it heard, [name, what].
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const options = JSON.parse(process.argv[2])
// The very one that the pages use.
const { HttpTransportType, HubConnectionBuilder, LogLevel } =
  createRequire(options.packages)('@microsoft/signalr')
const say = (name, what) => console.log(JSON.stringify([name, what]))

const hub = new HubConnectionBuilder()
  .withUrl(options.url, {
    transport: HttpTransportType[options.transport],
    headers: { Cookie: options.cookie, Origin: options.origin },
  })
  .configureLogging(LogLevel.Error)
  .build()
for (const name of ['Changed', 'People', 'Playback', 'Pointer', 'Closed'])
  hub.on(name, what => say(name, what))
hub.onclose(() => process.exit())
await hub.start()
say('Joined', await hub.invoke('Join', options.lessonId))
for await (const line of createInterface(process.stdin)) {
  const [method, ...what] = JSON.parse(line)
  say('Answer', await hub.invoke(method, ...what))
}
await hub.stop()
