// Connections that want to become something else than HTTP, and are no live ones.

import net from 'node:net';
import { createWorld, type World } from '../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const wanting = (path: string, protocol: string) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: lab.example',
    `Origin: ${world.base}`,
    'Connection: Upgrade',
    `Upgrade: ${protocol}`,
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    '\r\n',
  ].join('\r\n');

const open = (): net.Socket => net.connect(Number(new URL(world.base).port), '127.0.0.1');

test.each([
  ['/', 'websocket'],
  ['/login', 'h2c'],
  ['/socket.iox/', 'websocket'],
])('a connection that wants to upgrade at %s to %s is refused at once', async (path, protocol) => {
  const socket = open();
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes;
  });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.write(wanting(path, protocol));
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

// Nobody there to hear it, the reset would be an uncaught error: the end of the server, and of this test.
test.each([
  '/',
  '/socket.io/',
  '/socket.io/?EIO=4&transport=websocket',
  '/socket.io/?EIO=4&transport=polling',
])('who resets the connection after asking for an upgrade at %s harms nobody', async (path) => {
  for (const wait of [0, 5, 50, 300]) {
    const socket = open();
    socket.on('error', () => undefined);
    socket.write(wanting(path, 'websocket'));
    await new Promise((resolve) => setTimeout(resolve, wait));
    socket.resetAndDestroy();
  }
  await world.visitor().get('/login').expect(200);
});
