// Which language a page speaks: what was asked now, chosen before, kept in the account, sent by the browser.
import { type Request, type RequestHandler, type Response, request } from 'express';
import { isLocale, LOCALES, type LocaleTag, translator } from '../i18n/locales';
import { cookiesOf } from './cookies';
import { personOf, queryText } from './request';

const YEAR = 365 * 24 * 3600 * 1000;

export function rememberLocale(res: Response, tag: string, secure: boolean): void {
  res.cookie('lang', tag, { maxAge: YEAR, sameSite: 'lax', httpOnly: true, secure, path: '/' });
}

const keptIn = (req: Request) => cookiesOf(req).lang;

const TAGS = LOCALES.map((info) => info.tag);
const accepted = new Map<string, LocaleTag>();
/** Headers that differ; whoever sends more is read anew each time. */
const MOST_HEADERS = 500;

function acceptedBy(req: Request): LocaleTag {
  const header = req.headers['accept-language'] ?? '';
  const found = accepted.get(header);
  if (found) return found;
  // A request that did not come through Express yet has no methods of its own.
  const tag = request.acceptsLanguages.apply(req, TAGS as never) as unknown;
  const spoken = isLocale(tag) ? tag : 'en';
  if (accepted.size < MOST_HEADERS) accepted.set(header, spoken);
  return spoken;
}

function speak(req: Request, tag: string): void {
  req.locale = tag;
  req.t = translator(tag);
}

/** First, so that even a refusal at the gate is readable. */
export function locale(secure: () => boolean): RequestHandler {
  return (req, res, next) => {
    const asked = queryText(req, 'lang');
    if (isLocale(asked)) rememberLocale(res, asked, secure());
    speak(req, [asked, keptIn(req)].find(isLocale) ?? acceptedBy(req));
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

/** What a page speaks to whoever asks for it, when the address names no language. */
export function spokenTo(req: Request): LocaleTag {
  const own = personOf(req)?.locale;
  return [keptIn(req), own].find(isLocale) ?? acceptedBy(req);
}
