// The server as a process: it ends what it began, in order, and leaves nothing running.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { homeOf } from '../support/runs';
import { until } from '../support/until';
import { clearUp, databaseOf, family, newDataDir, noneAlive, ROOT, startServer } from './server';

afterEach(clearUp);

const sessionOf = (pid: number) =>
  execFileSync('ps', ['-p', String(pid), '-o', 'sess='], { encoding: 'utf8' }).trim();

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends it with 0, and no process or socket stays; its database is in a session of its own',
  async (signal) => {
    const dataDir = newDataDir();
    const server = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: dataDir });
    await server.ready;
    const lines = fs
      .readFileSync(path.join(homeOf(dataDir), 'cluster', 'postmaster.pid'), 'utf8')
      .split('\n');
    const socketFolder = lines[4]!;
    expect(fs.statSync(socketFolder).mode & 0o777).toBe(0o700);
    const processes = [server.pid, ...family(databaseOf(dataDir)!)];
    expect(processes.length).toBeGreaterThan(3);
    // Ctrl-C in the terminal reaches the server only: its database is in a session of its own.
    expect(sessionOf(databaseOf(dataDir)!)).not.toBe(sessionOf(server.pid));
    process.kill(server.pid, signal);
    expect(await server.ended).toEqual({ code: 0, signal: null });
    await until(() => noneAlive(processes));
    expect(fs.existsSync(socketFolder)).toBe(false);
  },
);

test('an open keep-alive connection does not hold it up', async () => {
  const server = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: newDataDir() });
  const address = await server.ready;
  const agent = new http.Agent({ keepAlive: true });
  await new Promise<void>((resolve) => {
    http.get(`${address}/health/live`, { agent }, (answer) => answer.resume().on('end', resolve));
  });
  const before = Date.now();
  process.kill(server.pid, 'SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(Date.now() - before).toBeLessThan(20_000);
  agent.destroy();
});

test('a request that has begun still gets its answer', async () => {
  const server = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: newDataDir() });
  const address = await server.ready;
  const body = 'login=nobody&password=not-a-password';
  const answer = new Promise<number>((resolve, reject) => {
    const request = http.request(`${address}/login`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
        origin: address,
      },
    });
    request.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode!)));
    request.on('error', reject);
    // Half of it, the signal, then the rest.
    request.write(body.slice(0, 10), () => {
      void pause(300)
        .then(() => process.kill(server.pid, 'SIGTERM'))
        .then(() => pause(500))
        .then(() => request.end(body.slice(10)));
    });
  });
  expect(await answer).toBeGreaterThanOrEqual(200);
  expect((await server.ended).code).toBe(0);
});

test('a request that never ends is not waited for when the signal comes twice', async () => {
  const server = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: newDataDir() });
  const address = await server.ready;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 100_000 };
  const request = http.request(`${address}/login`, {
    method: 'POST',
    headers: { ...headers, origin: address },
  });
  request.on('error', () => undefined);
  const drip = setInterval(() => request.write('a'), 100);
  await pause(500);
  const before = Date.now();
  process.kill(server.pid, 'SIGTERM');
  await pause(1_500);
  process.kill(server.pid, 'SIGTERM');
  expect((await server.ended).code).toBe(0);
  // Nobody's patience: without the second signal it would be twenty seconds.
  expect(Date.now() - before).toBeLessThan(15_000);
  clearInterval(drip);
});

test('a signal to `npm start` reaches the server', async () => {
  const dataDir = newDataDir();
  const env = { PATH: process.env.PATH, PORT: '0', DEMO: 'off', DATA_DIR: dataDir };
  const npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => npm.on('close', resolve));
  await new Promise<void>((resolve) => {
    npm.stdout.on('data', (chunk) => String(chunk).includes('is ready at') && resolve());
  });
  const processes = [npm.pid!, ...family(npm.pid!), ...family(databaseOf(dataDir)!)];
  npm.kill('SIGTERM');
  await ended;
  await until(() => noneAlive(processes));
});

test('a signal while it starts ends it as well', async () => {
  const dataDir = newDataDir();
  const server = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: dataDir });
  await until(() => databaseOf(dataDir) !== undefined, 30_000);
  process.kill(server.pid, 'SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(databaseOf(dataDir)).toBeUndefined();
});
