// The first and last of every request: its reference, one line in the log, one count in the metrics. A line names
// the route's pattern and never the address, in which ids, tokens and searches stand.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../deps';
import { randomText } from '../ids';
import { withReference } from '../trace';

type Wanted = Pick<Deps, 'log' | 'metrics' | 'state'>;

const GIVEN = /^[A-Za-z0-9-]{8,64}$/;
const METHODS = new Set(['GET', 'HEAD', 'POST']);

export function requestLog({ log, metrics, state }: Wanted): RequestHandler {
  return (req, res, next) => {
    const given = req.headers['x-request-id'];
    const reference = typeof given === 'string' && GIVEN.test(given) ? given : randomText(10);
    req.reference = reference;
    res.setHeader('X-Request-Id', reference);
    // Whoever keeps this connection would find nobody on it.
    if (state.stopping) res.setHeader('Connection', 'close');
    const begun = performance.now();
    const { socket } = req;
    const sentBefore = socket.bytesWritten;
    res.once('close', () => {
      const ms = performance.now() - begun;
      const method = METHODS.has(req.method) ? req.method : 'other';
      const route = routeOf(req, res);
      const status = res.statusCode;
      metrics.request(method, route, status, ms / 1000);
      const line = {
        reference,
        method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        bytes: socket.bytesWritten - sentBefore,
        ...(res.writableFinished ? {} : { cut: true }),
      };
      log[levelOf(route, status)](line, 'request');
    });
    withReference(reference, next);
  };
}

/** The pattern as declared; only files of ours and pages that were kept are found without one. */
function routeOf(req: Request, res: Response): string {
  const pattern: unknown = req.route?.path;
  if (typeof pattern === 'string') return pattern;
  if (res.statusCode >= 400) return 'none';
  // Nobody asks who wants a file.
  return req.visit ? 'kept' : 'asset';
}

function levelOf(route: string, status: number): 'debug' | 'info' | 'warn' | 'error' {
  if (status === 503 || status === 507) return 'warn';
  if (status >= 500) return 'error';
  return route === 'asset' || route.startsWith('/health/') ? 'debug' : 'info';
}
