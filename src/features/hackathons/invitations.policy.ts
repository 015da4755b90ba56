// The short code of an invitation, for a poster: digits, because every keyboard and every script has them.
//
// Twelve digits are 10^12 codes. With 500 teams and ten live links each (LIVE_LINKS) there are 5,000 right ones, so
// a million guesses open one with a chance of 10^6 × 5 × 10^3 / 10^12 = 0.5 %, and what opens is one seat that the
// whole team is told of. The doors are slower than that (limits.ts): all visitors together have 3,000 wrong codes in
// ten minutes, so a million takes two days. An account has three of its own, and ten if its address still has some: 300
// new accounts a minute at one address make 9,000, so a million takes eighteen hours. Only typed codes are counted, and
// only wrong ones: links and QR codes never ask these limits. `npm run torture` sends them.

export const CODE_DIGITS = 12;

/** A team has at most this many links that work. */
export const LIVE_LINKS = 10;

/** What stands between digits when people write, and marks that set the direction of text. */
const BETWEEN = /[\s\p{Pd}\p{Cf}.,·_/]/gu;

/** 0 to 9 for a decimal digit of any script. */
function digitOf(digit: string): number {
  const point = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return value;
}

/** The code in digits 0–9, however it was typed; null for what cannot be one. */
export function readCode(typed: string): string | null {
  const digits = [...typed.normalize('NFKC').replace(BETWEEN, '')];
  if (digits.length !== CODE_DIGITS || !digits.every((sign) => /^\p{Nd}$/u.test(sign))) return null;
  return digits.map(digitOf).join('');
}

/** In groups of four, as people read it out. */
export const groupedDigits = (code: string) => code.replace(/(\d{4})(?=\d)/g, '$1 ');
