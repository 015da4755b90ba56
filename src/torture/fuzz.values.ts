// What people, scripts and attackers put into a field.
import type { Random } from '../simulation/random';

const WORDS = [
  'Why?',
  'We ask the council.',
  'أين المال؟',
  'Wie betaalt?',
  '漢字かな',
  '👩🏽‍🎓 went',
  'naïve – “quoted”',
];
const MARKUP = [
  '<script>window.__xss=1</script>',
  '"><img src=x onerror=__xss=1>',
  '</textarea><svg onload=__xss=1>',
  '[x](javascript:__xss=1)',
  '<%= process.exit() %>',
  '{{constructor.constructor("x")()}} $t(frame.signIn)',
  "'; drop table people; --",
  '%27%20or%201=1--',
  '../../../../etc/passwd',
  '=cmd|calc!A1',
];
const SIGNS = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202Eabc',
  '\ufeff',
  '\u2028',
  '\r\n\r\nSet-Cookie: a=b',
  '\u0007',
  '\u200f\u061c',
  'ﷺ'.repeat(50),
];
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];
const NUMBERS = [
  '0',
  '-1',
  '1e309',
  'NaN',
  '2147483648',
  '9007199254740993',
  '1.5',
  '٣',
  '0x10',
  '1,5',
  '99999999999999999999',
];
const TIMES = [
  'now',
  '2030-02-30T10:00',
  '0000-00-00T00:00',
  '2026-03-29T02:30',
  '9999-12-31T23:59',
  'yesterday',
  '2027-01-01T10:00',
];
const CHOICES = [
  'open',
  'request',
  'invite',
  'expert',
  'juror',
  'within',
  'under-18',
  'taken',
  'adopted',
  'en',
  'nl',
  'ar',
  'tlh',
  'drafting',
  'on',
];

/** A text for any field: mostly odd. */
export function anyText(random: Random): string {
  const kinds = [WORDS, MARKUP, SIGNS, NAMES, NUMBERS, TIMES, CHOICES];
  const draw = random.next();
  if (draw < 0.06) return '';
  if (draw < 0.1) return ' '.repeat(random.whole(1, 40));
  if (draw < 0.16) return random.pick(WORDS).repeat(random.whole(10, 900)).slice(0, random.whole(61, 21_000));
  if (draw < 0.165) return 'x'.repeat(random.whole(100_000, 600_000));
  if (draw < 0.25) return random.uuid();
  return random.pick(random.pick(kinds));
}

export const plainText = (random: Random): string => random.pick(WORDS);

/** Anything at all, for a field of an event. */
export function anyValue(random: Random): unknown {
  const draws: (() => unknown)[] = [
    () => anyText(random),
    () => null,
    () => random.chance(0.5),
    () => random.pick([0, -1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER, -0]),
    () => [],
    () => [anyText(random), anyText(random)],
    () => ({ [random.pick(NAMES)]: anyText(random) }),
    () => JSON.parse(`{"__proto__":{"admin":true},"toString":"x"}`),
    () => Array.from({ length: random.whole(1, 2_000) }, () => null),
    () => deep(random.whole(2, 800)),
    () => Buffer.from(anyText(random)),
    () => undefined,
  ];
  return random.pick(draws)();
}

function deep(depth: number): unknown {
  let inside: unknown = 'x';
  for (let level = 0; level < depth; level++) inside = level % 2 ? [inside] : { roomId: inside };
  return inside;
}

/** What stands where an id belongs and is none. */
export function noId(random: Random): string {
  return random.pick([
    'none',
    'x'.repeat(300),
    '%00',
    '..',
    '..%2f..%2f',
    '%ff%fe',
    '%E0%A4%A',
    '%F0%9F%98%80',
    '__proto__',
    'constructor',
    "'%20or%201=1",
    '0',
    '-1',
    'null',
    'undefined',
    '%20',
    'a%0d%0ab',
    '<b>',
    random.uuid(),
    'ﷺ',
  ]);
}

export const badName = (random: Random): string =>
  random.pick([
    '__proto__',
    '__proto__[admin]',
    'constructor[prototype][x]',
    'a'.repeat(2_000),
    'section[problem][x][y]',
    '',
    '[]',
    'x[',
    'title[en',
    '%00',
    'ключ',
  ]);
