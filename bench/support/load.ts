// Clients: as many requests as a page bears, or a steady number a second.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';

export interface Target {
  url: string;
  headers?: Record<string, string>;
  /** The answer every request has to get; anything else ends the bench. */
  status?: number;
}

const CONNECTIONS = 50;

/** Requests a second with 50 connections that never rest. */
export async function saturate({ url, headers, status = 200 }: Target, seconds: number): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds, timeout: 30 });
  const right = result.statusCodeStats?.[`${status}`]?.count ?? 0;
  const all = result.requests.total;
  if (result.errors > 0 || right === 0 || right < all)
    throw new Error(`${url}: ${right} of ${all} answers were ${status}, ${result.errors} errors`);
  return all / result.duration;
}

/** The times of the answers in ms, for `seconds` at `rate` a second whatever they take; the targets take turns. */
export async function steady(targets: Target[], rate: number, seconds: number): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 100 });
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const begin = performance.now();
  for (let index = 0; index < rate * seconds; index += 1) {
    const due = begin + (index * 1000) / rate;
    while (performance.now() < due) await pause(Math.max(0, due - performance.now()));
    asked.push(timed(targets[index % targets.length]!, agent).then((ms) => void times.push(ms)));
  }
  await Promise.all(asked);
  agent.destroy();
  return times;
}

export interface Answer {
  ms: number;
  status: number;
  headers: http.IncomingHttpHeaders;
  /** As transferred. */
  bytes: number;
  body: string;
}

/** In ms until the last byte came; what came is not kept, or this process would rest to clean up amid the measuring. */
function timed({ url, headers = {}, status = 200 }: Target, agent: http.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const request = http.get(url, { headers, agent }, (res) => {
      if (res.statusCode !== status) reject(new Error(`${url}: ${res.statusCode} is not ${status}`));
      res.on('end', () => resolve(performance.now() - begin)).resume();
    });
    request.on('error', reject);
  });
}

export function once({ url, headers = {}, status = 200 }: Target): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const request = http.get(url, { headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('end', () => {
        if (res.statusCode !== status) return reject(new Error(`${url}: ${res.statusCode} is not ${status}`));
        const body = Buffer.concat(chunks);
        resolve({
          ms: performance.now() - begin,
          status,
          headers: res.headers,
          bytes: body.length,
          body: body.toString(),
        });
      });
    });
    request.on('error', reject);
  });
}

/** The cookie of a fresh sign-in. */
export async function signIn(base: string, login: string, password: string): Promise<string> {
  const answer = await fetch(`${base}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ login, password }),
  });
  if (answer.status !== 303) throw new Error(`${login} could not sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
