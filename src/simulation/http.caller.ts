// One person's browser without the pictures: a cookie, an exact Origin, forms, JSON. Knows the contract only.

// biome-ignore lint/suspicious/noExplicitAny: what comes over the wire has the shape that its reader checks
export type Json = any;
export type Fields = Record<string, string | string[]>;

export interface Answer {
  status: number;
  text: string;
  json: Json;
  headers: Headers;
  /** Milliseconds from the first byte out to the last byte in. */
  took: number;
}

export interface Caller {
  login: string;
  /** Asks for JSON. */
  get(path: string): Promise<Answer>;
  page(path: string): Promise<Answer>;
  post(path: string, fields?: Fields): Promise<Answer>;
  upload(path: string, file: { name: string; bytes: Buffer; type: string }): Promise<Answer>;
  request(path: string, init: RequestInit): Promise<Answer>;
  cookie(): string;
  forget(): void;
}

const PATIENCE = 45_000;

export function urlencoded(fields: Fields): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return body;
}

/** `base` may change when a server comes back elsewhere. */
export function createCaller(base: () => string, login: string): Caller {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const JSON_ONLY = { Accept: 'application/json' };

  async function request(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has('Cookie')) headers.set('Cookie', cookie());
    const begun = performance.now();
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(base() + path, { redirect: 'manual', signal, ...init, headers });
    const text = await answer.text();
    const took = performance.now() - begun;
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
      took,
    };
  }

  const send = (path: string, body: URLSearchParams | FormData) =>
    request(path, { method: 'POST', headers: { ...JSON_ONLY, Origin: base() }, body });
  return {
    login,
    request,
    cookie,
    forget: () => cookies.clear(),
    get: (path) => request(path, { headers: JSON_ONLY }),
    page: (path) => request(path, { headers: { Accept: 'text/html' } }),
    post: (path, fields = {}) => send(path, urlencoded(fields)),
    upload(path, { name, bytes, type }) {
      const body = new FormData();
      body.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
      return send(path, body);
    },
  };
}
