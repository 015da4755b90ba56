// The database as the settings say: DATABASE_URL, or the embedded one in DATA_DIR.
import type { Knex } from 'knex';
import type { Config } from '../config';
import { type ConnectionLog, checkDatabase, connect, NO_TIME_LIMITS } from './connection';
import { refuseHalfRestored } from './half-restored';
import { migrate } from './migrate';

export interface OpenDatabase {
  db: Knex;
  url: string;
  /** Said before the last requests end, so that a new server may already wait for this one. */
  leave(): Promise<void>;
  /** Ends the pool, and the embedded server if it is ours to end. */
  close(): Promise<void>;
}

export type OpenAsItIs = Pick<OpenDatabase, 'db' | 'close'>;

type Settings = Pick<Config, 'databaseUrl' | 'dataDir'>;

/** For the server: owns the embedded database. Migrated when it returns. */
export async function openForServer(
  config: Settings & Pick<Config, 'production'>,
  log: ConnectionLog,
): Promise<OpenDatabase> {
  const lenient = config.production;
  refuseHalfRestored(config.dataDir);
  if (config.databaseUrl !== undefined) return ready(config.databaseUrl, 'DATABASE_URL', { log, lenient });
  const { startEmbedded } = embeddedModule();
  const embedded = await startEmbedded({ dataDir: config.dataDir, say, log });
  return ready(embedded.url, 'DATA_DIR', { stop: embedded.stop, leave: embedded.leave, log, lenient });
}

/** For a command: works beside a running server, or without one. Migrated when it returns. */
export async function openForCommand(config: Settings): Promise<OpenDatabase> {
  refuseHalfRestored(config.dataDir);
  if (config.databaseUrl !== undefined) return ready(config.databaseUrl, 'DATABASE_URL');
  const { joinEmbedded } = embeddedModule();
  const embedded = await joinEmbedded({ dataDir: config.dataDir, say });
  return ready(embedded.url, 'DATA_DIR', { stop: embedded.stop });
}

/** For backup and restore: not migrated, and without the time limits of requests. */
export async function openAsItIs(config: Settings): Promise<OpenAsItIs> {
  const embedded =
    config.databaseUrl === undefined
      ? await embeddedModule().joinEmbedded({ dataDir: config.dataDir, say })
      : undefined;
  const db = connect({
    connectionString: embedded?.url ?? config.databaseUrl,
    application_name: 'inquiry-lab command',
    ...NO_TIME_LIMITS,
  });
  const close = async () => {
    await db.destroy();
    await embedded?.stop();
  };
  try {
    await checkDatabase(db, embedded ? 'DATA_DIR' : 'DATABASE_URL');
    return { db, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** For knexfile.ts: only an address, not migrated; what had to be started ends with the process. */
export async function databaseForOneCommand(config: Settings): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  const embedded = await embeddedModule().borrowEmbedded({ dataDir: config.dataDir, say });
  process.on('exit', embedded.stopNow);
  return embedded.url;
}

// Loaded only where it is needed: production has no such packages.
function embeddedModule(): typeof import('./embedded') {
  return require('./embedded');
}

interface Around {
  stop?: () => Promise<void>;
  leave?: () => Promise<void>;
  log?: ConnectionLog;
  /** A query that forgets its transaction is told, and works while the pool has connections. */
  lenient?: boolean;
}

async function ready(
  url: string,
  what: string,
  { stop, leave, log, lenient }: Around = {},
): Promise<OpenDatabase> {
  // What goes wrong before that is said once, by the error.
  let answered = false;
  const db = connect(url, undefined, {
    warn: (message) => answered && log?.warn(message),
    ...(lenient ? { misuse: (mistake: Error) => log?.warn(`database: ${mistake.stack}`) } : {}),
  });
  const close = async () => {
    await db.destroy();
    await stop?.();
  };
  try {
    await checkDatabase(db, what);
    answered = true;
    await migrate(db);
    return { db, url, leave: async () => leave?.(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

// Beside the ready line on standard output, which scripts read.
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
