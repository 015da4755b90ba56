// Who is asking: the session cookie, kept in Postgres, read by pages and sockets alike.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Knex } from 'knex';
import { type Authenticator, Passport } from 'passport';
import type { Db } from '../db/db';
import { rawQuery } from '../db/raw-query';
import type { Deps } from '../deps';
import { asRefusal, faultForLog } from '../errors';
import { keyedHash, sameText } from '../ids';
import { cookiesOf } from './cookies';
import type { Person, Visit } from './request';

/** A sign-in that was ended has no person. `session` is the id the cookie was signed for, null without one. */
export type Visits = (session: string | null, place: PathPlace) => Promise<Visit>;

/** What the path says of the hackathon: its slug, or one of its teams. */
export interface PathPlace {
  slug: string | null;
  team: string | null;
}

// The cookie may live long: whether a sign-in still counts is decided by its row in login_sessions.
const COOKIE_AGE = 400 * 24 * 3600 * 1000;

export function cookieName(deps: Deps): string {
  return deps.origins.secure ? '__Host-sid' : 'sid';
}

const inside = new AsyncLocalStorage<Db>();

/**
 * What `work` begins, saves or ends of this browser's session is a part of `trx`: who is answered with “not now”
 * has not signed up half, and codes that were made can be shown.
 */
export const sessionsWithin = <T>(trx: Db, work: () => Promise<T>): Promise<T> => inside.run(trx, work);

function createStore(db: Knex): session.Store {
  const Store = connectPgSimple(session);
  return new Store({
    // Its pool needs only `query`.
    pool: {
      query: (sql: string, values?: unknown[]) =>
        answered(rawQuery((inside.getStore() as Knex | undefined) ?? db, sql, values)),
    } as never,
    tableName: 'sessions',
    createTableIfMissing: false,
    pruneSessionInterval: false,
    disableTouch: true,
    errorLog: () => undefined,
  });
}

/** express-session reads ENOENT, a database socket that is away, as “no such session”: signed out. Away it is. */
async function answered<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw asRefusal(error) ?? error;
  }
}

const passports = new WeakMap<Deps, Authenticator>();

/** The Passport of this installation, for features that sign people in. */
export function passportOf(deps: Deps): Authenticator {
  const passport = passports.get(deps) ?? (new Passport() as Authenticator);
  passports.set(deps, passport);
  return passport;
}

/**
 * Who asks, by one statement and without a store; works for pages, before Express or in it, and for the handshake
 * of sockets; asked once a request. What a sign-in changes goes through `changingSessions`.
 */
export function visits(deps: Deps, visit: Visits): RequestHandler {
  const signed = signatures(sessionSecret(deps));
  const faults = new WeakMap<Request, unknown>();
  return (req, _res, next) => {
    if (req.visit || faults.has(req)) return next(faults.get(req));
    const cookie = cookiesOf(req)[cookieName(deps)];
    visit(signed(cookie), placeOf(req.url)).then(
      (found) => {
        req.visit = found;
        if (found.person) req.user = found.person;
        next();
      },
      (fault) => {
        faults.set(req, fault);
        next(fault);
      },
    );
  };
}

/** The session of a browser that may begin or end: express-session and Passport, for all that is not a GET. */
export function changingSessions(deps: Deps): RequestHandler {
  const passport = passportOf(deps);
  passport.serializeUser<string>((user, done) => done(null, (user as Person).login_session_id));
  const make = (secure: boolean) =>
    session({
      name: secure ? '__Host-sid' : 'sid',
      secret: sessionSecret(deps),
      // One each: a store makes new sessions with the settings of the last middleware it was given to.
      store: createStore(deps.db),
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: COOKIE_AGE },
    });
  const bySecurity = { http: make(false), https: make(true) };
  const initialize = passport.initialize();
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const passportNext = (error?: unknown) => {
      if (!error) return initialize(req, res, next);
      // Saved once more after the answer: what counts was saved before it.
      if (res.headersSent) deps.log.warn({ err: faultForLog(error) }, 'a session was not saved again');
      else next(error);
    };
    if (!deps.origins.secure) return bySecurity.http(req, res, passportNext);
    // BASE_URL says https, whoever ends it before us: without this the cookie is silently left out.
    Object.defineProperty(req, 'secure', { value: true, configurable: true });
    bySecurity.https(req, res, passportNext);
  };
}

const sessionSecret = (deps: Deps) => keyedHash(deps.secret, 'session', 'cookie');

/** Cookies whose signature was found right; whether their sign-in counts is asked every time. */
const MOST_SIGNED = 5_000;

/** The session id of a cookie that express-session signed; null for every other text. */
function signatures(secret: string): (cookie: string | undefined) => string | null {
  const right = new Map<string, string>();
  return (cookie = '') => {
    const known = right.get(cookie);
    if (known) return known;
    const given = /^s:([\w-]{1,100})\.([A-Za-z0-9+/]+)$/.exec(cookie);
    if (!given) return null;
    const signature = createHmac('sha256', secret).update(given[1]!).digest('base64').replace(/=+$/, '');
    if (!sameText(signature, given[2]!)) return null;
    if (right.size >= MOST_SIGNED) right.clear();
    right.set(cookie, given[1]!);
    return given[1]!;
  };
}

/** `url`: also whole, with a host, as some proxies ask; a name is read as routes read it. */
export function placeOf(url = ''): PathPlace {
  const [, kind, given = ''] =
    /^(?:https?:\/\/[^/]*)?\/(hackathons|teams)\/((?:[\w-]|%[\da-f]{2}){1,300})(?:[/.?#]|$)/i.exec(url) ?? [];
  const name = given.includes('%') ? decoded(given) : given;
  const known = name !== undefined && /^[\w-]{1,100}$/.test(name) ? name : null;
  return {
    slug: kind?.toLowerCase() === 'hackathons' ? known : null,
    team: kind?.toLowerCase() === 'teams' ? known : null,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
