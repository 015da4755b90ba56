// The baselines of rooms: bare Socket.IO that keeps nothing; Socket.IO that writes each message with one prepared
// INSERT before it sends and acknowledges; and, with --numbered, one that also counts without gaps and knows a
// message that comes twice. None checks a right or a limit.
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

const NUMBERED = {
  name: 'numbered',
  text: `with raised as (
      insert into bench_rooms as r (id) values ($2) on conflict (id) do update set head = r.head + 1 returning head)
    insert into bench_entries (id, room_id, seq, client_id, body) select $1, $2, head, $3::uuid, $4 from raised`,
};
const STATEMENT = process.argv.includes('--numbered') ? NUMBERED : INSERT;

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
    if (pool)
      await pool.query({ ...STATEMENT, values: [id, message.roomId, message.clientId, message.body] });
    acknowledge({ ok: true, data: { id } });
    io.to(message.roomId).emit('room:entry', { ...message, id, at: new Date().toISOString() });
  });
});

async function main(): Promise<void> {
  await pool?.query(
    `create table if not exists bench_messages (id text primary key, room_id text, client_id uuid, body text);
     create table if not exists bench_rooms (id text primary key, head integer not null default 1);
     create table if not exists bench_entries (room_id text not null references bench_rooms, seq integer,
       id text not null unique, client_id uuid, body text, primary key (room_id, seq), unique (room_id, client_id))`,
  );
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
}

process.once('SIGTERM', () => process.exit());
void main();
