// What accounts take from a browser and give to it: where to go next, the device in two words, a sign-in.
import { isIPv6 } from 'node:net';
import type { Request, Response } from 'express';
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { asRefusal } from '../../errors';
import { isLocale } from '../../i18n/locales';
import { cookiesOf } from '../../web/cookies';
import { rememberLocale } from '../../web/locale';
import { type Person, personOf } from '../../web/request';
import { cookieName, sessionsWithin } from '../../web/session';
import { endLoginSession } from './accounts.queries';
import { beginSession, type Known } from './accounts.sign-in.actions';

/** A path of this site, or null: whatever a browser would read as another place is none, nor are two of them. */
export function safeNext(given: unknown): string | null {
  if (typeof given !== 'string' || !given.startsWith('/') || given.startsWith('//')) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these and then read another address
  if (/[\\\u0000-\u0020\u007f]/.test(given)) return null;
  const here = 'http://here.invalid';
  if (!URL.canParse(given, here)) return null;
  const url = new URL(given, here);
  return url.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : null;
}

/** What limits count by: one address, or the part of an IPv6 address that one household has. */
export function addressOf(req: Request): string {
  const address = (req.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(address)) return address;
  return new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split(':').slice(0, 4).join(':');
}

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\/|EdgiOS\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/\bOPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** “Firefox, Android”: enough to know one's own device again; empty when neither is known. */
export function deviceOf(userAgent: string | undefined): string {
  const find = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(', ');
}

/** Ends what this browser was signed in to, then begins anew under a new session id: all with `trx` or not at all. */
export async function signIn(
  deps: Deps,
  trx: Db,
  req: Request,
  res: Response,
  known: Known,
): Promise<Person> {
  const before = personOf(req);
  const person = await beginSession(deps, trx, known, deviceOf(req.get('User-Agent')));
  if (before) {
    await endLoginSession(trx, await deps.clock.now(trx), before.login_session_id, before.id);
    afterCommit(trx, () => deps.live.cutSession(before.login_session_id));
  }
  await sessionsWithin(
    trx,
    () =>
      new Promise<void>((resolve, reject) =>
        req.login(person, (error?: unknown) => (error ? reject(error) : resolve())),
      ),
  );
  const chosen = isLocale(req.query.lang) || isLocale(cookiesOf(req).lang);
  if (!chosen && isLocale(person.locale)) rememberLocale(res, person.locale, deps.origins.secure);
  return person;
}

/** After the sign-in has ended: the session, its cookie, and what the browser kept of its pages. */
export async function forgetBrowser(deps: Deps, req: Request, res: Response): Promise<void> {
  // Without its sign-in the session says nothing: where the database is away by now it is swept later.
  await new Promise<void>((resolve, reject) =>
    req.session.destroy((error?: unknown) => (error && !asRefusal(error) ? reject(error) : resolve())),
  );
  const { secure } = deps.origins;
  res.clearCookie(cookieName(deps), { path: '/', httpOnly: true, sameSite: 'lax', secure });
  // Pages kept by the browser must not come back with its Back button.
  res.set('Clear-Site-Data', '"cache"');
}
