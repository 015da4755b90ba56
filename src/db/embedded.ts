// The database for who has none: a real Postgres in DATA_DIR that the application starts, owns and stops.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  makeCluster,
  type Running,
  runningServer,
  SUPERUSER,
  startServer,
  stopServer,
  stopServerNow,
} from './embedded.cluster';
import { findPlace, type Place } from './embedded.place';

export interface EmbeddedOptions {
  dataDir: string;
  /** Hears what people should know, such as a home outside DATA_DIR. */
  say?: (line: string) => void;
  /** More settings of postgresql.conf, for trials. */
  settings?: Record<string, string>;
}

export interface Embedded {
  url: string;
  /** The folder that holds the cluster; in DATA_DIR or under /var/lib. */
  home: string;
  stop(): Promise<void>;
}

const DATABASE = 'inquiry_lab';
const OWNER_LOCK = 1;
const START_WITHIN = 60_000;
const LOCK_WITHIN = 2_000;

/** For the server: it owns the database until it stops it. Refuses where another server owns it. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { place, owner, url } = await open(options, async (client) => {
    for (const end = Date.now() + LOCK_WITHIN; ; await pause(50)) {
      if (await takeOwnerLock(client)) return;
      if (Date.now() > end) {
        throw new Refusal(
          `Another Inquiry Lab already runs with the data in ${options.dataDir}. Stop it first, or give this one ` +
            'another DATA_DIR.',
        );
      }
    }
  });
  // The lock is held until the server is gone: nobody may move in while it stops.
  return {
    url,
    home: place.home,
    stop: async () => {
      await stopServer(place);
      await owner.end().catch(() => undefined);
    },
  };
}

/** For a command: uses the database beside a running server, and stops it again only if nobody else is there. */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { place, owner, url } = await open(options, async () => undefined);
  const isAlone = async () => {
    const others = await owner.query(
      "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1",
    );
    return others.rowCount === 0 && (await takeOwnerLock(owner));
  };
  return {
    url,
    home: place.home,
    stop: async () => {
      if (await isAlone()) await stopServer(place);
      await owner.end().catch(() => undefined);
    },
  };
}

/** For a process that ends without a word, such as knex: owns the database, or uses that of a running server. */
export async function borrowEmbedded(options: EmbeddedOptions): Promise<{ url: string; stopNow(): void }> {
  let owns = false;
  const { place, url } = await open(options, async (client) => {
    owns = await takeOwnerLock(client);
  });
  return {
    url,
    stopNow: () => {
      if (owns) stopServerNow(place);
    },
  };
}

class Refusal extends Error {}

interface Opened {
  place: Place;
  owner: pg.Client;
  url: string;
}

async function open(options: EmbeddedOptions, claim: (client: pg.Client) => Promise<void>): Promise<Opened> {
  const place = findPlace(options.dataDir);
  if (place.moved !== undefined) options.say?.(place.moved);
  const end = Date.now() + START_WITHIN;
  let trouble = '';
  while (Date.now() < end) {
    await makeCluster(place);
    const running = runningServer(place);
    if (running === undefined) {
      trouble = (await startServer(place, options.settings ?? {})) ?? '';
      if (trouble !== '') await pause(200);
      if (trouble !== '' && runningServer(place) === undefined && Date.now() > end - START_WITHIN + 10_000)
        break;
      continue;
    }
    if (running.ready) {
      const owner = new pg.Client({
        ...addressOf(running, place, 'postgres'),
        connectionTimeoutMillis: 5_000,
      });
      owner.on('error', () => undefined);
      try {
        await owner.connect();
        await claim(owner);
        await makeDatabase(owner);
        return { place, owner, url: urlOf(addressOf(running, place, DATABASE)) };
      } catch (error) {
        await owner.end().catch(() => undefined);
        if (error instanceof Refusal) throw error;
        if ((error as { code?: string }).code === WRONG_PASSWORD) {
          throw new Error(
            `The password in ${options.dataDir}/postgres-password does not fit the database in ${place.home}. ` +
              'Put the old file back, or take another DATA_DIR.',
          );
        }
        trouble = (error as Error).message;
      }
    }
    await pause(50);
  }
  throw new Error(`The built-in database does not start. Its log is ${place.serverLog}.\n${trouble}`);
}

const WRONG_PASSWORD = '28P01';

async function takeOwnerLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK]);
  return rows[0].taken;
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount !== 0) return;
  try {
    await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0`);
  } catch (error) {
    // Somebody else made it at the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

interface Address {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

function addressOf({ socketFolder }: Running, { password }: Place, database: string): Address {
  return { host: socketFolder, port: 5432, user: SUPERUSER, password, database };
}

function urlOf({ host, user, password, database }: Address): string {
  return `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}`;
}
