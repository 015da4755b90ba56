// Speaks HTTP without a client's good manners: any header, any bytes, any path.
import http from 'node:http';

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

export interface RawRequest {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

export const URLENCODED = 'application/x-www-form-urlencoded';

/** One connection, one answer; the path and the headers go out as they are. */
export function raw(
  base: string,
  { method = 'GET', path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const request = http.request({
      hostname,
      port,
      method,
      path,
      agent: false,
      headers: { ...length, ...headers },
    });
    let answered = false;
    request.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    // A server that refuses a large body may close before it has read all of it.
    request.on('error', (error) => answered || reject(error));
    request.end(body);
  });
}

/** The cookies of a signed-in agent, for requests that need to be written by hand. */
export async function cookieOf(base: string, login: string, password: string): Promise<string> {
  const answer = await raw(base, {
    method: 'POST',
    path: '/login',
    headers: { 'Content-Type': URLENCODED, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ login, password }).toString(),
  });
  if (answer.status !== 303) throw new Error(`${login} could not sign in: ${answer.status}`);
  return (answer.headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ');
}
