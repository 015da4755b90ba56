// The cookies of a request, taken apart once.
import type { IncomingMessage } from 'node:http';
import { parse } from 'cookie';

type Cookies = Readonly<Record<string, string | undefined>>;

const known = new WeakMap<IncomingMessage, Cookies>();
const NONE: Cookies = {};

export function cookiesOf(req: IncomingMessage): Cookies {
  const header = req.headers.cookie;
  if (header === undefined) return NONE;
  const cookies = known.get(req) ?? parse(header);
  known.set(req, cookies);
  return cookies;
}
