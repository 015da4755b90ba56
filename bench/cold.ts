// The application as it is, but nothing of a page is kept from one request to the next.
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import pino from 'pino';
import { createApp, createServer } from '../src/app';
import { configOfThisProcess } from '../src/config';
import { keptSecret } from '../src/db/kept-secret';
import { openForCommand } from '../src/db/open';
import { createDeps } from '../src/deps';
import { createKept } from '../src/web/kept';

async function main(): Promise<void> {
  const config = configOfThisProcess();
  const { db } = await openForCommand(config);
  const secret = keptSecret(path.join(config.dataDir, 'session-secret'));
  const deps = { ...createDeps({ config, db, secret, log: pino({ level: 'error' }) }), kept: createKept(0) };
  const server = createServer(deps, createApp(deps));
  server.listen(0, '127.0.0.1', () => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    deps.origins.set(base);
    process.stdout.write(`ready at ${base}\n`);
  });
  process.once('SIGTERM', () => process.exit());
}

void main();
