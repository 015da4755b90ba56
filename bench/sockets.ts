// The two baselines of rooms: bare Socket.IO that keeps nothing, and Socket.IO that writes each message with one
// prepared INSERT before it sends and acknowledges. Neither checks a right, counts or numbers anything.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server } from 'socket.io';
import { newId } from '../src/ids';

interface Message {
  roomId: string;
  clientId: string;
  body: string;
}

const INSERT = {
  name: 'insert',
  text: 'insert into bench_messages (id, room_id, client_id, body) values ($1, $2, $3, $4)',
};

const { DATABASE_URL } = process.env;
const pool =
  DATABASE_URL === undefined ? undefined : new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const server = http.createServer();
const io = new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });

io.on('connection', (socket) => {
  socket.on('room:join', async ({ roomId }: Message, acknowledge: (answer: unknown) => void) => {
    await socket.join(roomId);
    acknowledge({ ok: true });
  });
  socket.on('message:post', async (message: Message, acknowledge: (answer: unknown) => void) => {
    const id = newId();
    if (pool) await pool.query({ ...INSERT, values: [id, message.roomId, message.clientId, message.body] });
    acknowledge({ ok: true, data: { id } });
    io.to(message.roomId).emit('room:entry', { ...message, id, at: new Date().toISOString() });
  });
});

async function main(): Promise<void> {
  await pool?.query(
    'create table if not exists bench_messages (id text primary key, room_id text, client_id uuid, body text)',
  );
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
}

process.once('SIGTERM', () => process.exit());
void main();
