// Starts and stops the server. The only file of the application that acts when it is imported.
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { createApp, createServer } from './app';
import { type Config, ConfigFault, configOfThisProcess, isLoopback } from './config';
import { keptSecret } from './db/kept-secret';
import { type OpenDatabase, openForServer } from './db/open';
import { fillDemo } from './demo/fill';
import { createDeps, type Deps } from './deps';
import { jobMap } from './job-map';
import { startWorker, type Worker } from './jobs/worker';
import { createLog } from './log';
import { type MetricsServer, startMetricsServer } from './metrics/server';
import type { Relay } from './realtime/relay';
import { originOf, removeOrigin, writeOrigin } from './running-origin';
import { attachSockets } from './sockets';
import { requireWritable } from './storage/data-folder';

interface Sockets {
  close(): Promise<void>;
}

interface Running {
  server?: http.Server;
  sockets?: Sockets;
  worker?: Worker;
  relay?: Relay;
  deps?: Deps;
  database?: OpenDatabase;
  metrics?: MetricsServer;
}

const REQUESTS_END_WITHIN = 20_000;

/** A sentence for people: printed without a stack trace. */
class CannotStart extends Error {}

// Written in the background; what is left is written before the process ends.
const stderr = pino.destination({ dest: 2, sync: false });
let log = createLog('info', stderr);
const running: Running = {};
let stopping: Promise<void> | undefined;
const patience = new AbortController();

async function start(): Promise<void> {
  const config = configOfThisProcess();
  log = createLog(config.logLevel, stderr);
  if (config.production && !(config.operatorName && config.operatorContact))
    log.warn(
      'OPERATOR_NAME and OPERATOR_CONTACT are not set: /about and /privacy say that nobody filled them in',
    );
  if (config.production && isPlain(config.baseUrl))
    log.warn(
      'BASE_URL begins with http://: passwords and the cookie of a sign-in can be read and taken on the way. ' +
        'Put a proxy with TLS before the server and write https://',
    );
  requireWritable(config.dataDir);
  running.database = await openForServer(config, log);
  const secret = config.sessionSecret ?? keptSecret(path.join(config.dataDir, 'session-secret'));
  const { redisUrl: url } = config;
  if (url !== undefined) running.relay = relayModule().openRelay({ url, secret, log });
  const deps = createDeps({ config, db: running.database.db, secret, log, relay: running.relay });
  running.deps = deps;
  if (wantsDemo(config)) await fillDemo(deps);
  const app = createApp(deps);
  const server = createServer(deps, app);
  running.server = server;
  running.sockets = attachSockets(server, app, deps);
  if (stopping !== undefined) return;
  const address = await listen(server, config);
  const origin = config.baseUrl ?? originOf({ host: config.host, port: address.port });
  if (config.baseUrl === undefined) deps.origins.set(origin);
  if (config.metricsPort !== undefined) running.metrics = await metricsOf(deps, config.metricsPort);
  writeOrigin(config.dataDir, origin);
  running.worker = startWorker(deps, jobMap(deps));
  process.stdout.write(`Inquiry Lab is ready at ${origin}\n`);
}

// Loaded only where it is needed: one process alone knows nothing of Redis.
function relayModule(): typeof import('./realtime/relay') {
  return require('./realtime/relay');
}

// On this machine nothing is on the way.
function isPlain(baseUrl: string | undefined): boolean {
  if (baseUrl === undefined) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !isLoopback(hostname);
}

function wantsDemo({ demo, databaseUrl, host }: Config): boolean {
  if (demo !== undefined) return demo === 'on';
  return databaseUrl === undefined && isLoopback(host);
}

async function metricsOf(deps: Deps, port: number): Promise<MetricsServer> {
  const host = deps.config.metricsHost;
  try {
    const server = await startMetricsServer(deps, port, host);
    log.info({ port: server.port }, 'figures for Prometheus are at /metrics');
    return server;
  } catch (error) {
    throw new CannotStart(
      `METRICS_PORT=${port} of METRICS_HOST=${host} cannot be opened: ${(error as Error).message}`,
    );
  }
}

function listen(server: http.Server, { port, host }: Config): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${port} is taken by another program. Set PORT to a free one, or to 0 for any.`,
        EACCES: `This user may not open port ${port}. Set PORT to one above 1023.`,
        EADDRNOTAVAIL: `HOST=${host} is no address of this machine.`,
        ENOTFOUND: `HOST=${host} is no address of this machine.`,
      };
      reject(new CannotStart(reasons[error.code ?? ''] ?? `The server cannot listen: ${error.message}`));
    });
    server.listen({ port, host }, () => {
      server.removeAllListeners('error');
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Readiness fails, nothing new is accepted, sockets are told, running requests and jobs end, then the database. */
async function stop(code: number): Promise<void> {
  const { server, sockets, deps, metrics, worker } = running;
  process.exitCode = code;
  if (deps) deps.state.stopping = true;
  void running.database?.leave();
  const ended = server?.listening ? new Promise<void>((resolve) => server.close(() => resolve())) : undefined;
  await Promise.all([sockets?.close(), metrics?.close(), worker?.stop()]);
  if (server && ended) await lastRequests(server, ended);
  running.relay?.close();
  await running.database?.close();
  if (deps) removeOrigin(deps.config.dataDir);
}

async function lastRequests(server: http.Server, ended: Promise<void>): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const { signal } = patience;
  await Promise.race([
    ended,
    pause(REQUESTS_END_WITHIN, undefined, { signal, ref: false }).catch(() => undefined),
  ]);
  clearInterval(idle);
  server.closeAllConnections();
  await ended;
}

/** Stops once, whoever asks and however often, and ends the process. */
function end(code: number): Promise<void> {
  stopping ??= starting
    .catch(() => undefined)
    .then(() => stop(code))
    .catch((error) => {
      log.error(error, 'stopping failed');
      process.exitCode = 1;
    })
    .then(() => {
      stderr.flushSync();
      process.exit();
    });
  return stopping;
}

function explain(error: unknown): void {
  const forPeople = error instanceof ConfigFault || error instanceof CannotStart;
  if (!forPeople) log.debug(error, 'start failed');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

let firstSignal = 0;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // npm hands on what the terminal already sent; only a later signal means impatience.
    if (firstSignal !== 0 && Date.now() - firstSignal > 1_000) patience.abort();
    firstSignal ||= Date.now();
    void end(0);
  });
}
for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
  process.on(event, (error) => {
    log.fatal(error instanceof Error ? error : { reason: String(error) }, event);
    patience.abort();
    void end(1);
  });
}

const starting = start();
starting.catch((error) => {
  explain(error);
  void end(1);
});
