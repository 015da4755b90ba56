// Carries news between processes, through Redis or Valkey. Only news: what is true stands in the database, and
// whoever missed something asks there by number. Loaded only where REDIS_URL is set.
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Logger } from 'pino';
import type { ServerOptions } from 'socket.io';
import { keyedHash, randomBelow } from '../ids';

export interface Relay {
  /** Begins keys of this installation: others may use the same Redis. */
  name: string;
  /** For one Socket.IO server. */
  adapter(): ServerOptions['adapter'];
  /** As a store for counters that all processes share; refuses quickly where Redis is away. */
  counters: object;
  /** Whether news reaches the other processes now. */
  carries(): boolean;
  close(): void;
}

const LOOK_EVERY = 1_000;
const ANSWER_WITHIN = 1_000;
const COUNT_WITHIN = 300;
/** A connection without a byte for so long is opened anew. */
const SILENT = 10_000;
const READ_BLOCKS = 1_000;
/** Words of people pass through: none of them stays for longer than this, in milliseconds. */
const KEPT = 60_000;
const MOST_KEPT = 10_000;
const MOST_QUEUED = 5_000;

type Client = ReturnType<typeof newClient>;

/** Waits for nothing: whether Redis is there, now or later, shows in `carries`. */
export function openRelay({ url, secret, log }: { url: string; secret: string; log: Logger }): Relay {
  const name = `inquiry-lab:${keyedHash(secret, 'relay', 'name').slice(0, 16)}`;
  const begun = performance.now();
  const followers: Client[] = [];
  let fault = '';
  const note = (error: unknown) => {
    fault = codeOf(error);
  };
  const writer = newClient(url, note, { disableOfflineQueue: true, commandsQueueMaxLength: MOST_QUEUED });
  let carrying: boolean | undefined;
  let closed = false;
  let looking: Promise<unknown> | undefined;
  void connectFor(writer);

  /** Whether all three lines stand; what is older than it may be is put away at the same time. */
  async function look(): Promise<void> {
    const now = Number((await writer.time())[0]) * 1_000;
    await Promise.all([writer.xTrim(name, 'MINID', now - KEPT), writer.pExpire(name, KEPT)]);
    if (!followers.every((one) => one.isReady)) throw new Error('not all lines stand');
  }

  function become(now: boolean): void {
    if (closed || now === carrying) return;
    // A moment to connect, before anybody is alarmed.
    if (carrying === undefined && !now && performance.now() - begun < 3_000) return;
    carrying = now;
    if (now) log.info('Redis carries news between processes');
    else log.warn({ fault }, 'Redis does not answer: rooms follow the database until it does');
  }

  const timer = setInterval(() => {
    if (!writer.isReady) return become(false);
    looking ??= look()
      .then(
        () => become(true),
        () => become(false),
      )
      .finally(() => {
        looking = undefined;
      });
    within(ANSWER_WITHIN, looking).catch(() => become(false));
  }, LOOK_EVERY).unref();

  // The adapter tells the sockets of this process only after this, and lets faults end the process.
  const send = (command: () => Promise<unknown>) => {
    if (carrying) command().catch(() => undefined);
    return Promise.resolve('');
  };
  const forAdapter = {
    // By this it knows the kind of client.
    sSubscribe: () => undefined,
    xAdd: (...given: Parameters<Client['xAdd']>) => send(() => writer.xAdd(...given)),
    publish: (...given: Parameters<Client['publish']>) => send(() => writer.publish(...given)),
    duplicate() {
      const client = newClient(url, note);
      followers.push(client);
      return follower(client);
    },
  };
  return {
    name,
    adapter: () =>
      createAdapter(forAdapter, {
        streamName: name,
        channelPrefix: name,
        maxLen: MOST_KEPT,
        blockTimeInMs: READ_BLOCKS,
        onlyPlaintext: true,
      }) as unknown as ServerOptions['adapter'],
    counters: {
      get isReady() {
        return carrying === true;
      },
      eval: (...given: Parameters<Client['eval']>) => within(COUNT_WITHIN, writer.eval(...given)),
      multi: () => writer.multi(),
      del: (key: string) => within(COUNT_WITHIN, writer.del(key)),
    },
    carries: () => carrying === true,
    close() {
      closed = true;
      carrying = false;
      clearInterval(timer);
      for (const client of [writer, ...followers]) end(client);
    },
  };
}

function newClient(
  url: string,
  note: (error: unknown) => void,
  more: { disableOfflineQueue?: boolean; commandsQueueMaxLength?: number } = {},
) {
  const client = createClient({
    url,
    RESP: 2,
    ...more,
    socket: {
      connectTimeout: 3_000,
      socketTimeout: SILENT,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 2_000) + randomBelow(200),
    },
  });
  client.on('error', note);
  return client;
}

/** Such as ECONNREFUSED or WRONGPASS: an address or a password may stand in the rest. */
function codeOf(error: unknown): string {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code ?? /^[A-Z]+\b/.exec(message)?.[0] ?? 'silent';
}

/** Tries until it is there or closed. */
function connectFor(client: Client): Promise<unknown> {
  return client.connect().catch(() => undefined);
}

function end(client: Client): void {
  if (client.isOpen) client.destroy();
}

/** A client that the adapter reads with: it would repeat a refused read at once and for ever. */
function follower(client: Client) {
  let since: string | undefined;
  return {
    sSubscribe: () => undefined,
    on: (event: string, listener: () => void) => client.on(event, listener),
    connect: () => connectFor(client),
    disconnect: () => end(client),
    subscribe: (channels: string[], listener: (message: Buffer) => void) =>
      client.subscribe(channels, listener, true).catch(() => undefined),
    async xRead([stream]: [{ key: string; id: string }], options: { COUNT: number; BLOCK: number }) {
      const { key, id } = stream;
      try {
        // "$" is the end as it is at each read: what comes between two reads would be missed.
        if (id === '$') since ??= (await client.xRevRange(key, '+', '-', { COUNT: 1 }))?.[0]?.id ?? '0-0';
        return await client.xRead([{ key, id: id === '$' ? since! : id }], options);
      } catch {
        await pause(500, undefined, { ref: false });
        return null;
      }
    },
  };
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
