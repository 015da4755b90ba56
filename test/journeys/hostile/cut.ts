// A Postgres that can go away: a Unix socket in between that can be cut and mended at will.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { connect } from '../../../src/db/connection';
import { type TestDatabase, testDatabase } from '../../support/database';

export interface Cuttable {
  database: Promise<TestDatabase>;
  /** Ends every connection, and refuses new ones. */
  cut(): Promise<void>;
  /** Does so by itself as soon as Postgres has answered with this, once: `COMMIT` for a change that is kept. */
  cutAfter(answer: string): void;
  mend(): Promise<void>;
}

export async function cuttableDatabase(): Promise<Cuttable> {
  const real = await testDatabase();
  const address = new URL(real.url.replace('@/', '@socket/'));
  const [folder, port] = [address.searchParams.get('host')!, address.searchParams.get('port') ?? '5432'];
  const own = mkdtempSync(path.join(os.tmpdir(), 'inquiry-cut-'));
  const at = path.join(own, `.s.PGSQL.${port}`);
  const open = new Set<net.Socket>();
  let last: string | undefined;
  let cutting: Promise<void> | undefined;
  const proxy = net.createServer((client) => {
    const server = net.connect(path.join(folder, `.s.PGSQL.${port}`));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    client.pipe(server);
    server.on('data', (bytes) => {
      client.write(bytes);
      if (last === undefined || !bytes.includes(`${last}\0`)) return;
      last = undefined;
      cutting = cut();
    });
  });
  const listen = () => new Promise<void>((resolve) => proxy.listen(at, resolve));
  const cut = async () => {
    const closed = new Promise((resolve) => proxy.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  };
  await listen();
  const url = real.url.replace(encodeURIComponent(folder), encodeURIComponent(own)).replace(folder, own);
  const db = connect(url);
  const database = {
    ...real,
    url,
    db,
    drop: async () => {
      await db.destroy();
      if (proxy.listening) await cut();
      await real.drop();
      rmSync(own, { recursive: true, force: true });
    },
  };
  const mend = async () => {
    await cutting;
    await listen();
  };
  const cutAfter = (answer: string) => {
    last = answer;
  };
  return { database: Promise.resolve(database), cut, cutAfter, mend };
}
