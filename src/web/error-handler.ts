// The only translator from what was thrown to a page or JSON. What a person typed stands on the page again.

import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Deps } from '../deps';
import {
  asRefusal,
  Conflict,
  faultForLog,
  InvalidInput,
  type Refused,
  SignInFirst,
  TooLarge,
} from '../errors';
import { translator } from '../i18n/locales';
import { fieldMessages, messageOf } from './answers';
import { cookiesOf } from './cookies';
import { keptTexts, refusedLocals } from './refused.view';
import { wantsJson } from './request';
import { cookieName } from './session';
import { show } from './show';

/** What body parsers and Multer throw, as a refusal. */
function fromParsers(error: unknown): Refused | null {
  const fault = error as { type?: string; status?: number; code?: string; message?: string; name?: string };
  if (fault?.type === 'entity.too.large' || fault?.code === 'LIMIT_FILE_SIZE') return new TooLarge();
  if (fault?.name === 'MulterError') return new InvalidInput({}, 'frame.errors.upload');
  if (/^(Unexpected end of form|Multipart: Boundary not found|Malformed)/.test(fault?.message ?? ''))
    return new InvalidInput({}, 'frame.errors.upload');
  if (typeof fault?.status === 'number' && fault.status >= 400 && fault.status < 500) {
    return fault.status === 413 ? new TooLarge() : new InvalidInput({});
  }
  return null;
}

async function answerPage(req: Request, res: Response, refusal: Refused): Promise<void> {
  const locals = refusedLocals(req, refusal.status, messageOf(req, refusal));
  await show(req, res, 'errors/refused', locals, { status: refusal.status });
}

const hadSession = (req: Request, deps: Deps) => cookiesOf(req)[cookieName(deps)] !== undefined;

export function errorHandler(deps: Deps): ErrorRequestHandler {
  return async (error, req, res, next) => {
    if (res.headersSent) return next(error);
    req.locale ??= 'en';
    req.t ??= translator(req.locale);
    const refusal = asRefusal(error) ?? fromParsers(error);
    if (!refusal) {
      deps.log.error({ err: faultForLog(error), route: req.route?.path }, 'a request failed');
      return crash(req, res);
    }
    if (refusal.status >= 500) deps.log.warn({ err: faultForLog(error) }, refusal.key);
    res.set('Cache-Control', 'no-store');
    if ('retryAfter' in refusal) res.set('Retry-After', String(refusal.retryAfter));
    if (wantsJson(req)) {
      res.status(refusal.status).json({
        error: refusal.key,
        message: messageOf(req, refusal),
        ...(refusal.status >= 500 ? { reference: req.reference } : {}),
        ...(refusal instanceof InvalidInput ? { fields: fieldMessages(req, refusal) } : {}),
        ...(refusal instanceof Conflict ? { current: refusal.current } : {}),
      });
      return;
    }
    if (refusal instanceof SignInFirst) {
      const next = req.method === 'GET' ? `?next=${encodeURIComponent(req.originalUrl)}` : '';
      // Whose sign-in ended while they wrote gets their words back instead of being sent away.
      const wrote = req.method !== 'GET' && hadSession(req, deps) && keptTexts(req).length > 0;
      if (!wrote) return res.redirect(302, `/login${next}`);
    }
    try {
      await answerPage(req, res, refusal);
    } catch (second) {
      deps.log.error({ err: faultForLog(second) }, 'the error page failed');
      crash(req, res, refusal.status);
    }
  };
}

/** The last resort: a sentence that needs neither database nor view. */
function crash(req: Request, res: Response, status = 500): void {
  const key = status === 503 ? 'frame.errors.away' : 'frame.errors.crash';
  const message = req.t(key);
  res.status(status).set('Cache-Control', 'no-store');
  if (wantsJson(req)) {
    res.json({ error: key, message, reference: req.reference });
    return;
  }
  res.type('text/plain; charset=utf-8').send(`${message}\n\n${req.reference}\n`);
}
