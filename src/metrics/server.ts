// The second port: figures for Prometheus and nothing else. It is not for the world: METRICS_HOST is loopback
// unless somebody says otherwise.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Deps } from '../deps';
import { addGauges } from './gauges';

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/** Rejects with the fault of the system where it cannot listen. */
export async function startMetricsServer(deps: Deps, port: number, host: string): Promise<MetricsServer> {
  const gauges = addGauges(deps);
  const { registry } = deps.metrics;
  const server = http.createServer({ keepAliveTimeout: 1_000 }, (req, res) => {
    if (req.url?.split('?')[0] !== '/metrics') return void res.writeHead(404).end();
    if (req.method !== 'GET') return void res.writeHead(405, { Allow: 'GET' }).end();
    registry.metrics().then(
      (text) => res.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => res.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      gauges.stop();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
