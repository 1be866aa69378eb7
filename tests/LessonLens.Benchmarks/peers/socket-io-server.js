// Rooms whose people point, as socket.io's "Rooms" page has it: node socket-io-server.js PORT
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer((_, answer) => answer.end())
new Server(http).on('connection', socket => {
  let room
  socket.on('join', name => { socket.join(room = name); socket.emit('joined') })
  socket.on('point', ({ x, y }) => {
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) socket.to(room).emit('pointer', { from: socket.id, x, y })
  })
})
http.listen({ host: '127.0.0.1', port: process.argv[2] })
