// What a feature may ask of the world.
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { type Clock, createClock } from './clock';
import type { Config } from './config';
import { createQueue, type Queue } from './jobs/queue';
import { createMailer, type Mailer } from './mail/mailer';
import { createMetrics, type Metrics } from './metrics/metrics';
import { createLive, type Live } from './realtime/live';
import { createPeers, type Peers } from './realtime/peers';
import type { Relay } from './realtime/relay';
import { createFileStore, type FileStore } from './storage/file-store';
import { createKept, type Kept } from './web/kept';
import { createLimits, type Limits } from './web/limits';
import { createOrigins, type Origins } from './web/origins';

export interface Deps {
  config: Config;
  db: Knex;
  clock: Clock;
  files: FileStore;
  live: Live;
  peers: Peers;
  /** Only where several processes carry the installation. */
  relay: Relay | undefined;
  kept: Kept;
  limits: Limits;
  origins: Origins;
  mail: Mailer;
  queue: Queue;
  log: Logger;
  metrics: Metrics;
  /** Signs cookies and links. */
  secret: string;
  state: { stopping: boolean };
}

const KEPT_BYTES = 32 * 1024 * 1024;

interface Given {
  config: Config;
  db: Knex;
  secret: string;
  log: Logger;
  relay?: Relay;
}

export function createDeps({ config, db, secret, log, relay }: Given): Deps {
  return {
    config,
    db,
    secret,
    log,
    clock: createClock(),
    files: createFileStore(config.dataDir),
    live: createLive(),
    peers: createPeers(relay),
    relay,
    kept: createKept(KEPT_BYTES),
    metrics: createMetrics(),
    limits: createLimits({ db, secret, factor: config.rateFactor, relay }),
    origins: createOrigins(config.baseUrl),
    mail: createMailer(config.smtpUrl),
    queue: createQueue(),
    state: { stopping: false },
  };
}
