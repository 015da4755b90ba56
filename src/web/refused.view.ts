// The page of a refusal: why, and every word that was typed, so that nobody has to write it again.
import type { Request } from 'express';

/** Never sent back into a page. */
export const SECRET_FIELDS = new Set(['password', 'code', 'new_password']);

/** What pages send along by themselves. */
const OF_THE_PAGE = new Set([
  'client_id',
  'author',
  'next',
  'invite',
  'weave_seed',
  'version',
  'after',
  'show',
]);

export function keptTexts(req: Request): { name: string; text: string }[] {
  const kept: { name: string; text: string }[] = [];
  for (const [name, value] of Object.entries((req.body ?? {}) as Record<string, unknown>)) {
    if (SECRET_FIELDS.has(name) || OF_THE_PAGE.has(name.split('[')[0]!)) continue;
    for (const text of [value].flat()) {
      if (typeof text === 'string' && text.trim().length > 0) kept.push({ name, text });
    }
  }
  return kept;
}

/** Locals of errors/refused. */
export function refusedLocals(req: Request, status: number, message: string): Record<string, unknown> {
  return {
    status,
    heading: req.t(`frame.headings.${headingOf(status)}`),
    message,
    kept: req.method === 'POST' ? keptTexts(req) : [],
    reference: req.reference,
  };
}

function headingOf(status: number): string {
  if (status === 404) return 'notFound';
  if (status === 403) return 'forbidden';
  if (status === 409) return 'conflict';
  if (status === 410) return 'gone';
  if (status === 429) return 'wait';
  if (status >= 500) return 'away';
  return 'input';
}

/** Whether a page that was shown again has no place for something a person wrote (its form may be closed now). */
export function losesWords(html: string, req: Request): boolean {
  const page = joined(html);
  return keptTexts(req).some(({ text }) => isWritten(text) && !page.includes(joined(escaped(text))));
}

// Choices, dates and ids are one short word; what costs somebody work to type again is more.
const isWritten = (text: string) => /\s/.test(text.trim()) || text.length > 40 || /\P{ASCII}/u.test(text);
const joined = (text: string) => text.replace(/\s+/g, ' ').trim();

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
