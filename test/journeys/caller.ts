// Speaks to an installation as an organiser's script does: addresses, fields, one cookie, an exact Origin.
import { io, type Socket } from 'socket.io-client';

// biome-ignore lint/suspicious/noExplicitAny: what comes over the wire has the type that the tests find in it
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
}

type Fields = Record<string, string | string[]>;

export interface Caller {
  /** Asks for JSON. */
  get(path: string): Promise<Answer>;
  /** Asks for a page; redirects are not followed. */
  page(path: string): Promise<Answer>;
  post(path: string, fields?: Fields): Promise<Answer>;
  /** Sends a form as a browser does. */
  form(path: string, fields?: Fields): Promise<Answer>;
  upload(path: string, file: { name: string; bytes: Buffer; type: string }): Promise<Answer>;
  raw(path: string, init: RequestInit): Promise<Answer>;
  live(): Promise<Socket>;
  close(): void;
}

const JSON_ONLY = { Accept: 'application/json' };
const PAGES = { Accept: 'text/html,application/xhtml+xml' };

function urlencoded(fields: Fields): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return body;
}

/** The next `count` events of a name, or all that came within `patience` milliseconds. */
export function gathered<T = Json>(socket: Socket, event: string, count: number, patience = 5_000) {
  return new Promise<T[]>((resolve) => {
    const all: T[] = [];
    const end = () => {
      clearTimeout(timer);
      socket.off(event, take);
      resolve(all);
    };
    const take = (data: T) => {
      all.push(data);
      if (all.length === count) end();
    };
    const timer = setTimeout(end, patience);
    socket.on(event, take);
  });
}

export const ask = (socket: Socket, event: string, data: object): Promise<Json> =>
  socket.timeout(60_000).emitWithAck(event, data);

export function caller(base: string): Caller {
  const cookies = new Map<string, string>();
  const sockets: Socket[] = [];
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async function raw(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('Cookie', cookie());
    const answer = await fetch(base + path, { redirect: 'manual', ...init, headers });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(set)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }
  const send = (path: string, accept: Record<string, string>, body: URLSearchParams | FormData) =>
    raw(path, { method: 'POST', headers: { ...accept, Origin: base }, body });

  return {
    raw,
    get: (path) => raw(path, { headers: JSON_ONLY }),
    page: (path) => raw(path, { headers: PAGES }),
    post: (path, fields = {}) => send(path, JSON_ONLY, urlencoded(fields)),
    form: (path, fields = {}) => send(path, PAGES, urlencoded(fields)),
    upload(path, { name, bytes, type }) {
      const body = new FormData();
      body.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
      return send(path, JSON_ONLY, body);
    },
    async live() {
      const socket = io(base, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { Cookie: cookie(), Origin: base },
      });
      sockets.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', () => resolve());
        socket.once('connect_error', reject);
      });
      return socket;
    },
    close() {
      for (const socket of sockets) socket.disconnect();
    },
  };
}
