// Rules of accounts that need nobody else: sign-in names, passwords, names that give too much away.
import type { FieldFault } from '../../errors';
import { COMMON_WORDS, HOUSE_WORDS, RUNS } from './accounts.passwords.names';

export const PASSWORD = { min: 10, max: 256 };
/** Fewer letters of one's own than this do not save a common word. */
const OWN_LETTERS = 5;
/** Beyond this length even a pattern is too long to be guessed first. */
const PATTERNS_UP_TO = 24;

/** How a sign-in name is compared: case and ways of writing a letter do not count. */
export function loginKey(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase();
}

/** Letters of any script, digits, dot, underscore, hyphen. */
export const isLogin = (login: string) => /^[\p{L}\p{M}\p{N}._-]{3,60}$/u.test(login);

export const looksLikeEmail = (name: string) => /\S@\S/.test(name);

const LETTERS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
const lettersOnly = (text: string) => text.replace(/[^\p{L}\p{M}]/gu, '');
const asLetters = (text: string) =>
  lettersOnly(text.toLowerCase().replace(/[0134571@$!]/g, (sign) => LETTERS[sign] ?? sign));

/** True when taking the words out leaves next to nothing of one's own. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  let rest = text;
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '\0');
  return rest.includes('\0') && lettersOnly(rest.replaceAll('\0', '')).length < OWN_LETTERS;
}

function isPattern(text: string): boolean {
  if (text.length > PATTERNS_UP_TO) return false;
  if (new Set(text).size <= 3) return true;
  for (let size = 1; size <= text.length / 2 && size <= 6; size += 1) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).slice(0, text.length) === text) return true;
  }
  const backwards = [...text].reverse().join('');
  return RUNS.some((run) => run.includes(text) || run.includes(backwards));
}

/** What is wrong with a new password, with a reason people can use; null when nothing is. */
export function passwordFault(
  password: string,
  about: { login?: string | undefined; display_name?: string | undefined } = {},
): FieldFault | null {
  const have = [...password].length;
  if (have === 0) return { key: 'frame.fields.missing' };
  if (have < PASSWORD.min) {
    return { key: 'accounts.password.tooShort', params: { have, count: PASSWORD.min - have } };
  }
  if (have > PASSWORD.max) return { key: 'accounts.password.tooLong', params: { have, max: PASSWORD.max } };
  const plain = bare(password);
  if (isPattern(plain === '' ? password : plain)) return { key: 'accounts.password.pattern' };
  const own = [about.login, about.display_name].map((name) => bare(name ?? '')).filter((n) => n.length > 2);
  const forms = [plain, asLetters(password)];
  if (own.length > 0 && forms.some((form) => isMadeOf(form, own))) return { key: 'accounts.password.name' };
  if (forms.some((form) => isMadeOf(form, HOUSE_WORDS))) return { key: 'accounts.password.house' };
  if (forms.some((form) => isMadeOf(form, COMMON_WORDS))) return { key: 'accounts.password.common' };
  return null;
}

/** As a person types it: any case, with or without hyphen, look-alikes read as what the codes have. */
export function plainCode(code: string): string {
  return code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s‐-―-]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
}

export const groupedCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`;
