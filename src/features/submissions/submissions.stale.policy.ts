// Texts that several people save: whoever comes second gets both texts, and nothing is written over.
import { Conflict } from '../../errors';

export interface SavedText {
  text: string;
  version: number;
  saved_by_name: string;
  saved_at: Date;
}

export interface Stale {
  text: string;
  version: number;
  by: string;
  at: string;
}

/**
 * Throws Conflict with what is saved now of every text that changed since the version it was `based` on (0: there
 * was none). `key` is the message.
 */
export function refuseStale<Key extends string>(
  changed: readonly { key: Key; based: number }[],
  saved: (key: Key) => SavedText | undefined,
  key: string,
): void {
  const stale = changed.filter((one) => (saved(one.key)?.version ?? 0) !== one.based);
  if (stale.length === 0) return;
  throw new Conflict(key, Object.fromEntries(stale.map((one) => [one.key, staleOf(saved(one.key))])));
}

function staleOf(row: SavedText | undefined): Stale {
  if (!row) return { text: '', version: 0, by: '', at: '' };
  return { text: row.text, version: row.version, by: row.saved_by_name, at: row.saved_at.toISOString() };
}
