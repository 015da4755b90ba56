// What the installation counts about itself, for Prometheus. Labels are patterns and reasons of ours, never a
// person, a team, an address or an id, so that their number is bounded and nothing personal leaves here.
import { Counter, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  request(method: string, route: string, status: number, seconds: number): void;
  /** `outcome`: `posted`, or the key of the refusal. */
  message(outcome: string): void;
  /** `reason`: `origin`, `limit`, `sign-in`. */
  socketRefused(reason: string): void;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** One registry an app: two apps in a process do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'inquiry_http_requests_total',
    help: 'Requests answered, by route pattern and class of status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'inquiry_http_request_seconds',
    help: 'Time from the first line of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  });
  const messages = new Counter({
    name: 'inquiry_messages_total',
    help: 'Messages for rooms: posted, or refused with the reason.',
    labelNames: ['outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'inquiry_sockets_refused_total',
    help: 'Live connections that were not let in.',
    labelNames: ['reason'],
    registers,
  });
  return {
    registry,
    request(method, route, status, seconds) {
      requests.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
      durations.observe({ method, route }, seconds);
    },
    message: (outcome) => messages.inc({ outcome }),
    socketRefused: (reason) => refusals.inc({ reason }),
  };
}
