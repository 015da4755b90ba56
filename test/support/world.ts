// A whole installation on a database of its own: the app listening on a free port, and people who use it.

import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import type { Knex } from 'knex';
import { io as connectSocket, type Socket } from 'socket.io-client';
import supertest from 'supertest';
import { createApp, createServer } from '../../src/app';
import { readConfig } from '../../src/config';
import { createDeps, type Deps } from '../../src/deps';
import { createLog } from '../../src/log';
import { openRelay } from '../../src/realtime/relay';
import { attachSockets, type Sockets } from '../../src/sockets';
import { type TestDatabase, testDatabase } from './database';
import { signedIn } from './signed-in';

export type Agent = ReturnType<typeof supertest.agent>;

export interface World {
  deps: Deps;
  app: Express;
  db: Knex;
  base: string;
  server: Server;
  sockets: Sockets;
  /** Lines the server logged. */
  logged: string[];
  /** A browser without a sign-in; sends what a same-origin form sends. */
  visitor(): Agent;
  /** A browser in which the person (made by a factory) is signed in. */
  as(login: string): Promise<Agent>;
  /** A connected live client with the sign-in of `agent`; closed with the world. */
  live(login: string): Promise<Socket>;
  /** Nobody listens until `meanwhile` is done; then a new server does, at the same address. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export const PASSWORD = 'a long test password';

/** `database`: another one than a fresh clone of the migrated template. */
export async function createWorld(
  env: Record<string, string> = {},
  database: Promise<TestDatabase> = testDatabase(),
): Promise<World> {
  const { db, drop, guard } = await database;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'inquiry-world-'));
  const logged: string[] = [];
  const log = createLog('debug', { write: (text: string) => void logged.push(text) });
  guard.tell = (mistake) => log.warn(`database: ${mistake.stack}`);
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', ...env });
  const secret = 'the secret of this test world';
  const relay = config.redisUrl ? openRelay({ url: config.redisUrl, secret, log }) : undefined;
  const deps = createDeps({ config, db, secret, log, ...(relay ? { relay } : {}) });
  const app = createApp(deps);
  let server: Server;
  let sockets: Sockets;
  const listen = async (port: number) => {
    server = createServer(deps, app);
    sockets = attachSockets(server, app, deps);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  };
  const hush = async () => {
    await sockets.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  const base = `http://127.0.0.1:${(server!.address() as AddressInfo).port}`;
  deps.origins.set(env.BASE_URL ?? base);
  const open: Socket[] = [];
  const cookies = new Map<string, string>();

  const visitor = () => {
    const agent = supertest.agent(server);
    agent.set('Sec-Fetch-Site', 'same-origin');
    return agent;
  };
  const as = async (login: string) => {
    const cookie = await signedIn(deps, login);
    cookies.set(login, cookie);
    const agent = visitor();
    agent.jar.setCookie(`${cookie}; path=/`, '127.0.0.1', '/');
    return agent;
  };
  return {
    deps,
    app,
    db,
    base,
    server: server!,
    sockets: sockets!,
    logged,
    visitor,
    as,
    async live(login) {
      if (!cookies.has(login)) await as(login);
      const socket = connectSocket(base, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { Cookie: cookies.get(login)!, Origin: base },
      });
      open.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', () => resolve());
        socket.once('connect_error', reject);
      });
      return socket;
    },
    async restart(meanwhile) {
      const { port } = server.address() as AddressInfo;
      await hush();
      await meanwhile();
      await listen(port);
    },
    async close() {
      for (const socket of open) socket.disconnect();
      await hush();
      relay?.close();
      await db.destroy();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
