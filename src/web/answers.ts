// The two ways a change ends: done (303, or JSON), or the same form again with everything that was typed.
import type { Request, RequestHandler, Response } from 'express';
import { asRefusal, Conflict, InvalidInput, type Refused } from '../errors';
import { SECRET_FIELDS } from './refused.view';
import { wantsJson } from './request';
import { say } from './show';

interface Done {
  id?: string;
  version?: number;
  /** Something new was made: JSON callers get 201. */
  made?: boolean;
  /** A message key like `teams.said.joined`, shown once on the next page. */
  said?: string;
  [more: string]: unknown;
}

export function done(req: Request, res: Response, location: string, given: Done = {}): void {
  const { made = false, said, ...facts } = given;
  res.set('Cache-Control', 'no-store');
  if (wantsJson(req)) {
    res.status(made ? 201 : 200).json({ location, ...facts });
    return;
  }
  if (said) say(res, said);
  res.redirect(303, location);
}

/** The message of a refusal in the reader's language. */
export function messageOf(req: Request, refusal: Refused): string {
  return req.t(refusal.key, refusal.params);
}

export function fieldMessages(req: Request, refusal: Refused): Record<string, string> {
  if (!(refusal instanceof InvalidInput)) return {};
  return Object.fromEntries(
    Object.entries(refusal.fields).map(([name, fault]) => [name, req.t(fault.key, fault.params)]),
  );
}

/**
 * Runs `change`; a refusal of input (422, 409, 403, 429, 410) shows `page` again with the values typed,
 * a message, and the status of the refusal. JSON callers get the refusal itself. A page that has no place for
 * the words any more gives way to the refusal's own page, which keeps them (see show).
 */
export function orFormAgain(page: RequestHandler, change: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    try {
      await change(req, res, next);
    } catch (error) {
      const refusal = asRefusal(error);
      const showsForm = refusal && [403, 409, 410, 413, 415, 422, 429].includes(refusal.status);
      if (!showsForm || wantsJson(req)) throw error;
      const values = Object.fromEntries(
        Object.entries((req.body ?? {}) as Record<string, unknown>).filter(
          ([name]) => !SECRET_FIELDS.has(name),
        ),
      );
      req.form = {
        values,
        errors: fieldMessages(req, refusal),
        message: messageOf(req, refusal),
        ...(refusal instanceof Conflict ? { current: refusal.current } : {}),
      };
      if ('retryAfter' in refusal) res.set('Retry-After', String(refusal.retryAfter));
      res.status(refusal.status);
      await page(req, res, next);
    }
  };
}
