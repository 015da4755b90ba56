// What a request carries once the middleware has run.
import type { Request } from 'express';
import { SignInFirst } from '../errors';
import type { LocaleTag, Translate } from '../i18n/locales';

/** Whoever is signed in, read anew for each request so that a revocation acts at once. */
export interface Person {
  id: string;
  login: string;
  display_name: string;
  locale: string;
  weave_seed: string;
  may_found: boolean;
  admin: boolean;
  login_session_id: string;
  /** Notices not read yet, counted to 100. */
  unread: number;
}

/** What one statement tells of every request, before anything else is asked. */
export interface Visit {
  person: Person | null;
  /** What the browser's session keeps beside the sign-in. */
  kept: Record<string, unknown>;
  now: Date;
  /** The hackathon of the path, with what the person is there; null elsewhere and where there is none. */
  place: {
    hackathonId: string;
    version: string;
    roles: string[];
    teamId: string | null;
    /** Unread messages in the room of that team. */
    news: number;
  } | null;
}

export interface FormState {
  values: Record<string, unknown>;
  /** Ready messages by field name. */
  errors: Record<string, string>;
  message: string;
  current?: unknown;
}

declare global {
  namespace Express {
    interface User extends Person {}
    interface Request {
      /** For logs and error pages; a proxy's X-Request-Id where it is a plain one. */
      reference: string;
      locale: LocaleTag;
      t: Translate;
      visit?: Visit;
      /** The ETag of this page for this reader, where a page may use it (show, `stamped`). */
      stamp?: string;
      /** Set when a refused form is shown again. */
      form?: FormState;
    }
  }
}

export function personOf(req: Request): Person | null {
  return (req.user as Person | undefined) ?? null;
}

/** Throws SignInFirst for a visitor. */
export function requirePerson(req: Request): Person {
  const person = personOf(req);
  if (!person) throw new SignInFirst();
  return person;
}

export function wantsJson(req: Request): boolean {
  return req.path.endsWith('.json') || req.accepts(['html', 'json']) === 'json';
}

/** One path parameter; Express types it as possibly missing or repeated. */
export function param(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** The first value of a query field, or undefined. */
/** Where a page of a long list begins: `?from=`, counted from 0; whatever is no such number is the beginning. */
export function pageStart(req: Request): number {
  const asked = queryText(req, 'from') ?? '';
  return /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
}

export function queryText(req: Request, name: string): string | undefined {
  const value = (req.query as Record<string, unknown>)[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}
