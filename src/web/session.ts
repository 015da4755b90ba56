// Who is asking: the session cookie, kept in Postgres, read by pages and sockets alike.
import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Knex } from 'knex';
import { type Authenticator, Passport } from 'passport';
import { rawQuery } from '../db/raw-query';
import type { Deps } from '../deps';
import { asRefusal } from '../errors';
import { keyedHash } from '../ids';
import type { Person } from './request';

/** What the session remembers of a person: one row of login_sessions, which can be ended. */
export type FindPerson = (loginSessionId: string) => Promise<Person | null>;

// The cookie may live long: whether a sign-in still counts is decided by its row in login_sessions.
const COOKIE_AGE = 400 * 24 * 3600 * 1000;

export function cookieName(deps: Deps): string {
  return deps.origins.secure ? '__Host-sid' : 'sid';
}

function createStore(db: Knex): session.Store {
  const Store = connectPgSimple(session);
  return new Store({
    // Its pool needs only `query`.
    pool: { query: (sql: string, values?: unknown[]) => answered(rawQuery(db, sql, values)) } as never,
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

/** Session and person, in order. `findPerson` answers null for a sign-in that was ended. */
export function sessions(deps: Deps, findPerson: FindPerson): RequestHandler[] {
  const passport = passportOf(deps);
  passport.serializeUser<string>((user, done) => done(null, (user as Person).login_session_id));
  passport.deserializeUser<string>((id, done) => {
    findPerson(id).then((person) => done(null, person ?? false), done);
  });
  const make = (secure: boolean) =>
    session({
      name: secure ? '__Host-sid' : 'sid',
      secret: keyedHash(deps.secret, 'session', 'cookie'),
      // One each: a store makes new sessions with the settings of the last middleware it was given to.
      store: createStore(deps.db),
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: COOKIE_AGE },
    });
  const bySecurity = { http: make(false), https: make(true) };
  return [
    (req, res, next) => {
      if (!deps.origins.secure) return bySecurity.http(req, res, next);
      // BASE_URL says https, whoever ends it before us: without this the cookie is silently left out.
      Object.defineProperty(req, 'secure', { value: true, configurable: true });
      bySecurity.https(req, res, next);
    },
    passport.initialize(),
    passport.session(),
  ];
}
