// Shows a page: the view, what every frame needs, and ready values. Request objects never reach a view.
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import {
  formatTime,
  LOCALES,
  type LocaleTag,
  languageName,
  listOf,
  localeInfo,
  relativeTime,
  type TimeStyle,
  textIn,
  translator,
  zoneName,
} from '../i18n/locales';
import { asset } from './assets';
import { cookiesOf } from './cookies';
import { encoded, placesFor } from './encoded';
import type { Kept } from './kept';
import { losesWords, refusedLocals } from './refused.view';
import { personOf } from './request';
import type { RibbonView } from './ribbon.view';
import { render } from './views';
import * as weave from './weave';
import { WITHHELD } from './withheld';

/** What the frame needs to know beyond the request; features provide it through app.ts. */
export interface Frame {
  nav: { key: string; href: string; icon: string; label: string; current: boolean }[];
  ribbon: RibbonView | null;
  foot: Foot;
  demoBanner: boolean;
}
export interface Foot {
  links: { href: string; label: string }[];
  /** Who pays for the hackathon of this page. */
  funder: Funder | null;
}
export interface Funder {
  name: string;
  disclaimer: Record<string, string>;
  /** `href` null: no picture was given. */
  emblem: { href: string; width: number; height: number; alt: Record<string, string> } | null;
}
export type FrameProvider = (req: Request, hackathonId: string | undefined) => Promise<Frame>;

interface Options {
  status?: number;
  /** The hackathon whose ribbon stands on the page; without it the person's own. */
  hackathonId?: string;
  /** `public` pages may be kept by caches; all others are never stored. */
  cache?: 'private, no-cache' | 'no-store';
  /**
   * Everything on the page is in `req.stamp`: what all may see of the hackathon of its path, and who the reader
   * is there. Such a page is answered 304 before it is made, and kept whole for visitors.
   */
  stamped?: boolean;
  /** Parts that were made and encoded before; each stands in the view as `it.html.<name>`. */
  ready?: Record<string, Buffer>;
}

interface Whole {
  plain: Buffer;
  gzip: Buffer;
}

const wholeKey = (locale: string, address: string) => `page ${locale} ${address}`;

// Half the work of the usual level for a twentieth more bytes; pages kept for visitors are packed once, well.
export const COMPRESSION = 3;
const pack = promisify(gzip);

const GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;

const takesPacked = (req: Request) => GZIP.test(String(req.headers['accept-encoding'] ?? ''));

/** Sends the page that was kept for visitors under this stamp, if there is one. Works before Express. */
export function sendWhole(kept: Kept, req: Request, res: Response): boolean {
  const whole = kept.find<Whole>(wholeKey(req.locale, req.url), req.stamp!);
  if (!whole) return false;
  const packed = takesPacked(req);
  const body = packed ? whole.gzip : whole.plain;
  res.writeHead(200, {
    'Cache-Control': 'private, no-cache',
    'Content-Language': req.locale,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    ETag: req.stamp,
    Vary: 'Accept-Encoding',
    ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
  });
  res.end(body);
  return true;
}

function keepWhole(req: Request, plain: Buffer): void {
  const whole: Whole = { plain, gzip: gzipSync(plain) };
  (req.app.locals.kept as Kept).put(wholeKey(req.locale, req.originalUrl), req.stamp!, whole);
}

/** What speaks a language, and knows nothing of its reader. */
function wordsIn(locale: LocaleTag) {
  return {
    t: translator(locale),
    locale,
    locales: LOCALES,
    dir: localeInfo(locale).dir,
    asset,
    withheld: WITHHELD,
    weave,
    when: (at: Date | string, zone: string, style?: TimeStyle) =>
      formatTime(new Date(at), zone, locale, style),
    zoneName: (zone: string) => zoneName(zone, locale),
    relative: (at: Date | string, now: Date | string) => relativeTime(new Date(at), new Date(now), locale),
    list: (items: string[]) => listOf(items, locale),
    language: (tag: string) => languageName(tag, locale),
    text: (text: Record<string, string> | null, order?: string[]) => textIn(text, locale, order),
  };
}

const words = new Map<LocaleTag, ReturnType<typeof wordsIn>>();

/** What a view sees as `it`: what its language gives to every page, and its own. */
function localsOf({ locale }: Request, ...own: object[]): Record<string, unknown> {
  const given = words.get(locale) ?? wordsIn(locale);
  words.set(locale, given);
  return Object.assign(Object.create(given), { ids: { next: 0 } }, ...own);
}

