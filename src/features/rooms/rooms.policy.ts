// What the log of a room can say by itself.

/** Words a system entry of a room's log may have as its body; pages translate them. */
export const SYSTEM_WORDS = [
  'help.asked',
  'help.claimed',
  'help.released',
  'help.vanished',
  'help.done',
  'help.advised',
  'help.cancelled',
  'help.expired',
  'hours.booked',
  'hours.cancelled',
] as const;
export type SystemWord = (typeof SYSTEM_WORDS)[number];

export const isSystemWord = (word: string | null): word is SystemWord =>
  SYSTEM_WORDS.some((known) => known === word);
