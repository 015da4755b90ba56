// Several processes of ours that carry one installation: one database, one folder of files, one Redis, and before
// them a proxy that gives every connection to the next process, whoever it belongs to.
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbedded } from '../db/embedded';
import { ENVIRONMENT, ownProcess } from './own-process';
import { freePort, startOwnRedis } from './own-redis';
import { founderLinkOf, newHome, type Victim } from './own-server';

export interface OwnCluster extends Victim {
  /** Connections each process was given. */
  shares(): number[];
}

/** So long the others are alone. */
const AWAY = 1_500;

interface Proxy {
  base: string;
  shares: number[];
  close(): void;
}

/** Nothing sticks: a connection goes to the next port that takes it. */
async function startProxy(ports: number[]): Promise<Proxy> {
  const shares = ports.map(() => 0);
  const open = new Set<net.Socket>();
  let turn = 0;
  const pass = (client: net.Socket, tries: number): void => {
    const index = turn++ % ports.length;
    const server = net.connect({ port: ports[index]!, host: '127.0.0.1', noDelay: true });
    let taken = false;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    server.once('connect', () => {
      taken = true;
      shares[index]! += 1;
      client.once('error', end).once('close', end);
      client.pipe(server).pipe(client);
    });
    server.once('error', () => (taken || tries <= 1 ? end() : pass(client, tries - 1)));
    server.once('close', () => taken && end());
  };
  const proxy = net.createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.once('close', () => open.delete(client)).on('error', () => undefined);
    pass(client, ports.length);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as net.AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    shares,
    close() {
      proxy.close();
      for (const client of open) client.destroy();
    },
  };
}

/** Undefined where there is no Redis to start. `more`: settings such as RATE_FACTOR. */
export async function startOwnCluster(
  count: number,
  more: Record<string, string> = {},
): Promise<OwnCluster | undefined> {
  const redis = await startOwnRedis();
  if (!redis) return undefined;
  const { dataDir, remove } = newHome();
  const database = await startEmbedded({ dataDir });
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const proxy = await startProxy(ports);
  const shared = {
    ...ENVIRONMENT,
    ...more,
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    REDIS_URL: redis.url,
    BASE_URL: proxy.base,
    SESSION_SECRET: 'one secret for all processes',
  };
  const faults: string[] = [];
  const processes = ports.map((port) => ownProcess({ ...shared, PORT: String(port) }, faults));
  let killed = 0;

  const cluster: OwnCluster = {
    base: proxy.base,
    shares: () => proxy.shares,
    /** One process after the other, and then Redis. */
    async kill() {
      const next = killed++ % (count + 1);
      const one = processes[next];
      if (one) await one.end('SIGKILL');
      else redis.signal('SIGKILL');
      await pause(AWAY);
      if (one) await one.start();
      else await redis.startAgain();
      return one ? `process ${next + 1}` : 'Redis';
    },
    founderLink: () => founderLinkOf(shared),
    faults: () => faults,
    async stop() {
      proxy.close();
      await Promise.all(processes.map((one) => one.end('SIGTERM')));
      await redis.stop();
      await database.stop();
      remove();
    },
  };
  try {
    await Promise.all(processes.map((one) => one.start()));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}
