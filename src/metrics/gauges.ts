// What is only looked at when Prometheus asks: connections, the pool, the process, the queue.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge } from 'prom-client';
import { poolState } from '../db/pool';
import { type Queue, queueCounts } from '../db/queue-counts';
import type { Deps } from '../deps';
import { ROOT } from '../root';

/** Milliseconds between two looks at the event loop; what a look is late counts as delay. */
const LOOK_EVERY = 20;
const ANSWER_WITHIN = 1_000;

export interface Gauges {
  stop(): void;
}

/** Adds them to the registry of `deps.metrics`; watches the event loop until it is stopped. */
export function addGauges(deps: Deps): Gauges {
  const registers = [deps.metrics.registry];
  const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => unknown) => {
    new Gauge({
      name: `inquiry_${name}`,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        await collect(this);
      },
    });
  };

  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  gauge('build_info', 'Always 1; the version is its label.', ['version', 'node'], (it) =>
    it.set({ version, node: process.version }, 1),
  );
  gauge('sockets', 'Live connections.', [], (it) => it.set(deps.live.counts().sockets));
  gauge('rooms_open', 'Rooms with somebody in.', [], (it) => it.set(deps.live.counts().rooms));
  const { relay } = deps;
  if (relay)
    gauge('relay_up', '1 while Redis carries news between processes.', [], (it) =>
      it.set(Number(relay.carries())),
    );
  gauge('pool_connections', 'Connections to the database.', ['state'], (it) => {
    const { used, free, waiting } = poolState(deps.db);
    it.set({ state: 'used' }, used);
    it.set({ state: 'free' }, free);
    it.set({ state: 'waiting' }, waiting);
  });

  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY });
  delay.enable();
  gauge('event_loop_delay_seconds', 'Since the last look.', ['quantile'], (it) => {
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOK_EVERY / 1000) || 0;
    it.set({ quantile: '0.5' }, late(delay.percentile(50)));
    it.set({ quantile: '0.99' }, late(delay.percentile(99)));
    it.set({ quantile: 'max' }, late(delay.max));
    delay.reset();
  });

  gauge('process_resident_bytes', 'Memory of the process.', [], (it) => it.set(process.memoryUsage.rss()));
  gauge('process_heap_bytes', 'Memory of its objects.', [], (it) => it.set(process.memoryUsage().heapUsed));
  gauge('process_cpu_seconds', 'Processor time it has used.', [], (it) => {
    const { user, system } = process.cpuUsage();
    it.set((user + system) / 1e6);
  });
  gauge('process_start_seconds', 'When it started, as Unix time.', [], (it) =>
    it.set(performance.timeOrigin / 1000),
  );

  // One question for both, so that the answers fit together.
  let asked: Promise<Queue | null> | undefined;
  const queue = () => {
    asked ??= answered(queueCounts(deps.db)).finally(() => {
      asked = undefined;
    });
    return asked;
  };
  gauge('database_up', '1 if it answered within a second.', [], async (it) =>
    it.set((await queue()) === null ? 0 : 1),
  );
  gauge('jobs', 'Work that waits, runs or has failed.', ['state'], async (it) => {
    for (const [state, count] of Object.entries((await queue())?.jobs ?? {})) it.set({ state }, count);
  });
  gauge('mails', 'Mails by state.', ['state'], async (it) => {
    for (const [state, count] of Object.entries((await queue())?.mails ?? {})) it.set({ state }, count);
  });
  return { stop: () => delay.disable() };
}

async function answered<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN, null);
  });
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
}
