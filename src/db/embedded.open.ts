// Reaches the embedded server: starts it where it does not run, and settles who owns it.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionLog } from './connection';
import { makeCluster, type Running, runningServer, SUPERUSER, startServer } from './embedded.cluster';
import type { Place } from './embedded.place';

export interface EmbeddedOptions {
  dataDir: string;
  /** Hears what people should know, such as a home outside DATA_DIR. */
  say?: (line: string) => void;
  /** Hears of a database that had to be started again. */
  log?: ConnectionLog;
  /** More settings of postgresql.conf, for trials. */
  settings?: Record<string, string>;
}

export interface Opened {
  place: Place;
  owner: pg.Client;
  url: string;
}

const DATABASE = 'inquiry_lab';
const OWNER_LOCK = 1;
const START_WITHIN = 60_000;
const LOCK_WITHIN = 2_000;
const HANDED_OVER_WITHIN = 40_000;
const WRONG_PASSWORD = '28P01';
const LEAVING = 'inquiry-lab leaves';

class Refusal extends Error {}

/** A connection on which `claim` has succeeded. Tries again as long as the server starts, stops or recovers. */
export async function open(
  place: Place,
  options: EmbeddedOptions,
  claim: (client: pg.Client) => Promise<void>,
): Promise<Opened> {
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

export async function takeOwnerLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK]);
  return rows[0].taken;
}

/** Waits for a server that is about to leave, and refuses where one stays. */
export async function becomeOwner(client: pg.Client, dataDir: string): Promise<void> {
  for (const end = Date.now() + LOCK_WITHIN; ; await pause(50)) {
    if (await takeOwnerLock(client)) return;
    if (await ownerLeaves(client)) {
      await client.query(`SET lock_timeout = ${HANDED_OVER_WITHIN}`);
      await client.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK]);
      return;
    }
    if (Date.now() > end) {
      throw new Refusal(
        `Another Inquiry Lab already runs with the data in ${dataDir}. Stop it first, or give this one ` +
          'another DATA_DIR.',
      );
    }
  }
}

/** From now on a new server waits for this owner to end. */
export async function sayLeaving(owner: pg.Client): Promise<void> {
  await owner.query(`SET application_name = '${LEAVING}'`);
}

const LOCKS = `FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = $1`;

async function ownerLeaves(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`SELECT a.application_name AS name ${LOCKS} AND l.granted`, [
    OWNER_LOCK,
  ]);
  return rows[0]?.name === LEAVING;
}

export async function somebodyWaits(owner: pg.Client): Promise<boolean> {
  const { rowCount } = await owner.query(`SELECT 1 ${LOCKS} AND NOT l.granted`, [OWNER_LOCK]);
  return (rowCount ?? 0) > 0;
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
