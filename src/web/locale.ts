// Which language a page speaks: what was asked now, chosen before, kept in the account, sent by the browser.
import { parse } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import { isLocale, LOCALES, translator } from '../i18n/locales';
import { personOf, queryText } from './request';

const YEAR = 365 * 24 * 3600 * 1000;

export function rememberLocale(res: Response, tag: string, secure: boolean): void {
  res.cookie('lang', tag, { maxAge: YEAR, sameSite: 'lax', httpOnly: true, secure, path: '/' });
}

const keptIn = (req: Request) => parse(req.headers.cookie ?? '').lang;

function speak(req: Request, tag: string): void {
  req.locale = tag;
  req.t = translator(tag);
}

/** First, so that even a refusal at the gate is readable. */
export function locale(secure: () => boolean): RequestHandler {
  const tags = LOCALES.map((info) => info.tag);
  return (req, res, next) => {
    const asked = queryText(req, 'lang');
    if (isLocale(asked)) rememberLocale(res, asked, secure());
    const tag = [asked, keptIn(req)].find(isLocale) ?? req.acceptsLanguages(...tags);
    speak(req, isLocale(tag) ? tag : 'en');
    next();
  };
}

/** After sign-in is known: the account's language, unless this browser chose another. */
export function personLocale(): RequestHandler {
  return (req, _res, next) => {
    const person = personOf(req);
    const chosen = [queryText(req, 'lang'), keptIn(req)].find(isLocale);
    if (person && !chosen && isLocale(person.locale)) speak(req, person.locale);
    next();
  };
}