/** What the frame around every page shows of this request. */
function frameLocals(req: Request) {
  const person = personOf(req);
  return {
    path: withoutLanguage(addressOf(req)),
    person: person && {
      id: person.id,
      display_name: person.display_name,
      login: person.login,
      weave_seed: person.weave_seed,
      may_found: person.may_found,
      unread: person.unread,
    },
    form: req.form ?? { values: {}, errors: {}, message: '' },
  };
}

/** Where this page can be asked for again: a refused form stands at the page it came from. */
function addressOf(req: Request): string {
  if (req.method === 'GET') return req.originalUrl;
  const from = req.get('Referer');
  return from && URL.canParse(from) ? new URL(from).pathname : '/';
}

/** Text all the way: what a browser may ask for is not always what `URL` can read. */
function withoutLanguage(url: string): string {
  if (/^(\/[\w-]+)+$/.test(url)) return url;
  const [, pathname = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/i.exec(url) ?? [];
  if (!/^\/(?![/\\])/.test(pathname)) return '/';
  const asked = new URLSearchParams(query);
  asked.delete('lang');
  return asked.size > 0 ? `${pathname}?${asked}` : pathname;
}

/** The cookie that carries one sentence to the next page: a message key, nothing else. */
const SAID = 'said';

export function say(res: Response, key: string): void {
  const secure = res.app.locals.secure() as boolean;
  res.cookie(SAID, key, { maxAge: 60_000, httpOnly: true, sameSite: 'lax', secure, path: '/' });
}

function takeSaid(req: Request, res: Response): string | null {
  const key = cookiesOf(req)[SAID];
  if (!key || !/^[a-z][A-Za-z]*\.said\.[A-Za-z.]+$/.test(key)) return null;
  res.clearCookie(SAID, { path: '/' });
  const text = req.t(key);
  return text === key ? null : text;
}

/** A part of a page that is the same for every reader in this language: it knows no person and no form. */
export function part(req: Request, view: string, locals: Record<string, unknown>): string {
  return render(view, localsOf(req, locals));
}

const encodings = new WeakMap<object, Buffer>();

/** A part of the frame that shows only this: encoded once, for as long as somebody keeps what it shows. */
function frameReady(req: Request, view: string, shown: object): Buffer {
  const known = encodings.get(shown) ?? Buffer.from(part(req, view, { shown }));
  encodings.set(shown, known);
  return known;
}

let icons: Buffer | undefined;

/** What stands in the frame of every page, in `it.html` as well. */
function frameParts(req: Request, { foot }: Frame, ribbon: RibbonView | null): Record<string, Buffer> {
  icons ??= Buffer.from(render('shared/_icons', {}));
  return {
    icons,
    foot: frameReady(req, 'layout/_foot', foot),
    ...(ribbon ? { ribbon: frameReady(req, 'layout/_ribbon', ribbon) } : {}),
  };
}

/** Answers with a whole page. `locals` are ready values of this page; see frameLocals for the rest. */
export async function show(
  req: Request,
  res: Response,
  view: string,
  locals: Record<string, unknown> = {},
  options: Options = {},
): Promise<void> {
  const provide = req.app.locals.frame as FrameProvider;
  const frame = await provide(req, options.hackathonId);
  const said = takeSaid(req, res);
  const status = options.status ?? (req.form ? (res.statusCode === 200 ? 422 : res.statusCode) : 200);
  const every = Object.assign({ said }, frameLocals(req), frame);
  const ribbon = (locals.ribbon ?? frame.ribbon) as RibbonView | null;
  const ready = Object.assign(frameParts(req, frame, ribbon), options.ready);
  const parts = Object.assign(placesFor(ready), locals.html);
  let html = render(view, localsOf(req, every, locals, { html: parts }));
  if (req.form && losesWords(html, req))
    html = render(
      'errors/refused',
      localsOf(req, every, refusedLocals(req, status, req.form.message), { html: parts }),
    );
  const body = encoded(html, ready);
  // A sentence that was carried along is for one reader, however its cookie was spelled.
  if (options.stamped && req.stamp && status === 200 && said === null) {
    res.set('ETag', req.stamp);
    if (!personOf(req)) keepWhole(req, body);
  }
  const packed = takesPacked(req);
  const sent = packed ? await pack(body, { level: COMPRESSION }) : body;
  // What `send` would add, a checksum of all of it as an ETag, no page needs: it has a stamp or is never stored.
  res
    .vary('Accept-Encoding')
    .writeHead(status, {
      'Cache-Control': options.cache ?? 'no-store',
      'Content-Language': req.locale,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': sent.length,
      ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
    })
    .end(sent);
}
