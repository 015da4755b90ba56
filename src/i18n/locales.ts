// Languages of the interface, the catalogues, and how times, numbers and lists are written in them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next, { type TFunction } from 'i18next';
import { LEFT } from '../db/personal-data';

export interface LocaleInfo {
  tag: string;
  /** The language's own name. */
  autonym: string;
  dir: 'ltr' | 'rtl';
  /** For Intl: digits 0–9 and the Gregorian calendar everywhere, so that dates, places and code agree. */
  intl: string;
}

export const LOCALES: readonly LocaleInfo[] = [
  { tag: 'en', autonym: 'English', dir: 'ltr', intl: 'en-GB' },
  { tag: 'nl', autonym: 'Nederlands', dir: 'ltr', intl: 'nl-NL' },
  { tag: 'ar', autonym: 'العربية', dir: 'rtl', intl: 'ar-u-nu-latn-ca-gregory' },
];

/** Languages of papers: besides those of the interface, some for which only a paper's sentences are translated. */
export const PAPER_LOCALES: readonly LocaleInfo[] = [
  ...LOCALES,
  { tag: 'ti', autonym: 'ትግርኛ', dir: 'ltr', intl: 'ti-ER-u-nu-latn-ca-gregory' },
  { tag: 'lt', autonym: 'Lietuvių', dir: 'ltr', intl: 'lt-LT' },
];

/** Languages people may write and work in; wider than the interface. */
export const WRITING_LANGUAGES = [
  'en',
  'nl',
  'ar',
  'ti',
  'fa',
  'prs',
  'ps',
  'uk',
  'ru',
  'fr',
  'es',
  'it',
  'lt',
  'de',
  'tr',
  'so',
  'ku',
  'sq',
  'bn',
  'ur',
] as const;

export type LocaleTag = string;
export type Translate = (key: string, params?: Record<string, unknown>) => string;
/** A text that people wrote in one or more languages. */
export type Localized = Record<string, string>;

export function localeInfo(tag: string): LocaleInfo {
  return PAPER_LOCALES.find((locale) => locale.tag === tag) ?? LOCALES[0]!;
}

export const isLocale = (tag: unknown): tag is LocaleTag =>
  typeof tag === 'string' && LOCALES.some((locale) => locale.tag === tag);

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  ['ar', 'fa', 'prs', 'ps', 'ur', 'ckb', 'he'].includes(language.split('-')[0]!) ? 'rtl' : 'ltr';

/** All catalogues: {locale: {feature: nested messages}}. */
export function readCatalogues(): Record<string, Record<string, unknown>> {
  const catalogues: Record<string, Record<string, unknown>> = {};
  for (const { tag } of LOCALES) {
    const folder = path.join(__dirname, tag);
    catalogues[tag] = {};
    for (const file of readdirSync(folder)) {
      if (!file.endsWith('.json')) continue;
      catalogues[tag]![path.basename(file, '.json')] = JSON.parse(
        readFileSync(path.join(folder, file), 'utf8'),
      );
    }
  }
  return catalogues;
}

/** The sentences of certificates, by language that only papers have. */
export function readPapers(): Record<string, object> {
  const only = PAPER_LOCALES.filter(({ tag }) => !isLocale(tag));
  return Object.fromEntries(
    only.map(({ tag }) => {
      const text = readFileSync(path.join(__dirname, 'papers', `${tag}.json`), 'utf8');
      return [tag, JSON.parse(text) as object];
    }),
  );
}

const instance = i18next.createInstance();
const fixed = new Map<string, Translate>();

function load(): void {
  const papers = Object.entries(readPapers()).map(([tag, certificates]) => [tag, { certificates }] as const);
  const catalogues = [...Object.entries(readCatalogues()), ...papers];
  void instance.init({
    initAsync: false,
    lng: 'en',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(catalogues.map(([tag, messages]) => [tag, { translation: messages }])),
  });
}

const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufefc]/u;
const LTR_LETTER = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Ethiopic}/u;

/** Without the signs that turn what follows: in a name they would turn our sentence as well. */
function steady(text: string): string {
  // Pairs are ours, from a sentence inside the sentence.
  const rest = text.replace(/\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069/g, '');
  return /[\u202a-\u202e\u2066-\u2069]/.test(rest) ? text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '') : text;
}

/** A name or title inside a sentence keeps its own direction and does not disturb its neighbours; several titles
 * become one list. */
function isolated(
  params: Record<string, unknown>,
  { tag, dir }: LocaleInfo,
  left: () => string,
): Record<string, unknown> {
  const foreign = dir === 'rtl' ? LTR_LETTER : RTL_LETTER;
  const ready: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) ready[name] = listOf(titlesIn(value, tag), tag);
    else if (typeof value !== 'string') ready[name] = value;
    else if (value === LEFT) ready[name] = left();
    else if (!foreign.test(value)) ready[name] = steady(value);
    else ready[name] = `\u2068${steady(value)}\u2069`;
  }
  return ready;
}

/** A sentence cut at its places: text, name, text, name, …, text. */
type Sentence = readonly string[];

/** Its text and names, as i18next chooses and fills it when every value is its own name between two signs. */
function sentenceOf(t: TFunction, key: string, params: Record<string, unknown>): Sentence {
  const marks = Object.fromEntries(Object.keys(params).map((name) => [name, `\u0001${name}\u0001`]));
  const count = typeof params.count === 'number' ? { count: params.count } : {};
  return String(t(key, { ...marks, ...count, replace: marks })).split('\u0001');
}

/** More than all catalogues hold: keys that come from outside cannot fill the memory. */
const MOST_SENTENCES = 20_000;

/**
 * Messages of one language. Keys are `feature.path`; an unknown key comes back as it is. i18next is asked once
 * for each message and plural form; after that a sentence is put together from its parts.
 */
export function translator(tag: LocaleTag): Translate {
  const known = fixed.get(tag);
  if (known) return known;
  if (!instance.isInitialized) load();
  const t = instance.getFixedT(tag) as TFunction;
  const info = localeInfo(tag);
  const plurals = new Intl.PluralRules(tag);
  const sentences = new Map<string, Sentence>();
  const translate: Translate = (key, params) => {
    const count = params?.count;
    const form = typeof count !== 'number' ? '' : count === 0 ? 'zero' : plurals.select(count);
    const name = params ? `${form} ${Object.keys(params)} ${key}` : key;
    let sentence = sentences.get(name);
    if (!sentence) {
      sentence = sentenceOf(t, key, params ?? {});
      if (sentences.size < MOST_SENTENCES) sentences.set(name, sentence);
    }
    if (sentence.length === 1) return sentence[0]!;
    const values = isolated(params ?? {}, info, () => translate('frame.left'));
    return sentence.map((part, at) => (at % 2 === 0 ? part : String(values[part] ?? ''))).join('');
  };
  fixed.set(tag, translate);
  return translate;
}

export function hasMessage(tag: LocaleTag, key: string): boolean {
  translator(tag);
  return instance.exists(key, { lng: tag });
}

/** The text in the reader's language, else in another, with the language it is in. */
export function textIn(
  text: Localized | null | undefined,
  locale: LocaleTag,
  order: readonly string[] = [],
): { text: string; lang: string; dir: 'ltr' | 'rtl'; original: boolean } {
  const given = text ?? {};
  const lang =
    [locale, ...order, 'en', ...Object.keys(given)].find((tag) => (given[tag] ?? '') !== '') ?? locale;
  return { text: given[lang] ?? '', lang, dir: directionOf(lang), original: lang !== locale };
}

const titlesIn = (titles: readonly Localized[], locale: LocaleTag) =>
  titles.map((title) => textIn(title, locale).text);

/** Making a formatter costs more than a page: each is made once. */
function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

const languageNames = new Map<LocaleTag, { names: Intl.DisplayNames; known: Map<string, string> }>();
const MOST_LANGUAGES = 1000;
const relativeTimes = new Map<LocaleTag, Intl.RelativeTimeFormat>();
const lists = new Map<LocaleTag, Intl.ListFormat>();
const zoneNames = new Map<string, string>();

/** The name of a language in another one (“Arabic”, “Arabisch”, «العربية»). */
export function languageName(language: string, locale: LocaleTag): string {
  const { names, known } = kept(languageNames, locale, () => ({
    names: new Intl.DisplayNames([localeInfo(locale).intl], { type: 'language' }),
    known: new Map(),
  }));
  const name = known.get(language) ?? names.of(language) ?? language;
  if (known.size < MOST_LANGUAGES) known.set(language, name);
  return name;
}

export type TimeStyle = 'day' | 'weekday' | 'time' | 'dayTime' | 'weekdayTime' | 'short';

const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  short: { day: 'numeric', month: 'short' },
  dayTime: { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  weekdayTime: { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
};

interface Times {
  format: Intl.DateTimeFormat;
  /** What was written already, by minute: pages show the same few moments again and again. */
  known: Map<number, string>;
}

const times = new Map<string, Times>();
const MOST_TIMES = 500;

/** A moment as people read it in the hackathon's zone; hours run 00–23. */
export function formatTime(at: Date, zone: string, locale: LocaleTag, style: TimeStyle = 'dayTime'): string {
  const make = () => ({
    format: new Intl.DateTimeFormat(localeInfo(locale).intl, {
      ...STYLES[style],
      timeZone: zone,
      hourCycle: 'h23',
    }),
    known: new Map<number, string>(),
  });
  const { format, known } = kept(times, `${locale}|${zone}|${style}`, make);
  // No style shows seconds.
  const minute = Math.floor(at.getTime() / 60_000);
  const text = known.get(minute) ?? format.format(at);
  if (known.size >= MOST_TIMES) known.clear();
  known.set(minute, text);
  return text;
}

/** “Brussels time”: the city people know the time by, in the reader's language where we know it. */
export function zoneName(zone: string, locale: LocaleTag): string {
  return kept(zoneNames, `${locale} ${zone}`, () => makeZoneName(zone, locale));
}

function makeZoneName(zone: string, locale: LocaleTag): string {
  const english = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  const key = `frame.city.${english}`;
  const t = translator(locale);
  return t('frame.zone', { city: hasMessage(locale, key) ? t(key) : english });
}

/** “in 2 days”, “5 minutes ago”: from `now` to `at`, rounded down to the largest whole unit. */
export function relativeTime(at: Date, now: Date, locale: LocaleTag): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const make = () => new Intl.RelativeTimeFormat(localeInfo(locale).intl, { numeric: 'auto' });
  const format = kept(relativeTimes, locale, make);
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(Math.trunc(seconds / 60), 'minute');
}

/** Names in another script keep their own direction, so that the first does not turn the list. */
export function listOf(items: string[], locale: LocaleTag): string {
  const info = localeInfo(locale);
  const make = () => new Intl.ListFormat(info.intl, { type: 'conjunction' });
  return kept(lists, locale, make).format(
    Object.values(isolated({ ...items }, info, () => LEFT)) as string[],
  );
}
